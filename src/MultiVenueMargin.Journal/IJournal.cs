using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Journal;

/// <summary>
/// Where facts and decisions become durable. Passive: it owns no clock, and its host advances it with <see cref="Poll"/>.
/// One thread submits and polls; reading is safe from any.
/// </summary>
/// <remarks>
/// Every stream is written with optimistic concurrency: a commit names the version it was decided on, and is fenced when
/// another writer came first. Commits of one stream may follow each other without waiting; when one fails, those behind it
/// fail too. A failed or uncertain outcome means: forget what you believe, read the stream again.
/// </remarks>
public interface IJournal : IAsyncDisposable
{
    JournalHealth Health { get; }

    /// <summary>Takes a commit, or refuses it by returning false while too much is under way; nothing has then happened.</summary>
    /// <param name="ticket">Named again in the outcome; the caller's own number.</param>
    bool TrySubmit(long ticket, Commit commit);

    /// <summary>Takes a snapshot, or refuses it while too much is under way. Its outcome is reported like a commit's.</summary>
    bool TrySubmit(long ticket, StreamSnapshot snapshot);

    /// <summary>Starts what was submitted, collects what was completed. Never blocks. Returns how many outcomes it added.</summary>
    int Poll(ICollection<CommitOutcome> outcomes);

    /// <summary>Whether anything that was submitted has not had its outcome.</summary>
    bool IsBusy { get; }

    /// <summary>
    /// After a failure: reads again what is on the device, decides which uncertain commits are there, and goes on from that.
    /// False while the device still refuses.
    /// </summary>
    bool TryReopen();

    /// <summary>The last durable entry of a stream; version 0 and no hash where there is none.</summary>
    StreamHead HeadOf(StreamId stream);

    /// <summary>All streams with an entry, by id.</summary>
    IReadOnlyList<StreamHead> Heads();

    /// <summary>The position of the last durable entry of a partition; 0 where there is none.</summary>
    long LastPositionOf(int partition);

    /// <summary>
    /// Durable entries of a partition beyond a position, in order and without gaps, at most <paramref name="max"/>; fewer only
    /// at the end. What lies before the first kept position is answered with <see cref="CompactedException"/>.
    /// </summary>
    ValueTask<IReadOnlyList<JournalEntry>> ReadPartitionAsync(int partition, long after, int max, CancellationToken cancellation);

    /// <summary>Durable entries of a stream whose last record is beyond a version, in order, at most <paramref name="max"/>.</summary>
    ValueTask<IReadOnlyList<JournalEntry>> ReadStreamAsync(StreamId stream, long afterVersion, int max, CancellationToken cancellation);

    /// <summary>The newest sound snapshot of a stream at or below a version; null where there is none.</summary>
    ValueTask<StreamSnapshot?> FindSnapshotAsync(StreamId stream, long atMostVersion, CancellationToken cancellation);
}
