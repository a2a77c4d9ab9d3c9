using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Accounts.Liquidations;

/// <summary>One order of a step: reduce-only, never beyond flat. One of no quantity only takes away what rests in its instrument there.</summary>
/// <param name="Side">A bid buys back what is short, an ask sells what is long.</param>
/// <param name="Limit">The worst price that the executor may take.</param>
public sealed record PlannedLeg(LocationId Venue, InstrumentId Instrument, OrderSide Side, Quantity Quantity, Price Limit);

/// <summary>One step of a plan, with what the pool looks like after it: the proof that it makes nothing worse.</summary>
/// <param name="CancelsOrders">The step first cancels what rests in these instruments at the venues of its legs.</param>
public sealed record PlannedStep(
    int Ordinal,
    IReadOnlyList<PlannedLeg> Legs,
    IReadOnlyList<InstrumentId> CancelsOrders,
    Usd ExpectedCost,
    Usd EquityAfter,
    Usd LikelyAfter,
    Usd MaintenanceAfter);

/// <summary>Where a plan ends, if everything is filled as expected.</summary>
public enum PlanOutcome
{
    Unspecified = 0,

    /// <summary>The pool is back above its target.</summary>
    ReachesTarget = 1,

    /// <summary>Everything that can be reduced is, and it is not enough.</summary>
    FallsShort = 2,

    /// <summary>Nothing can be reduced: what is held is unpriced, stale, below a lot or where no order can be sent.</summary>
    Blocked = 3,

    /// <summary>Equity is negative whatever is reduced: a deficit remains.</summary>
    Insolvent = 4,
}

/// <summary>A liquidation was planned. Its id is that of this record. Nothing is sent before it is approved.</summary>
/// <param name="Reasons">What could not be planned, and why.</param>
public sealed record LiquidationPlanned(
    PoolId Pool, IReadOnlyList<PlannedStep> Steps, PlanOutcome Outcome, IReadOnlyList<string> Reasons, Evidence Evidence) : AccountRecord;

/// <summary>Planned again from what is held now, after a step ended or the market moved.</summary>
public sealed record LiquidationReplanned(
    DecisionId Liquidation, IReadOnlyList<PlannedStep> Steps, PlanOutcome Outcome, IReadOnlyList<string> Reasons, Evidence Evidence) : AccountRecord;

/// <summary>Somebody, or the policy, approved the plan.</summary>
/// <param name="By">Absent where the policy approves by itself.</param>
public sealed record LiquidationApproved(DecisionId Liquidation, PrincipalId? By) : AccountRecord;

/// <summary>Nothing further is sent until it is released.</summary>
public sealed record LiquidationHeld(DecisionId Liquidation, PrincipalId By, string Reason) : AccountRecord;

/// <summary>
/// Under two persons' approval one asked to stop it for good: it is held until another person does too, or somebody releases it.
/// </summary>
public sealed record LiquidationAbortAsked(DecisionId Liquidation, PrincipalId By, string Reason) : AccountRecord;

/// <summary>It goes on.</summary>
public sealed record LiquidationReleased(DecisionId Liquidation, PrincipalId By) : AccountRecord;

/// <summary>
/// A leg of a step is asked of the executor of its venue. Its id is (liquidation, version of this record, ordinal of the leg): a step
/// that is asked again after a new plan is another request.
/// </summary>
/// <param name="Request">Under which the executor reports.</param>
/// <param name="Deadline">Without a report until then it counts as timed out. Every report gives it as long again.</param>
public sealed record LegRequested(DecisionId Liquidation, DecisionId Request, PlannedLeg Leg, bool CancelOrdersFirst, DateTimeOffset Deadline) : AccountRecord;

/// <summary>The executor took it on.</summary>
public sealed record LegAccepted(DecisionId Request, PrincipalId By) : AccountRecord;

/// <summary>So much was filled since the last report.</summary>
public sealed record LegFilled(DecisionId Request, Quantity Quantity, Price Price, PrincipalId By) : AccountRecord;

/// <summary>The request has ended.</summary>
public sealed record LegEnded(DecisionId Request, LegOutcome Outcome, string Reason) : AccountRecord;

/// <summary>How a request to an executor ended.</summary>
public enum LegOutcome
{
    Unspecified = 0,
    Filled = 1,

    /// <summary>The executor gave up with a part filled, or none.</summary>
    Done = 2,
    Rejected = 3,
    TimedOut = 4,

    /// <summary>It was no longer wanted: the liquidation was aborted or resolved before anybody accepted it.</summary>
    Withdrawn = 5,
}

/// <summary>The liquidation is over.</summary>
public sealed record LiquidationEnded(DecisionId Liquidation, LiquidationOutcome Outcome, string Reason, PrincipalId? By) : AccountRecord;

/// <summary>How a liquidation ended.</summary>
public enum LiquidationOutcome
{
    Unspecified = 0,

    /// <summary>The pool is back above its target.</summary>
    Resolved = 1,

    /// <summary>A person stopped it.</summary>
    Aborted = 2,

    /// <summary>There is nothing left to reduce and equity is negative: a deficit is recorded.</summary>
    Deficit = 3,

    /// <summary>The pool recovered before anything was sent.</summary>
    NoLongerNeeded = 4,
}
