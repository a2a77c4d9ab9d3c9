using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Collateral;

/// <summary>A profit of one lot, and the line it lands in.</summary>
/// <param name="Asset">What it settles in.</param>
/// <param name="Location">The venue of the position.</param>
/// <param name="Amount">A small price may make more coins of it than a balance can hold.</param>
/// <param name="AsOf">When the lot was last known to be true.</param>
internal readonly record struct LotProfit(Asset Asset, LocationId Location, decimal Amount, DateTimeOffset AsOf);

/// <summary>
/// Profit not yet in any balance: of futures and perpetuals whose position tells its entry, against the mark, in the asset in
/// which they settle at their venue (MARGIN §2). An option's profit is its value and is counted as that.
/// </summary>
internal static class UnrealisedProfit
{
    /// <param name="book">The book.</param>
    /// <param name="members">The pool's positions by instrument, then venue.</param>
    /// <param name="positions">Those that count.</param>
    /// <param name="runs">Where among the members each of these lies.</param>
    public static List<LotProfit> Of(Book book, int[] members, List<HeldPosition> positions, List<HeldRun> runs)
    {
        var profits = new List<LotProfit>(positions.Count);
        var lots = new EntryLots();
        for (var i = 0; i < positions.Count; i++)
        {
            if (positions[i].Instrument is not PricedFuture future)
            {
                continue;
            }

            foreach (var lot in lots.Of(book.Positions, runs[i].Of(members)))
            {
                var profit = lot.Quantity * PricedFuture.ProfitBetween(future.Contract, lot.Entry, future.Price);
                if (profit != 0)
                {
                    profits.Add(new LotProfit(future.Contract.Settlement, positions[i].Venue, profit, lot.AsOf));
                }
            }
        }

        return profits;
    }
}
