using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.House;

/// <summary>Finds the outlook of a report: distances along every factor of the book, and what would meet each call (MARGIN §6).</summary>
public static class Outlooks
{
    /// <param name="report">The margin of the book on the market.</param>
    /// <param name="pool">One pool; absent: all of the report.</param>
    /// <param name="cancellation">Heeded between factors: each takes hundreds of looks.</param>
    public static Outlook Of(MarginReport report, Book book, PricedMarket market, PoolId? pool, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(market);
        var factors = Distances.FactorsOf(book, market.Market, market.Rules);
        var levels = Distances.LevelsOf(market.Rules);
        var search = new AccountSearch(book, market, report);
        var distances = new List<Distance>();
        var amounts = new List<CallOption>();
        foreach (var each in report.Pools.Where(each => pool is null || each.Pool == pool))
        {
            foreach (var factor in factors)
            {
                cancellation.ThrowIfCancellationRequested();
                distances.AddRange(Distances.Find(search, each.Pool, factor, levels));
            }

            foreach (var (asset, location) in each.CallAmount > Usd.Zero ? PostableIn(each) : [])
            {
                cancellation.ThrowIfCancellationRequested();
                amounts.Add(new CallOption(each.Pool, asset, location, CallAmounts.AmountIn(search, each.Pool, asset, location)));
            }
        }

        return new Outlook(distances, amounts);
    }

    /// <summary>Where the pool has priced collateral already: what it can be expected to have more of.</summary>
    private static IEnumerable<(Asset Asset, LocationId Location)> PostableIn(PoolReport pool) => pool.Equity.Lines
        .Where(line => line.Amount > 0 && line.Mark is not null)
        .Select(line => (line.Line.Asset, line.Line.Location))
        .Distinct();
}
