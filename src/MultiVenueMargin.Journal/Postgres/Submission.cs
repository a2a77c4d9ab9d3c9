using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Journal.Postgres;

/// <summary>A commit or a snapshot on its way into the database.</summary>
/// <param name="Length">Its bytes, for the limits.</param>
internal abstract record Submission(long Ticket, StreamId Stream, int Length)
{
    public CommitOutcome Outcome(CommitResult result, long position, string reason) => new(Ticket, Stream, result, position, reason);
}

/// <summary>A submitted commit.</summary>
internal sealed record CommitSubmission(long Ticket, Commit Commit, int Length) : Submission(Ticket, Commit.Stream, Length);

/// <summary>A submitted commit or snapshot that is beyond the limit: it fails in its turn, after what was submitted before it.</summary>
internal sealed record OversizedSubmission(long Ticket, StreamId Stream, string Reason) : Submission(Ticket, Stream, 0);

/// <summary>A submitted snapshot.</summary>
internal sealed record SnapshotSubmission(long Ticket, StreamSnapshot Snapshot) : Submission(Ticket, Snapshot.Stream, Snapshot.State.Length);
