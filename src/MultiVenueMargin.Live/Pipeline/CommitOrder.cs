using MultiVenueMargin.Journal;

namespace MultiVenueMargin.Live.Pipeline;

/// <summary>A commit on its way to the journal.</summary>
/// <param name="Ticket">The owner's number for it.</param>
/// <param name="Owner">Where its outcome goes.</param>
internal sealed record CommitOrder(long Ticket, Commit Commit, Mailbox<CommitOutcome> Owner)
{
    /// <summary>Of its records.</summary>
    public long Bytes { get; } = Commit.Records.Sum(record => (long)record.Length);
}

/// <summary>A snapshot on its way to the journal. It is given up when the journal fails: nothing depends on one.</summary>
internal sealed record SnapshotOrder(StreamSnapshot Snapshot);
