using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Live.Pipeline;
using MultiVenueMargin.Live.Replies;

namespace MultiVenueMargin.Live.Registers;

/// <summary>
/// One register in memory, run like an account: it decides at once, is committed in order, answers when that is durable, and is read
/// again when it was not.
/// </summary>
internal sealed class RegisterKeeper<TRegister> : IRegisterKeeper
    where TRegister : Register
{
    private readonly IJournal _journal;
    private readonly CommitQueue _queue;
    private readonly Committer _committer;
    private readonly LiveOptions _options;
    private readonly LiveMeter _meter;
    private readonly CommitLane _lane;
    private readonly Func<TRegister> _empty;
    private readonly Func<ReadOnlyMemory<byte>, TRegister> _read;
    private readonly SnapshotPace _pace;
    private StreamLoad<TRegister>? _load;
    private DateTimeOffset _lastAt = DateTimeOffset.MinValue;
    private DateTimeOffset _loadAgainAt = DateTimeOffset.MinValue;

    public RegisterKeeper(CoreParts parts, StreamId stream, Func<TRegister> empty, Func<ReadOnlyMemory<byte>, TRegister> read)
    {
        (_journal, _queue, _committer, _options, _meter) = (parts.Journal, parts.Queue, parts.Committer, parts.Options, parts.Meter);
        (_empty, _read) = (empty, read);
        _lane = new CommitLane(stream, parts.Outcomes, parts.Queue);
        _pace = new SnapshotPace(parts.Options);
        BeginLoad();
    }

    public StreamId Stream => _lane.Stream;

    /// <summary>With everything that was decided, durable or not; absent while it is read.</summary>
    public TRegister? State { get; private set; }

    public bool IsReady => State is not null && _lane.Broken is null;

    public bool IsIdle => _lane.IsIdle && _load is null;

    public bool HasRoom =>
        _lane.PendingCommits < _options.CommitsPerRegister && _lane.PendingBytes < _options.CommitBytesUnderWay && _lane.Resting < _options.RestingAnswers;

    /// <summary>Why it cannot be read; null while it can.</summary>
    public string? Problem { get; private set; }

    /// <summary>The same where asking again does not help; null where it may.</summary>
    public StreamUnreadableException? Unreadable { get; private set; }

    public void Take(CommitOutcome outcome) => _lane.Take(outcome);

    /// <summary>Takes a command. What is to be done when its effect is durable is done whatever the answer is: it looks at the state.</summary>
    public void Take(RegisterCommand command, DateTimeOffset now, IReply<RegisterAnswer> reply, Action? afterwards)
    {
        if (!IsReady || _committer.Failure is not null)
        {
            reply.Refuse(Refusal.NotDurable, $"{Stream} takes nothing now: {_committer.Failure ?? _lane.Broken ?? "it is being read"}");
            return;
        }

        var at = now < _lastAt ? _lastAt : now;
        try
        {
            var before = State!.Version;
            var turn = State.Take(command, at);
            var releases = new List<Release> { new AnswerRelease<RegisterAnswer>(reply, turn.Answer) };
            if (afterwards is not null)
            {
                releases.Add(new ActionRelease(afterwards));
            }

            if (turn.Records.Count > 0)
            {
                _lastAt = at;
                ReadOnlyMemory<byte>[] records = [.. turn.Records.Select(record => RecordCodec.BytesOf(record))];
                _pace.Add(records.Sum(record => (long)record.Length));
                _lane.Submit(before, at, records, releases);
            }
            else
            {
                releases.ForEach(_lane.ReleaseInOrder);
            }
        }
        catch (Exception fault)
        {
            _meter.Threw($"{Stream}: {command.GetType().Name}", fault);
            _lane.Break($"a turn threw {fault.GetType().Name}");
            reply.Refuse(Refusal.Malformed, $"This command could not be worked on ({fault.GetType().Name}); nothing of it took effect.");
        }
    }

    /// <summary>Answers from the state when everything that the answer rests on is durable. What reads copies and does not compute.</summary>
    public void Read<T>(Func<TRegister, T> read, IReply<T> reply)
    {
        if (!IsReady)
        {
            reply.Refuse(Refusal.NotDurable, $"{Stream} is being read from the journal; try again.");
            return;
        }

        try
        {
            _lane.ReleaseInOrder(new AnswerRelease<T>(reply, read(State!)));
        }
        catch (Exception fault)
        {
            // A look changes nothing, so that nothing but its answer is lost.
            _meter.Threw($"{Stream}: a look", fault);
            reply.Refuse(Refusal.Malformed, $"This could not be answered ({fault.GetType().Name}).");
        }
    }

    /// <summary>Goes on reading, or begins again after something was not durable.</summary>
    public bool Advance(DateTimeOffset now)
    {
        if (_lane.Broken is not null && _lane.IsIdle && _load is null && _committer.Failure is null && now >= _loadAgainAt)
        {
            _meter.Reloaded();
            BeginLoad();
        }

        if (_load is null || !_load.Advance())
        {
            return false;
        }

        var load = _load;
        _load = null;
        if (load.Failure is { } failure)
        {
            _meter.Faults.Add($"{Stream}: reading", failure);
            (Problem, Unreadable) = (load.Problem, load.Unreadable);
            _lane.Break(failure.Message);
            _loadAgainAt = now + _options.ReopenEvery;
            return true;
        }

        (State, Problem, Unreadable, _lastAt) = (load.State, null, null, load.LastAt);
        _pace.Begin(load.SnapshotVersion, load.SnapshotBytes, load.BytesSince);
        _lane.Begin(load.Version);
        return true;
    }

    public void WriteSnapshot(bool evenIfSmall)
    {
        if (!IsReady || !_lane.IsIdle || !(_pace.IsDue(State!.Version) || (evenIfSmall && State.Version > _pace.Version)))
        {
            return;
        }

        var head = _journal.HeadOf(Stream);
        if (head.Version == State.Version)
        {
            var writer = new CanonicalWriter();
            State.WriteTo(writer);
            _queue.Post(new SnapshotOrder(new StreamSnapshot(Stream, head.Version, head.Hash, writer.ToArray())));
            _pace.Wrote(State.Version, writer.Length);
        }
    }

    private void BeginLoad()
    {
        State = null;
        _load = new StreamLoad<TRegister>(
            _journal, Stream, _empty, _read, static (register, record, at) => register.Apply((RegisterRecord)record, at));
    }
}
