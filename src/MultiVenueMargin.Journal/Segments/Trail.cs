namespace MultiVenueMargin.Journal.Segments;

/// <summary>
/// Where the entries of one partition or stream lie. Every entry links to the one before it, so it is enough to know the
/// last, and every 32nd on the way to shorten it: 24 bytes for 32 entries instead of 16 bytes for each.
/// </summary>
internal sealed class Trail
{
    public const int Step = 32;

    private readonly List<(long Key, Location Place)> _marks = [];
    private int _sinceMark;

    /// <summary>Position in the partition, or last version of the stream, of the last entry; 0 before the first.</summary>
    public long LastKey { get; private set; }

    public Location Last { get; private set; }

    /// <summary>Begins behind entries that are kept elsewhere.</summary>
    public static Trail StartingBehind(long key) => new() { LastKey = key };

    public void Add(long key, Location place)
    {
        (LastKey, Last) = (key, place);
        _sinceMark++;
        if (_sinceMark == Step)
        {
            _marks.Add((key, place));
            _sinceMark = 0;
        }
    }

    /// <summary>
    /// An entry from which the links lead back over at least the first <paramref name="max"/> entries beyond a key, or over all
    /// of them; nowhere when there are none.
    /// </summary>
    public Location StartFor(long after, int max)
    {
        if (after >= LastKey)
        {
            return default;
        }

        var low = FirstMarkBeyond(after);
        // Of any size: whoever wants all asks for as many as there can be.
        var mark = low + (((long)max + Step - 1) / Step);
        return mark < _marks.Count ? _marks[(int)mark].Place : Last;
    }

    private int FirstMarkBeyond(long after)
    {
        var (low, high) = (0, _marks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _marks[middle].Key > after ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
