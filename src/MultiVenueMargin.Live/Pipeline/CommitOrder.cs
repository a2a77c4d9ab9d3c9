using MultiVenueMargin.Journal;

namespace MultiVenueMargin.Live.Pipeline;

/// <summary>A commit on its way to the journal.</summary>
/// <param name="Ticket">The owner's number for it.</param>
/// <param name="Bytes">Of its records.</param>
/// <param name="Owner">Where its outcome goes.</param>
internal sealed record CommitOrder(long Ticket, Commit Commit, long Bytes, Mailbox<CommitOutcome> Owner);

/// <summary>A snapshot on its way to the journal. It is given up when the journal fails: nothing depends on one.</summary>
internal sealed record SnapshotOrder(StreamSnapshot Snapshot);
