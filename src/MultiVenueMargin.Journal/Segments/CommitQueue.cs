using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>
/// Commits from their submission to their outcome. Each is held against the version its stream will have when all before it
/// are durable, and outcomes of one stream come in the order of submission, refusals included.
/// </summary>
internal sealed class CommitQueue(SegmentJournalOptions options, LogIndex index, List<CommitOutcome> outcomes)
{
    private readonly Queue<(long Ticket, Commit Commit, int Length)> _waiting = [];
    private readonly Dictionary<StreamId, (long Version, int Commits)> _pending = [];
    private readonly Dictionary<StreamId, CommitResult> _refused = [];
    private readonly Dictionary<StreamId, List<CommitOutcome>> _held = [];
    private long _bytesWaiting;
    private int _commits;
    private int _refusalsHeld;

    public bool IsEmpty => _commits == 0 && _refusalsHeld == 0;

    /// <summary>The length of the frame of the commit that is next; null when none waits.</summary>
    public int? NextFrameLength => _waiting.TryPeek(out var next) ? FrameLength(next.Length) : null;

    /// <summary>Takes a commit or notes its refusal; false while too much is under way.</summary>
    /// <param name="failure">Why nothing is taken at all; null while all is well.</param>
    public bool TrySubmit(long ticket, Commit commit, string? failure)
    {
        if (_commits + _refusalsHeld + outcomes.Count >= options.InFlightCommits)
        {
            return false;
        }

        var length = EntryContent.LengthOf(commit);
        if (Refusal(commit, length, failure) is var (result, reason))
        {
            Refuse(new CommitOutcome(ticket, commit.Stream, result, 0, reason));
            return true;
        }

        if (_bytesWaiting + length > options.InFlightBytes)
        {
            return false;
        }

        _waiting.Enqueue((ticket, commit, (int)length));
        _bytesWaiting += length;
        _commits++;
        var commits = _pending.TryGetValue(commit.Stream, out var pending) ? pending.Commits : 0;
        _pending[commit.Stream] = (commit.ExpectedVersion + commit.Records.Count, commits + 1);
        return true;
    }

    /// <summary>Moves commits into a group while their frames fit.</summary>
    public void Fill(GroupWriter group, int limit)
    {
        for (var used = 0; _waiting.TryPeek(out var next) && used + FrameLength(next.Length) <= limit; used += FrameLength(next.Length))
        {
            group.Add(next.Ticket, next.Commit, next.Length);
            _waiting.Dequeue();
            _bytesWaiting -= next.Length;
        }
    }

    public void Conclude(IReadOnlyList<GroupEntry> durable)
    {
        foreach (var entry in durable)
        {
            outcomes.Add(new(entry.Ticket, entry.Stream, CommitResult.Durable, entry.Frame.Position, string.Empty));
            _commits--;
            var (version, commits) = _pending[entry.Stream];
            if (commits > 1)
            {
                _pending[entry.Stream] = (version, commits - 1);
                continue;
            }

            _pending.Remove(entry.Stream);
            if (_held.Remove(entry.Stream, out var held))
            {
                outcomes.AddRange(held);
                _refusalsHeld -= held.Count;
            }
        }
    }

    /// <summary>Those that were being written are uncertain; those behind them were never begun.</summary>
    public void Fail(IReadOnlyList<GroupEntry> written, string reason)
    {
        outcomes.AddRange(written.Select(entry => new CommitOutcome(entry.Ticket, entry.Stream, CommitResult.Uncertain, 0, reason)));
        outcomes.AddRange(_waiting.Select(each => new CommitOutcome(each.Ticket, each.Commit.Stream, CommitResult.Failed, 0, reason)));
        outcomes.AddRange(_held.Values.SelectMany(held => held));
        _waiting.Clear();
        _pending.Clear();
        _held.Clear();
        (_bytesWaiting, _commits, _refusalsHeld) = (0, 0, 0);
    }

    /// <summary>All outcomes so far are known to the caller: who was refused may come again.</summary>
    public void ForgetRefusals()
    {
        foreach (var stream in _refused.Keys)
        {
            if (!_held.ContainsKey(stream))
            {
                _refused.Remove(stream);
            }
        }
    }

    private static int FrameLength(int contentLength) => Frame.LengthFor(GroupWriter.BodyLengthOf(contentLength));

    private (CommitResult Result, string Reason)? Refusal(Commit commit, long length, string? failure)
    {
        if (failure is not null)
        {
            return (CommitResult.Failed, failure);
        }

        if (_refused.TryGetValue(commit.Stream, out var before))
        {
            return (before, $"A commit of {commit.Stream} before it was refused.");
        }

        var version = _pending.TryGetValue(commit.Stream, out var pending) ? pending.Version : index.HeadOf(commit.Stream).Version;
        if (commit.ExpectedVersion != version)
        {
            return (CommitResult.Fenced, $"{commit.Stream} is at version {version}, not {commit.ExpectedVersion}.");
        }

        return length > options.CommitBytes
            ? (CommitResult.Failed, $"A commit of {length} bytes is beyond the limit of {options.CommitBytes}.")
            : null;
    }

    private void Refuse(CommitOutcome outcome)
    {
        // Until its outcome is known, what follows was decided on a state that will not be.
        _refused.TryAdd(outcome.Stream, outcome.Result);
        if (!_pending.ContainsKey(outcome.Stream))
        {
            outcomes.Add(outcome);
            return;
        }

        // In its turn: behind the commits of the stream that came before it.
        if (!_held.TryGetValue(outcome.Stream, out var held))
        {
            _held.Add(outcome.Stream, held = []);
        }

        held.Add(outcome);
        _refusalsHeld++;
    }
}
