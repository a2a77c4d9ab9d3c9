using MultiVenueMargin.Journal.Devices;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>
/// Which files make up the log behind a point, and in which order. The newest segment with a sound header names the one
/// before it, and so on; what is not on that path was prepared but never used, or was replaced by a recovery.
/// </summary>
internal sealed class SegmentPath
{
    private SegmentPath(IReadOnlyList<SegmentHeader> segments, IReadOnlyList<int> unused, int highest)
    {
        Segments = segments;
        Unused = unused;
        Highest = highest;
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<SegmentHeader> Segments { get; }

    /// <summary>Files that hold nothing durable.</summary>
    public IReadOnlyList<int> Unused { get; }

    /// <summary>The highest number that a file has; new ones get higher.</summary>
    public int Highest { get; }

    /// <summary>The number of the group that is torn in a file whose header is torn too; null where there is none.</summary>
    public (string File, long Offset, long GroupStart)? Stray { get; private init; }

    public static SegmentPath Find(IStorageReader device, Location from)
    {
        var numbers = new List<int>();
        foreach (var file in device.List())
        {
            if (SegmentName.TryParse(file, out var number) && number > from.Segment)
            {
                numbers.Add(number);
            }
        }

        var headers = new Dictionary<int, SegmentHeader>();
        (string, long, long)? stray = null;
        foreach (var number in numbers.OrderDescending())
        {
            var reader = new SegmentReader(device, number);
            if (reader.TryReadHeader(out var header))
            {
                headers.Add(number, header);
            }
            else if (headers.Count == 0 && OnlyGroupOf(reader) is { } found)
            {
                stray ??= (reader.File, found.Offset, found.GroupStart);
            }
        }

        var path = Follow(headers, from);
        var kept = path.Select(header => header.Number).ToHashSet();
        return new SegmentPath(path, [.. numbers.Where(number => !kept.Contains(number))], Math.Max(from.Segment, numbers.DefaultIfEmpty().Max()))
        {
            Stray = stray,
        };
    }

    private static List<SegmentHeader> Follow(Dictionary<int, SegmentHeader> headers, Location from)
    {
        var path = new List<SegmentHeader>();
        if (headers.Count == 0)
        {
            return path;
        }

        for (var next = headers[headers.Keys.Max()]; ; next = headers[next.Previous.Segment])
        {
            path.Insert(0, next);
            if (next.Previous == from)
            {
                return path;
            }

            if (!headers.TryGetValue(next.Previous.Segment, out var before) || before.Number >= next.Number)
            {
                throw new JournalCorruptedException(
                    next.Previous.IsNowhere ? SegmentName.Of(next.Number) : SegmentName.Of(next.Previous.Segment),
                    0,
                    $"segment {next.Number} says that it continues this one at {next.Previous.Offset}, and its header cannot be read.");
            }
        }
    }

    /// <summary>
    /// Behind a header that cannot be read there may be what a crash left of the first group, which nobody was told is
    /// durable. Anything more proves that the header had been durable.
    /// </summary>
    private static (long Offset, long GroupStart)? OnlyGroupOf(SegmentReader reader)
    {
        (long Offset, long GroupStart)? first = null;
        for (var offset = 0L; reader.TryFind(offset, atLeast: 1, out var at, out var frame); offset = at + Frame.Alignment)
        {
            if (first is { } known && known.GroupStart != frame.GroupStart)
            {
                throw new JournalCorruptedException(reader.File, 0, $"the header cannot be read, and durable entries follow, the next at {at}.");
            }

            first ??= (at, frame.GroupStart);
        }

        return first;
    }
}
