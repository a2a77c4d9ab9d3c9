using MultiVenueMargin.Accounts.Margins;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

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
    IReadOnlyDictionary<InstrumentId, InstrumentMark> Marks)
{
    /// <summary>With the marks of what the pool holds in the book that was evaluated.</summary>
    internal static Evidence Of(long version, MarketStamp stamp, PoolFigures figures, Book book, PricedMarket market)
    {
        var (prices, marks) = HeldMarks.Of(book, figures.Pool, market);
        return new Evidence(version, stamp, market.Rules.Version, figures, prices, marks);
    }
}

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
    MarginState LastKnown)
{
    /// <summary>The row of a report.</summary>
    public static PoolFigures Of(PoolReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new(
            report.Pool,
            report.Equity.Adjusted,
            report.Equity.Likely,
            report.Equity.Best,
            report.MaintenanceMargin,
            report.InitialMargin,
            report.ShortfallToTarget,
            report.CallAmount,
            report.State,
            report.LastKnownState);
    }

    /// <summary>A pool that a book names nowhere, not even as the pool of a lost feed: it holds and owes nothing.</summary>
    public static PoolFigures NothingIn(PoolId pool) => new(
        pool, Usd.Zero, Usd.Zero, Usd.Zero, Usd.Zero, Usd.Zero, Usd.Zero, Usd.Zero, MarginState.Healthy, MarginState.Healthy);
}

/// <summary>A pool's margin state changed.</summary>
/// <param name="Evidence">Absent where nothing could be evaluated, for want of a market, of rules, or of a book that has a value: the state is unknown then.</param>
public sealed record MarginStateChanged(PoolId Pool, MarginState From, MarginState To, MarginState LastKnown, Evidence? Evidence) : AccountRecord;
