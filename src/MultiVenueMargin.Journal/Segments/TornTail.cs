namespace MultiVenueMargin.Journal.Segments;

/// <summary>Whether a log may end where its next frame cannot be read.</summary>
internal static class TornTail
{
    /// <summary>
    /// Null for a tail that a crash tore: all that may be missing is of one group, the last, of which nobody was told that it is
    /// durable. Otherwise what shows that there was something.
    /// </summary>
    /// <param name="sequence">The frame that cannot be read.</param>
    /// <param name="groupStart">The first frame of its group.</param>
    public static string? Why(SegmentReader reader, long offset, long sequence, long groupStart, long durableAtBirth, SegmentHeader? next)
    {
        if (next is { } after)
        {
            return $"entry {sequence} cannot be read, and segment {after.Number} follows.";
        }

        if (sequence <= durableAtBirth)
        {
            return $"entry {sequence} cannot be read, and was durable when the segment began.";
        }

        for (var search = offset; reader.TryFind(search, sequence, out var at, out var frame); search = at + Frame.Alignment)
        {
            if (frame.GroupStart > groupStart)
            {
                return $"entry {sequence} cannot be read, and entry {frame.Sequence} at {at} was written after it was durable.";
            }
        }

        return null;
    }
}
