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
    public static IEnumerable<CollateralLine> Of(Book book, PoolId pool, PricedMarket market, IReadOnlyList<HeldPosition> positions)
    {
        var counted = positions.Select(held => (held.Id, held.Venue)).ToHashSet();
        foreach (var position in book.Positions)
        {
            if (position.Pool != pool
                || position.AverageEntry is not { Value: > 0 } entry
                || !market.TryPrice(position.Instrument, out var instrument, out _)
                || instrument is not PricedFuture future
                || !counted.Contains((position.Instrument, position.Venue)))
            {
                continue;
            }

            var profit = position.Quantity.Value * PricedFuture.ProfitBetween(future.Contract, entry.Value, future.Price);
            if (profit != 0)
            {
                yield return new CollateralLine
                {
                    Pool = pool,
                    Location = position.Venue,
                    Asset = future.Contract.Settlement,
                    Balance = new Quantity(0),
                    UnrealisedProfit = new Quantity(profit),
                    AsOf = position.AsOf,
                };
            }
        }
    }
}
