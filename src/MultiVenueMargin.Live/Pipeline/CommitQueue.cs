namespace MultiVenueMargin.Live.Pipeline;

/// <summary>
/// The way of all loops to the one that owns the journal. A loop asks for room before it takes an input; what it then decides is
/// always taken, so the queue is bounded by its limits, in number and bytes, and one cycle of every loop. Safe from any thread.
/// </summary>
internal sealed class CommitQueue(int limit, long bytesLimit, int snapshotLimit, Bell bell)
{
    private readonly Mailbox<CommitOrder> _orders = new(bell);
    private readonly Mailbox<SnapshotOrder> _snapshots = new(bell);
    private long _ticket;
    private int _underWay;
    private long _bytesUnderWay;
    private int _snapshotsWaiting;
    private long _snapshotBytesWaiting;

    /// <summary>Whether a loop may decide more.</summary>
    public bool HasRoom => Volatile.Read(ref _underWay) < limit && Interlocked.Read(ref _bytesUnderWay) < bytesLimit;

    /// <summary>Commits without an outcome.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Bytes of their records.</summary>
    public long BytesUnderWay => Interlocked.Read(ref _bytesUnderWay);

    public long NextTicket() => Interlocked.Increment(ref _ticket);

    public void Post(CommitOrder order)
    {
        Interlocked.Increment(ref _underWay);
        Interlocked.Add(ref _bytesUnderWay, order.Bytes);
        _orders.Post(order);
    }

    /// <summary>Whether a state may be written down now, or later. Of what are few, nobody asks.</summary>
    public bool HasSnapshotRoom => Volatile.Read(ref _snapshotsWaiting) < snapshotLimit && Interlocked.Read(ref _snapshotBytesWaiting) < bytesLimit;

    public void Post(SnapshotOrder order)
    {
        Interlocked.Increment(ref _snapshotsWaiting);
        Interlocked.Add(ref _snapshotBytesWaiting, order.Snapshot.State.Length);
        _snapshots.Post(order);
    }

    public IReadOnlyList<CommitOrder> TakeOrders() => _orders.TakeAll();

    public IReadOnlyList<SnapshotOrder> TakeSnapshots() => _snapshots.TakeAll();

    /// <summary>The journal has a snapshot, or it was given up.</summary>
    public void Done(SnapshotOrder order)
    {
        Interlocked.Decrement(ref _snapshotsWaiting);
        Interlocked.Add(ref _snapshotBytesWaiting, -order.Snapshot.State.Length);
    }

    /// <summary>An order has had its outcome.</summary>
    public void Done(CommitOrder order)
    {
        Interlocked.Decrement(ref _underWay);
        Interlocked.Add(ref _bytesUnderWay, -order.Bytes);
    }
}
