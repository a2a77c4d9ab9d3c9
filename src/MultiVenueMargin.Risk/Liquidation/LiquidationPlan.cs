using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.Liquidation;

/// <summary>How a plan ends, in order of precedence.</summary>
public enum LiquidationOutcome
{
    Unspecified = 0,

    /// <summary>The figures after the last step (the starting ones where there is none) are at or above the target.</summary>
    ReachesTarget = 1,

    /// <summary>
    /// Closing all that can be closed leaves equity below zero at the worst and at the likely end. Where it is below zero before that,
    /// the steps are the closing out.
    /// </summary>
    Insolvent = 2,

    /// <summary>The target is not reached and the pool has neither positions nor orders.</summary>
    NothingToReduce = 3,

    /// <summary>Something could be reduced but not as a plan may; what was skipped says why.</summary>
    Blocked = 4,
}

/// <summary>Why something is not in a plan.</summary>
public enum SkipReason
{
    /// <summary>Not priced, or its feed or mark is lost: it makes the state Unknown.</summary>
    Unknown = 0,

    /// <summary>Nobody stated what its venue can do.</summary>
    NoCapability,

    /// <summary>Its venue takes no orders.</summary>
    CannotTrade,

    /// <summary>Its venue has no reduce-only orders.</summary>
    CannotReduceOnly,

    /// <summary>Its venue cannot cancel.</summary>
    CannotCancel,

    /// <summary>Its venue states no terms for it, or unsound ones.</summary>
    NoTerms,

    /// <summary>It has expired and waits for its delivery price.</summary>
    Expired,

    /// <summary>It has no mark to trade against.</summary>
    NoMark,

    /// <summary>The balance it settles in is lost, so that nobody could see what closing does.</summary>
    BalanceLost,

    /// <summary>It is less than its venue's least order: dust.</summary>
    LotTooLarge,

    /// <summary>Its venue's least order is more than a step may close: the policy or the day's volume is too small.</summary>
    SliceTooSmall,

    /// <summary>Closing would cost as much as it is worth, or fetch less than one tick.</summary>
    TooExpensive,

    /// <summary>The book could not take the fill.</summary>
    Refused,

    /// <summary>No part of it can be closed, alone or with a leg that hedges it, without worsening the ratio.</summary>
    WorsensRatio,

    /// <summary>The plan reached its limit of steps or evaluations; it is to be planned anew from its end.</summary>
    LimitReached,

    /// <summary>Equity is below zero at the worst end only: nobody is liquidated on staleness alone.</summary>
    TooUncertain,

    /// <summary>Equity is below zero: what can be closed is, and the target is out of reach.</summary>
    NegativeEquity,

    /// <summary>Debts or collateral that fluctuates are left; selling collateral is not planned.</summary>
    CollateralNotSold,

    /// <summary>Equity is below zero, and no part of it can be closed, alone or with a leg that hedges it, without adding to the shortfall.</summary>
    GrowsShortfall,
}

/// <summary>Something that is not in a plan, or not wholly, by name and reason.</summary>
public sealed record LiquidationSkip(string Subject, SkipReason Reason, string Why);

/// <summary>
/// How a pool is brought back above its target, or closed out where it has no equity left: reduce-only steps in the order in which
/// they are to be done, with the figures after each. It is data: nothing is done by making one.
/// </summary>
public sealed record LiquidationPlan
{
    public required AccountId Account { get; init; }

    public required PoolId Pool { get; init; }

    public required MarketVersion Market { get; init; }

    public required RuleVersion Rules { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    public required decimal TargetRatio { get; init; }

    /// <summary>Before the first step.</summary>
    public required LiquidationFigures Start { get; init; }

    public required IReadOnlyList<LiquidationStep> Steps { get; init; }

    public required LiquidationOutcome Outcome { get; init; }

    /// <summary>What is left over at the end and why, by reason, then subject. Never empty when blocked.</summary>
    public required IReadOnlyList<LiquidationSkip> Skipped { get; init; }

    /// <summary>Where insolvent: what equity lacks to zero at the worst end after closing all that can be closed, at its expected cost in one go.</summary>
    public Usd? Deficit { get; init; }

    /// <summary>How often the book was evaluated for it.</summary>
    public required int Evaluations { get; init; }

    /// <summary>After the last step.</summary>
    public LiquidationFigures End => Steps.Count > 0 ? Steps[^1].After : Start;
}
