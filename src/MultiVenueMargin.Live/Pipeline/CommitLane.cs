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
    private Pending? _last;

    public StreamId Stream { get; } = stream;

    /// <summary>Commits without an outcome.</summary>
    public int PendingCommits => _pending.Count;

    /// <summary>Bytes of their records.</summary>
    public long PendingBytes { get; private set; }

    /// <summary>What records nothing and waits for something that it rests on.</summary>
    public int Resting { get; private set; }

    /// <summary>Whether an account may decide or answer more before some of this is durable.</summary>
    public bool HasRoom(LiveOptions options) => PendingCommits < options.CommitsPerAccount && Resting < options.RestingAnswers;

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
        var order = new CommitOrder(ticket, new Commit(Stream, expectedVersion, at, records), BytesOf(records), outcomes);
        _last = new Pending(ticket, expectedVersion + records.Count, order.Bytes, releases);
        _pending.Enqueue(_last);
        PendingBytes += order.Bytes;
        queue.Post(order);
    }

    /// <summary>Lets out something that records nothing, as soon as everything that it rests on is durable.</summary>
    public void ReleaseInOrder(Release release)
    {
        if (Broken is not null)
        {
            release.Fail(Broken);
        }
        else if (_last is null || _pending.Count == 0)
        {
            release.Give();
        }
        else
        {
            _last.Releases.Add(release);
            _last.Resting++;
            Resting++;
        }
    }

    /// <summary>The owner's state cannot be vouched for any longer, for a reason of its own.</summary>
    public void Break(string why) => Broken ??= why;

    public void Take(CommitOutcome outcome)
    {
        Find(outcome.Ticket).Outcome = outcome;

        // One that was refused at once may end before one that is still being written; what is let out keeps its order all the same.
        while (_pending.TryPeek(out var head) && head.Outcome is { } ended)
        {
            _pending.Dequeue();
            Conclude(head, ended);
        }
    }

    /// <summary>Nearly always the first.</summary>
    private Pending Find(long ticket)
    {
        foreach (var pending in _pending)
        {
            if (pending.Ticket == ticket)
            {
                return pending;
            }
        }

        throw new InvalidOperationException($"{Stream}: commit {ticket} ended, and is not under way.");
    }

    private static long BytesOf(IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        var bytes = 0L;
        for (var i = 0; i < records.Count; i++)
        {
            bytes += records[i].Length;
        }

        return bytes;
    }

    private void Conclude(Pending pending, CommitOutcome outcome)
    {
        var isDurable = outcome.Result == CommitResult.Durable;
        if (isDurable)
        {
            DurableVersion = pending.Version;
        }
        else
        {
            Broken ??= $"{outcome.Result}: {outcome.Reason}";
        }

        PendingBytes -= pending.Bytes;
        Resting -= pending.Resting;
        foreach (var release in pending.Releases)
        {
            if (isDurable)
            {
                release.Give();
            }
            else
            {
                release.Fail(Broken!);
            }
        }
    }

    private sealed record Pending(long Ticket, long Version, long Bytes, List<Release> Releases)
    {
        public CommitOutcome? Outcome { get; set; }

        /// <summary>Of its releases, those that came after it.</summary>
        public int Resting { get; set; }
    }
}
