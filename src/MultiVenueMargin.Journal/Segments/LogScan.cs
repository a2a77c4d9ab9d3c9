using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Verification;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>Reads a log from front to back without an index and without writing. Every frame is checked; chains are for the caller.</summary>
internal static class LogScan
{
    /// <summary>
    /// The entries in order of writing, the last item an alteration if there is one. What a crash tore off at the end is passed
    /// over, as a recovery would.
    /// </summary>
    /// <param name="begin">Told first what came before, which is nothing when the first segment is there.</param>
    public static IEnumerable<(JournalEntry? Entry, Alteration? Alteration, string File, long Offset)> Read(
        IStorageReader storage, Action<LogOrigin> begin)
    {
        foreach (var (entry, alteration, place, _) in ReadWithEnds(storage, begin))
        {
            if (entry is not null || alteration is not null)
            {
                yield return (entry, alteration, alteration?.File ?? SegmentName.Of(place.Segment), place.Offset);
            }
        }
    }

    /// <summary>The same, and after each group an item with neither: up to there, and to the sequence that is next, the log is whole.</summary>
    public static IEnumerable<(JournalEntry? Entry, Alteration? Alteration, Location Place, long NextSequence)> ReadWithEnds(
        IStorageReader storage, Action<LogOrigin> begin)
    {
        var (origin, path, broken) = Open(storage);
        if (broken is not null)
        {
            begin(LogOrigin.Beginning);
            yield return (null, broken, new Location(0, broken.Offset), 0);
            yield break;
        }

        begin(origin);
        var sequence = origin.NextSequence;
        for (var i = 0; i < path.Count; i++)
        {
            if (path[i].FirstSequence != sequence)
            {
                var alteration = new Alteration($"it begins with {path[i].FirstSequence}, and {sequence} was to come.", SegmentName.Of(path[i].Number), 0);
                yield return (null, alteration, new Location(path[i].Number, 0), sequence);
                yield break;
            }

            foreach (var item in ReadSegment(storage, path[i], i + 1 < path.Count ? path[i + 1] : null))
            {
                sequence = item.NextSequence;
                yield return (item.Entry, item.Alteration, new Location(path[i].Number, item.Offset), sequence);
                if (item.Alteration is not null)
                {
                    yield break;
                }
            }
        }
    }

    private static (LogOrigin Origin, IReadOnlyList<SegmentHeader> Path, Alteration? Broken) Open(IStorageReader storage)
    {
        try
        {
            var origin = OriginFile.Read(storage);
            var first = storage.List().FirstOrDefault(file => SegmentName.TryParse(file, out _));
            // With the archive at hand there is no need to trust what it is said to end with.
            var isWhole = first is not null
                && SegmentName.TryParse(first, out var number)
                && new SegmentReader(storage, number).TryReadHeader(out var header)
                && header.Previous.IsNowhere;
            var from = isWhole ? LogOrigin.Beginning : origin;
            var path = SegmentPath.Find(storage, from.End).Segments;
            return path.Count > 0 || from.End.IsNowhere
                ? (from, path, null)
                : (from, path, new Alteration("segments up to the one before are archived, and none follows.", SegmentName.Of(from.End.Segment + 1), 0));
        }
        catch (JournalCorruptedException corruption)
        {
            return (LogOrigin.Beginning, [], new Alteration(corruption.Message, corruption.File, corruption.Offset));
        }
    }

    /// <summary>The entries of one segment, up to where the next one says that it ends.</summary>
    public static IEnumerable<(JournalEntry? Entry, Alteration? Alteration, long Offset, long NextSequence)> ReadSegment(
        IStorageReader storage, SegmentHeader header, SegmentHeader? next)
    {
        var reader = new SegmentReader(storage, header.Number);
        var (offset, sequence) = ((long)GroupWriter.FirstFrameOffset(header.SectorBytes), header.FirstSequence);
        var (groupStart, behind) = (sequence, 0);
        while (next is null || offset < next.Value.Previous.Offset)
        {
            if (!TryReadNext(reader, offset, sequence, groupStart, behind, out var frame, out var entry))
            {
                if (Missing(reader, offset, sequence, groupStart, header.DurableAtBirth, next) is { } alteration)
                {
                    yield return (null, alteration, offset, sequence);
                }

                yield break;
            }

            sequence++;
            if (!frame.IsMark)
            {
                yield return entry is null
                    ? (null, new Alteration("the entry does not have the hash that it states.", reader.File, offset), offset, sequence)
                    : (entry, null, offset, sequence);
            }

            groupStart = frame.Behind == 0 ? sequence : frame.GroupStart;
            behind = frame.Behind;
            offset += frame.Length;
            if (behind == 0)
            {
                offset = (offset + header.SectorBytes - 1) / header.SectorBytes * header.SectorBytes;
                yield return (null, null, offset, sequence);
            }
        }

        if (offset != next.Value.Previous.Offset || behind != 0)
        {
            yield return (null, new Alteration($"the next segment says that this one ends at {next.Value.Previous.Offset}.", reader.File, offset), offset, sequence);
        }
    }

    private static bool TryReadNext(
        SegmentReader reader, long offset, long sequence, long groupStart, int behind, out Frame frame, out JournalEntry? entry)
    {
        entry = null;
        if (!reader.TryRead(offset, out frame, out var body) || !frame.Continues(sequence, groupStart, behind))
        {
            return false;
        }

        if (!frame.IsMark && StoredEntry.Read(body) is { } stored)
        {
            entry = EntryContent.Read(body[Frame.HashesLength..].ToArray(), frame.Position, stored.Previous, stored.Hash);
        }

        return true;
    }

    /// <summary>Null when the log may end here.</summary>
    private static Alteration? Missing(
        SegmentReader reader, long offset, long sequence, long groupStart, long durableAtBirth, SegmentHeader? next) =>
        TornTail.Why(reader, offset, sequence, groupStart, durableAtBirth, next) is { } why ? new Alteration(why, reader.File, offset) : null;
}
