using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Platform;

/// <summary>The plan that an account would make for a pool now. Nothing was changed and nothing is asked of anybody.</summary>
/// <param name="Evidence">The pool before the first step, with what it rests on.</param>
/// <param name="Steps">None where the pool has its target already, or nothing can be done.</param>
/// <param name="Outcome">Where the plan ends if everything is filled as expected.</param>
/// <param name="Reasons">What could not be planned, and why.</param>
/// <param name="UnderWay">A liquidation of the pool that is under way: rejections in it count here as they would there.</param>
/// <param name="IsCurrent">False while the journal is not sound: it rests on the last durable state, which may be behind.</param>
public sealed record LiquidationPreview(
    PoolId Pool,
    Evidence Evidence,
    IReadOnlyList<PlannedStep> Steps,
    PlanOutcome Outcome,
    IReadOnlyList<string> Reasons,
    DecisionId? UnderWay,
    bool IsCurrent);
