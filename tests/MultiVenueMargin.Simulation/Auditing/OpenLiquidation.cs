using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>A liquidation as the auditor sees it.</summary>
internal sealed class OpenLiquidation(DecisionId id, PoolId pool)
{
    public DecisionId Id => id;

    public PoolId Pool => pool;

    public bool IsUnderWay { get; set; } = true;

    public bool IsHeld { get; set; }

    public bool HasSent { get; set; }

    public bool IsApprovedByPolicy { get; set; }

    public HashSet<PrincipalId> Approvers { get; } = [];

    public IReadOnlyList<PlannedStep> Steps { get; set; } = [];
}
