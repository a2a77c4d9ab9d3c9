namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>What PMRM, the first portfolio manager, reads.</summary>
public sealed record PortfolioMargin1Parameters
{
    public required IReadOnlyList<ManagerScenario> Scenarios { get; init; }

    public required VolatilityShock VolatilityShock { get; init; }

    /// <summary>For expiries that are worth something; those that are owed count in full.</summary>
    public required StaticDiscount Discount { get; init; }

    public required decimal InitialFactor { get; init; }

    public required decimal MaintenanceFactor { get; init; }

    public required BasisContingency Basis { get; init; }

    public required PegRule Peg { get; init; }

    public required ConfidenceRule Confidence { get; init; }

    /// <summary>Share of the notional of collateral in the underlying.</summary>
    public required decimal BaseRate { get; init; }

    public required decimal PerpetualRate { get; init; }

    public required decimal OptionRate { get; init; }
}
