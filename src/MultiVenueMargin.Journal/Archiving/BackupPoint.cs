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
}
