using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Seals;
using MultiVenueMargin.Journal.Segments;

namespace MultiVenueMargin.Journal.Archiving;

/// <summary>A moment of a journal: everything that was durable then, and nothing later.</summary>
public sealed class BackupPoint
{
    private BackupPoint(DateTimeOffset at, LogEnd end, IReadOnlyList<StreamHead> heads)
    {
        At = at;
        Segment = end.Place.Segment;
        Offset = end.Place.Offset;
        NextSequence = end.NextSequence;
        Heads = heads;
        Root = MerkleTree.RootOf(heads);
    }

    public DateTimeOffset At { get; }

    /// <summary>The heads of all streams.</summary>
    public IReadOnlyList<StreamHead> Heads { get; }

    public int Streams => Heads.Count;

    public ChainHash Root { get; }

    internal int Segment { get; }

    internal long Offset { get; }

    internal long NextSequence { get; }

    /// <summary>Now. On the thread that submits and polls.</summary>
    public static BackupPoint Of(SegmentJournal journal, DateTimeOffset at) => new(at, journal.End, journal.Heads());

    /// <summary>
    /// The end of the last whole group in the files of a journal that another process may be writing; its moment is that of the last entry. Throws
    /// <see cref="JournalCorruptedException"/>, and <see cref="StorageException"/> where there is nothing yet.
    /// </summary>
    public static BackupPoint Read(IStorageReader storage)
    {
        var heads = new Dictionary<StreamId, StreamHead>();
        var group = new List<JournalEntry>();
        var (at, end) = (DateTimeOffset.MinValue, default(LogEnd));
        foreach (var (entry, alteration, place, next) in LogScan.ReadWithEnds(storage, origin => heads = origin.Heads.ToDictionary(head => head.Stream)))
        {
            if (alteration is not null)
            {
                throw new JournalCorruptedException(alteration.File, alteration.Offset, alteration.What);
            }

            if (entry is not null)
            {
                group.Add(entry);
                continue;
            }

            foreach (var whole in group)
            {
                heads[whole.Stream] = new StreamHead(whole.Stream, whole.LastVersion, whole.Hash);
                at = whole.At > at ? whole.At : at;
            }

            group.Clear();
            end = new LogEnd(place, next);
        }

        return end == default
            ? throw new StorageException(StorageError.NotFound, "Nothing was committed there yet.")
            : new BackupPoint(at, end, [.. heads.Values.OrderBy(head => head.Stream)]);
    }
}
