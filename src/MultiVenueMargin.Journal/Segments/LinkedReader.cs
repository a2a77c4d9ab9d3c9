using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal.Devices;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>Reads partitions and streams: from a known entry back along the links, then in order. Safe from any thread.</summary>
internal sealed class LinkedReader(IStorageReader storage, LogIndex index)
{
    private readonly EntryReader _entries = new(storage);

    public IReadOnlyList<JournalEntry> ReadPartition(int partition, long after, int max, CancellationToken cancellation) => ReadBack(
        index.StartFor(partition, after, max),
        after,
        max,
        entry => (entry.Position, entry.Position),
        frame => frame.PartitionLink,
        entry => entry.Stream.Partition == partition,
        cancellation);

    public IReadOnlyList<JournalEntry> ReadStream(StreamId stream, long afterVersion, int max, CancellationToken cancellation) => ReadBack(
        index.StartFor(stream, afterVersion, max),
        afterVersion,
        max,
        entry => (entry.FirstVersion, entry.LastVersion),
        frame => frame.StreamLink,
        entry => entry.Stream == stream,
        cancellation);

    /// <summary>Whether a snapshot states the hash that its stream has at its version, or its partition at its position.</summary>
    public bool IsOfChain(StreamSnapshot snapshot)
    {
        var isWhole = snapshot.Stream.Kind == StreamKind.Partition;
        var head = index.HeadOf(snapshot.Stream);
        if (!isWhole && snapshot.Version == head.Version)
        {
            return snapshot.Hash == head.Hash;
        }

        try
        {
            var found = isWhole
                ? ReadPartition(snapshot.Stream.Partition, snapshot.Version - 1, 1, CancellationToken.None)
                : ReadStream(snapshot.Stream, snapshot.Version - 1, 1, CancellationToken.None);
            return found is [var entry]
                && (isWhole ? entry.Position : entry.LastVersion) == snapshot.Version
                && entry.Hash == snapshot.Hash;
        }
        catch (CompactedException)
        {
            // The entry is in the archive; whoever reads on from here compares the hash with the next entry's previous one.
            return true;
        }
    }

    private List<JournalEntry> ReadBack(
        Location place,
        long after,
        int max,
        Func<JournalEntry, (long First, long Last)> keys,
        Func<Frame, Location> link,
        Func<JournalEntry, bool> belongs,
        CancellationToken cancellation)
    {
        var found = new List<JournalEntry>();
        for (var before = long.MaxValue; !place.IsNowhere;)
        {
            cancellation.ThrowIfCancellationRequested();
            var (frame, entry) = _entries.Read(place);
            var (first, last) = keys(entry);
            if (!belongs(entry) || last >= before || last <= after)
            {
                throw new JournalCorruptedException(SegmentName.Of(place.Segment), place.Offset, "another entry than the one linked to.");
            }

            found.Add(entry);
            before = first;
            // Not further: what comes before may be in the archive.
            place = first <= after + 1 ? default : link(frame);
        }

        found.Reverse();
        return found.Count <= max ? found : found[..max];
    }
}
