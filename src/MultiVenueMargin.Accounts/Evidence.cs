using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Accounts;

/// <summary>
/// What a decision rested on: the market and rules by version, the figures, and the marks of what was held, so that it can be
/// recomputed by anyone with the journal, and checked by eye without it.
/// </summary>
/// <param name="AccountVersion">The account's version whose book was evaluated.</param>
public sealed record Evidence(
    long AccountVersion,
    MarketStamp Market,
    RuleVersion Rules,
    PoolFigures Figures,
    IReadOnlyDictionary<Asset, AssetMark> Prices,
    IReadOnlyDictionary<InstrumentId, InstrumentMark> Marks);

/// <summary>The margin of one pool in a row of figures.</summary>
/// <param name="ShortfallToTarget">(target·MM − worst equity)⁺.</param>
/// <param name="CallAmount">What a call would ask for; zero outside the call states.</param>
/// <param name="State">As shown: unknown when too much is missing.</param>
/// <param name="LastKnown">Where hysteresis goes on from.</param>
public sealed record PoolFigures(
    PoolId Pool,
    Usd WorstEquity,
    Usd LikelyEquity,
    Usd BestEquity,
    Usd MaintenanceMargin,
    Usd InitialMargin,
    Usd ShortfallToTarget,
    Usd CallAmount,
    MarginState State,
    MarginState LastKnown);

/// <summary>A pool's margin state changed.</summary>
/// <param name="Evidence">Absent where nothing could be evaluated, for want of a market, of rules, or of a book that has a value: the state is unknown then.</param>
public sealed record MarginStateChanged(PoolId Pool, MarginState From, MarginState To, MarginState LastKnown, Evidence? Evidence) : AccountRecord;
