using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.RuleBooks.Books;

/// <summary>Nets positions per instrument and venue, and prices them.</summary>
internal static class ModelPositions
{
    public static List<ModelPosition> Of(IEnumerable<Position> positions, PricedMarket market, List<ModelGap> unknown)
    {
        var priced = new List<ModelPosition>();
        foreach (var lots in positions.GroupBy(position => (position.Instrument, position.Venue)).OrderBy(group => group.Key.Instrument).ThenBy(group => group.Key.Venue))
        {
            var quantity = lots.Sum(lot => lot.Quantity.Value);
            if (!market.TryPrice(lots.Key.Instrument, out var instrument, out var reason))
            {
                if (quantity != 0)
                {
                    unknown.Add(new ModelGap($"{lots.Key.Instrument}@{lots.Key.Venue}", reason));
                }

                continue;
            }

            var profit = instrument is PricedFuture future ? lots.Sum(lot => ProfitOf(lot, future)) : 0m;
            // Opposite lots that net to nothing still have what they made against each other.
            if (quantity != 0 || profit != 0)
            {
                priced.Add(new ModelPosition(lots.Key.Venue, instrument!, quantity, EntryOf(lots, quantity), profit));
            }
        }

        return priced;
    }

    private static decimal ProfitOf(Position lot, PricedFuture future) => lot.AverageEntry is { } entry
        ? lot.Quantity.Value * PricedFuture.ProfitBetween(future.Contract, entry.Value, future.Price)
        : 0m;

    /// <summary>Only of a single lot: what several lots would have been entered at together is no fact of any of them.</summary>
    private static decimal? EntryOf(IEnumerable<Position> lots, decimal quantity)
    {
        var known = lots.Where(lot => lot.Quantity.Value != 0).ToList();
        return known.Count == 0 || quantity == 0 || known.Any(lot => lot.AverageEntry is null) ? null
            : known.Count == 1 ? known[0].AverageEntry!.Value.Value
            : known.Select(lot => lot.AverageEntry!.Value.Value).Distinct().Count() == 1 ? known[0].AverageEntry!.Value.Value
            : null;
    }
}
