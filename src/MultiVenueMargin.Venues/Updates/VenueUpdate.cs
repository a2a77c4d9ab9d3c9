using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Venues.Updates;

/// <summary>One thing that a venue says, in our words.</summary>
public abstract record VenueUpdate;

/// <summary>What lies, is held, rests and is stated at a venue account now. Absolute, as facts are.</summary>
/// <param name="Complete">The parts of which this is everything, so that what is not listed is none; none for a push.</param>
/// <param name="SaidAt">When the venue says it was so; absent where it does not say.</param>
public sealed record HoldingsTold(IReadOnlyList<FeedFact> Facts, FeedParts Complete, DateTimeOffset? SaidAt) : VenueUpdate;

/// <summary>
/// What the venue asks of one of its margin pools, in the pool's own currency. Told once per pool, however often the venue repeats it.
/// Absent figures are unknown.
/// </summary>
/// <param name="Pool">The venue's own name for it: a currency where currencies are margined apart.</param>
/// <param name="Model">The venue's name of the model in force; empty where it does not say.</param>
/// <param name="Components">Further figures by the venue's own names, in the pool's currency.</param>
public sealed record MarginTold(
    string Pool,
    string Model,
    Asset Currency,
    decimal? Equity,
    decimal? MarginBalance,
    decimal? InitialMargin,
    decimal? MaintenanceMargin,
    decimal? Available,
    IReadOnlyList<MarginComponent> Components) : VenueUpdate;

/// <summary>One further figure of a margin by the venue's own name.</summary>
public readonly record struct MarginComponent(string Name, decimal Amount);

/// <summary>
/// What the venue says of one position beside its size; money is in the currency that the position settles in. The entry is that of the
/// trades: whether profit since then is in a balance already differs by venue, so it is no basis of a value.
/// </summary>
public sealed record PositionTold(
    InstrumentId Instrument,
    Quantity Quantity,
    Price? Entry,
    Price? Mark,
    decimal? InitialMargin,
    decimal? MaintenanceMargin,
    decimal? OrdersMargin,
    decimal? UnsettledProfit,
    Price? Liquidation) : VenueUpdate;

/// <summary>What the venue says of an instrument's price. Absent figures were not said.</summary>
public sealed record InstrumentPriced : VenueUpdate
{
    public required InstrumentId Instrument { get; init; }

    /// <summary>In the quote currency; an inverse option's in coin.</summary>
    public Price? Mark { get; init; }

    /// <summary>The price of the underlying that the venue margins by, in the currency of its index.</summary>
    public Price? Index { get; init; }

    public Price? Bid { get; init; }

    public Price? Ask { get; init; }

    /// <summary>Per year: 0.55 is 55 %, whichever way the venue writes it.</summary>
    public decimal? ImpliedVolatility { get; init; }

    /// <summary>The forward of an option's expiry, in the quote currency; in USD for an inverse one.</summary>
    public Price? Forward { get; init; }

    /// <summary>The delivery price, once published.</summary>
    public Price? Delivery { get; init; }

    /// <summary>The current rate of funding over <see cref="FundingPeriod"/>; positive is paid by longs.</summary>
    public Rate? Funding { get; init; }

    public TimeSpan? FundingPeriod { get; init; }

    public required DateTimeOffset SaidAt { get; init; }
}

/// <summary>The price of an underlying by the venue's own name of its index.</summary>
public sealed record IndexPriced(string Index, Price Price, DateTimeOffset SaidAt) : VenueUpdate;

/// <summary>A volatility index; 0.55 is 55 % a year.</summary>
public sealed record VolatilityIndexTold(string Index, decimal Volatility, DateTimeOffset SaidAt) : VenueUpdate;

/// <summary>An instrument as the venue defines it.</summary>
/// <param name="ContractSize">The venue's own contract, in the units in which <see cref="PositionFact"/> counts here.</param>
/// <param name="SmallestOrder">In the same units.</param>
/// <param name="LargestLeverage">Where the venue names one; 50 means 2 % initial margin.</param>
public sealed record InstrumentListed(
    Instrument Instrument, bool IsOpen, decimal? ContractSize, decimal? SmallestOrder, decimal? PriceStep, decimal? LargestLeverage) : VenueUpdate;

/// <summary>An instrument opened, closed, expired or was settled; by the venue's own name of the state.</summary>
public sealed record InstrumentStateTold(InstrumentId Instrument, string State, DateTimeOffset SaidAt) : VenueUpdate;

/// <summary>The venue is closing a position of this account by force. Late by nature: a warning comes from figures, not from this.</summary>
public sealed record LiquidationNoticed(InstrumentId Instrument, OrderSide Side, Quantity Amount, Price? Price, DateTimeOffset? SaidAt) : VenueUpdate;

/// <summary>Trading at the venue, or on some of its indices, or of this account, is stopped or goes on.</summary>
/// <param name="Scope">What of the venue, in its own words.</param>
public sealed record TradingLockTold(string Scope, bool IsLocked) : VenueUpdate;
