using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.Risk.WhatIf;

namespace MultiVenueMargin.Risk.Liquidation;

/// <summary>A book at one point of a plan, and what the house model says of the pool there.</summary>
/// <param name="Book">With the pool's last known state as the prior one, so that a state is left as hysteresis has it.</param>
/// <param name="Report">Of the pool.</param>
internal sealed record LiquidationDraft(Book Book, PoolReport Report)
{
    public LiquidationFigures Figures { get; } = LiquidationFigures.Of(Report);

    public static LiquidationDraft Of(Book book, PoolId pool, PricedMarket market)
    {
        var report = HouseModel.EvaluateFigures(book, market).PoolOf(pool);
        return new LiquidationDraft(
            book with { PriorStates = new Dictionary<PoolId, MarginState>(book.PriorStates) { [pool] = report.LastKnownState } },
            report);
    }

    /// <summary>The book after the fills of a step, or why it cannot take them. Cash goes as in a what-if: profit, premium and fee to the settlement balance.</summary>
    public static (Book? Book, string WhyNot) Fill(Book book, PoolId pool, IEnumerable<LiquidationLeg> legs, PricedMarket market)
    {
        var trades = legs.Select(leg => new Trade(
            pool,
            leg.Venue,
            leg.Instrument,
            leg.Side == OrderSide.Ask ? -leg.Quantity : leg.Quantity,
            leg.AssumedPrice,
            leg.Fee)).ToList();
        var proposed = ProposedBook.Of(book, market, new Proposal { Trades = trades });
        return proposed.Refusals.Count > 0
            ? (null, proposed.Refusals[0])
            : (Keeping(proposed.Book, pool, trades[0].Venue, market), string.Empty);
    }

    /// <summary>The book without the pool's resting orders of one instrument at one venue.</summary>
    public static Book Cancel(Book book, PoolId pool, LocationId venue, InstrumentId instrument, PricedMarket market) => Keeping(
        book with
        {
            Orders = book.Orders.Where(order => (order.Pool, order.Venue, order.Instrument) != (pool, venue, instrument)).ToList(),
        },
        pool,
        venue,
        market);

    /// <summary>A pool that a step leaves with nothing is still there to be reported: it has a line of nothing.</summary>
    private static Book Keeping(Book book, PoolId pool, LocationId venue, PricedMarket market) =>
        PoolHoldings.PoolsOf(book).Contains(pool)
            ? book
            : book with
            {
                Lines = [.. book.Lines, new CollateralLine { Pool = pool, Location = venue, Asset = Asset.Usd, Balance = Quantity.Zero, AsOf = market.AsOf }],
            };
}
