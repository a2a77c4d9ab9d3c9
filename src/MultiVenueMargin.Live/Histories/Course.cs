using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Live.Histories;

/// <summary>How an account fared in a span: what was told of it, and what that comes to.</summary>
/// <param name="Lines">In order.</param>
/// <param name="Pools">Every pool of which a state is known, by name.</param>
/// <param name="Calls">Those issued in the span, and those that were open when it began; by when they were issued.</param>
/// <param name="Liquidations">Likewise.</param>
public sealed record Course(
    IReadOnlyList<HistoryLine> Lines,
    IReadOnlyList<PoolCourse> Pools,
    IReadOnlyList<CallCourse> Calls,
    IReadOnlyList<LiquidationCourse> Liquidations);

/// <summary>How a pool fared.</summary>
/// <param name="TimeIn">How long it was shown in each state; what it never was in is absent.</param>
/// <param name="LeastRatio">The lowest of worst equity to MM that was seen, rounded down; absent where MM was always zero or unknown.</param>
/// <param name="LeastRatioAt">When; absent with the ratio.</param>
public sealed record PoolCourse(PoolId Pool, IReadOnlyDictionary<MarginState, TimeSpan> TimeIn, decimal? LeastRatio, DateTimeOffset? LeastRatioAt);

/// <summary>How a margin call went.</summary>
/// <param name="Amount">As issued.</param>
/// <param name="LargestAmount">After amendments.</param>
/// <param name="Outcome">Unspecified while it is open at the end of the span.</param>
public sealed record CallCourse(
    DecisionId Call, PoolId Pool, DateTimeOffset IssuedAt, DateTimeOffset Deadline, Usd Amount, Usd LargestAmount, bool IsExpired, CallOutcome Outcome, DateTimeOffset? EndedAt);

/// <summary>How a liquidation went.</summary>
/// <param name="Steps">Of the first plan.</param>
/// <param name="Asked">What was asked of executors, by venue and instrument.</param>
/// <param name="Deficit">What remained unpaid; zero where nothing did.</param>
/// <param name="Outcome">Unspecified while it is under way at the end of the span.</param>
public sealed record LiquidationCourse(
    DecisionId Liquidation,
    PoolId Pool,
    DateTimeOffset PlannedAt,
    int Steps,
    PlanOutcome Plan,
    IReadOnlyList<AskedQuantity> Asked,
    Usd Deficit,
    LiquidationOutcome Outcome,
    DateTimeOffset? EndedAt);

/// <summary>What was asked of the executor of one venue in one instrument.</summary>
/// <param name="First">The quantity that was asked for first.</param>
/// <param name="Times">How often it was asked: again after a time-out, a part that was filled, or another plan.</param>
public sealed record AskedQuantity(LocationId Venue, InstrumentId Instrument, OrderSide Side, Quantity First, int Times);
