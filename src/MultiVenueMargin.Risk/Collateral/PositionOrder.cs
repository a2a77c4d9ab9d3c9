using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Risk.Collateral;

/// <summary>
/// A pool's positions by instrument, then venue, those of one instrument at one venue beside each other and in the order of the book. Books of
/// feeds come sorted for the most part, and are then not sorted again.
/// </summary>
internal static class PositionOrder
{
    /// <summary>Their places in the book.</summary>
    public static int[] Of(IReadOnlyList<Position> positions, PoolId pool)
    {
        var order = new int[positions.Count];
        var count = 0;
        var isSorted = true;
        Position? last = null;
        for (var i = 0; i < order.Length; i++)
        {
            var position = positions[i];
            if (position.Pool == pool)
            {
                isSorted = isSorted && (last is null || Compare(last, position) <= 0);
                order[count++] = i;
                last = position;
            }
        }

        var own = count == order.Length ? order : order[..count];
        if (!isSorted)
        {
            Array.Sort(own, (left, right) =>
                Compare(positions[left], positions[right]) is not 0 and var order ? order : left.CompareTo(right));
        }

        return own;
    }

    /// <summary>Where the run of one instrument at one venue ends that begins here.</summary>
    public static int EndOfRun(IReadOnlyList<Position> positions, ReadOnlySpan<int> order, int from)
    {
        var first = positions[order[from]];
        var to = from + 1;
        while (to < order.Length && IsSame(first, positions[order[to]]))
        {
            to++;
        }

        return to;
    }

    public static bool IsSame(Position left, Position right) => left.Instrument == right.Instrument && left.Venue == right.Venue;

    private static int Compare(Position left, Position right) =>
        left.Instrument.CompareTo(right.Instrument) is not 0 and var order ? order : left.Venue.CompareTo(right.Venue);
}
