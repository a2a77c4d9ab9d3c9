using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal;

namespace MultiVenueMargin.Live.Pipeline;

/// <summary>
/// What one stream has decided and not yet made durable, in order. Decisions go ahead without waiting; everything that rests on them
/// is let out in the same order as they become durable. When one does not, all behind it fail as well: the owner then throws its
/// state away and reads the stream again.
/// </summary>
internal sealed class CommitLane(StreamId stream, Mailbox<CommitOutcome> outcomes, CommitQueue queue)
{
    private readonly Queue<Pending> _pending = new();

    public StreamId Stream { get; } = stream;

    /// <summary>Commits without an outcome.</summary>
    public int PendingCommits => _pending.Count;

    public bool IsIdle => _pending.Count == 0;

    /// <summary>Why the owner must read its stream again; null while all is well.</summary>
    public string? Broken { get; private set; }

    /// <summary>The last version that is known to be durable.</summary>
    public long DurableVersion { get; private set; }

    /// <summary>The owner has read its stream up to this version and begins afresh.</summary>
    public void Begin(long version)
    {
        if (!IsIdle)
        {
            throw new InvalidOperationException($"{Stream} cannot begin afresh while {PendingCommits} of its commits are under way.");
        }

        (Broken, DurableVersion) = (null, version);
    }

    /// <summary>Sends records on their way; what rests on them is let out when they are durable.</summary>
    public void Submit(long expectedVersion, DateTimeOffset at, IReadOnlyList<ReadOnlyMemory<byte>> records, List<Release> releases)
    {
        var ticket = queue.NextTicket();
        _pending.Enqueue(new Pending(ticket, expectedVersion + records.Count, releases));
        queue.Post(new CommitOrder(ticket, new Commit(Stream, expectedVersion, at, records), outcomes));
    }

    /// <summary>Lets out something that records nothing, as soon as everything that it rests on is durable.</summary>
    public void ReleaseInOrder(Release release)
    {
        if (Broken is not null)
        {
            release.Fail(Broken);
        }
        else if (_pending.Count == 0)
        {
            release.Give();
        }
        else
        {
            _pending.Last().Releases.Add(release);
        }
    }

    /// <summary>The owner's state cannot be vouched for any longer, for a reason of its own.</summary>
    public void Break(string why) => Broken ??= why;

    public void Take(CommitOutcome outcome)
    {
        var pending = _pending.Dequeue();
        if (pending.Ticket != outcome.Ticket)
        {
            throw new InvalidOperationException($"{Stream}: the outcome of commit {outcome.Ticket} came where {pending.Ticket} was next.");
        }

        var wasDurable = outcome.Result == CommitResult.Durable;
        if (wasDurable)
        {
            DurableVersion = pending.Version;
        }
        else
        {
            Broken ??= $"{outcome.Result}: {outcome.Reason}";
        }

        // One that is durable behind one that is not cannot be: the journal fails everything behind a failure. A state that was broken
        // for a reason of its own keeps what was decided soundly before.
        foreach (var release in pending.Releases)
        {
            if (wasDurable)
            {
                release.Give();
            }
            else
            {
                release.Fail(Broken!);
            }
        }
    }

    private sealed record Pending(long Ticket, long Version, List<Release> Releases);
}
