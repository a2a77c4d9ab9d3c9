using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Risk.Collateral;

/// <summary>What was entered at one price: all of it together.</summary>
/// <param name="Entry">The price.</param>
/// <param name="Quantity">Signed contracts.</param>
/// <param name="AsOf">When the oldest of it was last known to be true.</param>
internal readonly record struct EntryLot(decimal Entry, decimal Quantity, DateTimeOffset AsOf);

/// <summary>
/// The lots of one instrument at one venue. Lots of one entry are one, and lots are taken by entry: an inverse contract's profit is a
/// quotient, whose last digit would else hang on how the position is cut up and in which order it is given.
/// </summary>
internal sealed class EntryLots
{
    private readonly List<(EntryLot Lot, int Number)> _told = [];
    private readonly List<EntryLot> _lots = [];

    /// <summary>Valid until it is asked again; a position that does not tell its entry is in none.</summary>
    public List<EntryLot> Of(IReadOnlyList<Position> positions, ReadOnlySpan<int> members)
    {
        _told.Clear();
        _lots.Clear();
        foreach (var member in members)
        {
            var position = positions[member];
            if (position.AverageEntry is { Value: > 0 } entry)
            {
                _told.Add((new EntryLot(entry.Value, position.Quantity.Value, position.AsOf), _told.Count));
            }
        }

        if (_told.Count > 1)
        {
            _told.Sort((left, right) => left.Lot.Entry.CompareTo(right.Lot.Entry) is not 0 and var order ? order : left.Number.CompareTo(right.Number));
        }

        foreach (var (lot, _) in _told)
        {
            if (_lots.Count > 0 && _lots[^1] is var last && last.Entry == lot.Entry)
            {
                _lots[^1] = last with { Quantity = last.Quantity + lot.Quantity, AsOf = lot.AsOf < last.AsOf ? lot.AsOf : last.AsOf };
            }
            else
            {
                _lots.Add(lot);
            }
        }

        return _lots;
    }
}
