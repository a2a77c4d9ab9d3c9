using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Collateral;

/// <summary>
/// Profit not yet in any balance: of futures and perpetuals whose position tells its entry, against the mark, in the asset in
/// which they settle at their venue (MARGIN §2). An option's profit is its value and is counted as that.
/// </summary>
internal static class UnrealisedProfit
{
    /// <returns>The line each profit lands in, and the profit: a small price may make more coins of it than a balance can hold.</returns>
    public static IEnumerable<(CollateralLine Line, decimal Amount)> Of(Book book, PoolId pool, IReadOnlyList<HeldPosition> positions)
    {
        var entered = book.Positions
            .Where(position => position.Pool == pool && position.AverageEntry is { Value: > 0 })
            .ToLookup(position => (position.Instrument, position.Venue));
        foreach (var held in positions)
        {
            if (held.Instrument is not PricedFuture future)
            {
                continue;
            }

            // Lots of one entry are one, and lots are taken by entry: an inverse contract's profit is a quotient, whose last
            // digit would else hang on how the position is cut up and in which order it is given.
            foreach (var lots in entered[(held.Id, held.Venue)].GroupBy(position => position.AverageEntry!.Value).OrderBy(lots => lots.Key))
            {
                var profit = lots.Sum(lot => lot.Quantity.Value)
                    * PricedFuture.ProfitBetween(future.Contract, lots.Key.Value, future.Price);
                if (profit != 0)
                {
                    var line = new CollateralLine
                    {
                        Pool = pool,
                        Location = held.Venue,
                        Asset = future.Contract.Settlement,
                        Balance = Quantity.Zero,
                        AsOf = lots.Min(lot => lot.AsOf),
                    };
                    yield return (line, profit);
                }
            }
        }
    }
}
