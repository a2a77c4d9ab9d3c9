namespace MultiVenueMargin.Live.Pipeline;

/// <summary>
/// The way of all loops to the one that owns the journal. A loop asks for room before it takes an input; what it then decides is
/// always taken, so the queue is bounded by its limit and one cycle of every loop. Safe from any thread.
/// </summary>
internal sealed class CommitQueue(int limit, int snapshotLimit, Bell bell)
{
    private readonly Mailbox<CommitOrder> _orders = new(bell);
    private readonly Mailbox<SnapshotOrder> _snapshots = new(bell);
    private long _ticket;
    private int _underWay;
    private int _snapshotsWaiting;

    /// <summary>Whether a loop may decide more.</summary>
    public bool HasRoom => Volatile.Read(ref _underWay) < limit;

    /// <summary>Commits without an outcome.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    public long NextTicket() => Interlocked.Increment(ref _ticket);

    public void Post(CommitOrder order)
    {
        Interlocked.Increment(ref _underWay);
        _orders.Post(order);
    }

    /// <summary>Whether a state may be written down now, or later. Of what are few, nobody asks.</summary>
    public bool HasSnapshotRoom => Volatile.Read(ref _snapshotsWaiting) < snapshotLimit;

    public void Post(SnapshotOrder order)
    {
        Interlocked.Increment(ref _snapshotsWaiting);
        _snapshots.Post(order);
    }

    public IReadOnlyList<CommitOrder> TakeOrders() => _orders.TakeAll();

    public IReadOnlyList<SnapshotOrder> TakeSnapshots() => _snapshots.TakeAll();

    /// <summary>The journal has a snapshot, or it was given up.</summary>
    public void SnapshotDone() => Interlocked.Decrement(ref _snapshotsWaiting);

    /// <summary>An order has had its outcome.</summary>
    public void Done() => Interlocked.Decrement(ref _underWay);
}
