using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Contracts;

namespace MultiVenueMargin.Gateway.Streams;

/// <summary>A picture or change of the market in messages of a bounded size. What belongs to one has one position; the order of the pieces does not matter.</summary>
internal static class MarketPieces
{
    public static IEnumerable<V1.MarketChange> Of(MarketView view, int most)
    {
        var whole = new V1.MarketChange
        {
            Position = view.Stamp.Position,
            Changes = view.Snapshot is { } snapshot ? MarketWire.Write(snapshot, view.Divergences) : new V1.MarketSnapshot(),
            IsFirst = true,
        };
        return Of(whole, most);
    }

    public static IEnumerable<V1.MarketChange> Of(JournalItem item, int most) => item.Record switch
    {
        SlicePublished published => Of(MarketDataWire.Write(item.Position, item.Stream.Name, published.Slice, item.At), most),
        InstrumentsListed listed => Of(MarketDataWire.Write(item.Position, listed.Instruments, item.At), most),
        _ => [],
    };

    private static IEnumerable<V1.MarketChange> Of(V1.MarketChange whole, int most)
    {
        var changes = whole.Changes;
        var pieces = new[] { changes.Prices.Count, changes.Instruments.Count, changes.Marks.Count, changes.Units.Count }.Max() / most;
        for (var piece = 0; piece < pieces; piece++)
        {
            var from = piece * most;
            yield return new V1.MarketChange
            {
                Position = whole.Position,
                Market = whole.Market,
                IsFirst = whole.IsFirst,
                Changes = new V1.MarketSnapshot
                {
                    Version = changes.Version,
                    AsOf = changes.AsOf,
                    Prices = { changes.Prices.Skip(from).Take(most) },
                    Instruments = { changes.Instruments.Skip(from).Take(most) },
                    Marks = { changes.Marks.Skip(from).Take(most) },
                    Units = { changes.Units.Skip(from).Take(most) },
                },
            };
        }

        // What remains goes with all that is said once.
        Cut(changes.Prices, pieces * most);
        Cut(changes.Instruments, pieces * most);
        Cut(changes.Marks, pieces * most);
        Cut(changes.Units, pieces * most);
        yield return whole;
    }

    private static void Cut<T>(Google.Protobuf.Collections.RepeatedField<T> items, int count)
    {
        var left = items.Skip(count).ToList();
        items.Clear();
        items.AddRange(left);
    }
}
