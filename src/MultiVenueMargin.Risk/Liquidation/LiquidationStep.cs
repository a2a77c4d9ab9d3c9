using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.Liquidation;

/// <summary>What a step does.</summary>
public enum LiquidationStepKind
{
    Unspecified = 0,

    /// <summary>Takes the resting orders of one instrument at one venue away.</summary>
    CancelOrders = 1,

    /// <summary>Closes a part of one position.</summary>
    Reduce = 2,

    /// <summary>Closes parts of two positions of one unit that hedge each other, both or neither.</summary>
    ReducePair = 3,
}

/// <summary>One reduce-only order of a step.</summary>
/// <param name="Venue">Where.</param>
/// <param name="Instrument">What.</param>
/// <param name="Side">A bid buys a short position back, an ask sells a long one.</param>
/// <param name="Quantity">Positive, in lots, never more than is held.</param>
/// <param name="AssumedPrice">What the figures after the step rest on: the mark and the expected cost.</param>
/// <param name="Limit">Never worse than this.</param>
/// <param name="Fee">In the settlement asset.</param>
/// <param name="ExpectedCost">What the assumed price gives away against the mark, and the fee; rounded up.</param>
public sealed record LiquidationLeg(
    LocationId Venue,
    InstrumentId Instrument,
    OrderSide Side,
    Quantity Quantity,
    Price AssumedPrice,
    Price Limit,
    Money Fee,
    Usd ExpectedCost)
{
    public string Name => $"{Instrument}@{Venue}";
}

/// <summary>A pool's standing at one point of a plan, as the house model has it.</summary>
/// <param name="AdjustedEquity">The worst end.</param>
/// <param name="LikelyEquity">Uncertainty zero.</param>
/// <param name="MaintenanceMargin">MM.</param>
/// <param name="Ratio">For display; absent where MM is zero.</param>
/// <param name="State">After the state of the point before.</param>
public sealed record LiquidationFigures(
    Usd AdjustedEquity, Usd LikelyEquity, Usd MaintenanceMargin, decimal? Ratio, MarginState State)
{
    /// <summary>MM less equity at the worst end; negative where there is more than is required.</summary>
    public Usd Shortfall => MaintenanceMargin - AdjustedEquity;

    /// <summary>Equity is below zero whatever is uncertain: the pool is closed out.</summary>
    public bool IsInsolvent => AdjustedEquity < Usd.Zero && LikelyEquity < Usd.Zero;

    /// <summary>The figures of a report.</summary>
    public static LiquidationFigures Of(PoolReport report) => new(
        report.Equity.Adjusted, report.Equity.Likely, report.MaintenanceMargin, report.Ratio.Worst, report.State);
}

/// <summary>One step of a plan and where it leaves the pool.</summary>
public sealed record LiquidationStep
{
    /// <summary>From 1.</summary>
    public required int Ordinal { get; init; }

    public required LiquidationStepKind Kind { get; init; }

    /// <summary>One or two; none of a step that cancels.</summary>
    public IReadOnlyList<LiquidationLeg> Legs { get; init; } = [];

    /// <summary>The orders a cancelling step takes away: all of one instrument at one venue.</summary>
    public IReadOnlyList<RestingOrder> Cancelled { get; init; } = [];

    /// <summary>Of all legs.</summary>
    public required Usd ExpectedCost { get; init; }

    /// <summary>MM before − MM after.</summary>
    public required Usd MarginReleased { get; init; }

    public required LiquidationFigures After { get; init; }
}
