using System.Globalization;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Venues.Feeds;

/// <summary>
/// Turns what a venue says of an account, numbered in the venue's own way or not at all, into a feed: epochs opened by snapshots, deltas that
/// follow without a hole. What arrives before a snapshot is held and told after it, as far as the venue's numbers do not say that the snapshot
/// has it. A lost connection and a hole end the epoch: nothing is told until the next snapshot. Decides nothing by itself and knows no clock;
/// not for use by several threads.
/// </summary>
public sealed class FeedSequencer
{
    /// <summary>
    /// Messages held while a snapshot is on its way. Beyond it all are let go and a snapshot is asked for again: an account that changes a
    /// thousand times within one request is better read anew than caught up with.
    /// </summary>
    public const int HeldMost = 1024;

    private readonly SequenceRule _rule;
    private readonly List<AccountMessage> _held = [];
    private long _sequence;
    private long _number;
    private bool _hasNumber;
    private bool _isConnected;
    private bool _hasOverflowed;

    /// <param name="lastEpoch">The last epoch that the platform knows of this feed; 0 where it knows none. Every snapshot opens a later one.</param>
    public FeedSequencer(SequenceRule rule, long lastEpoch)
    {
        if (rule is < SequenceRule.None or > SequenceRule.Consecutive)
        {
            throw new ArgumentOutOfRangeException(nameof(rule), rule, "A venue numbers its messages in one of three ways.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(lastEpoch);
        _rule = rule;
        Epoch = lastEpoch;
    }

    /// <summary>The epoch of the last snapshot.</summary>
    public long Epoch { get; private set; }

    /// <summary>Whether deltas are told; otherwise a snapshot comes first.</summary>
    public bool IsInStep { get; private set; }

    /// <summary>A connection stands and its subscriptions are confirmed: from here on nothing is missed, so a snapshot asked for now is a start.</summary>
    public SequencerStep Connected()
    {
        _isConnected = true;
        Await();
        return new SequencerStep([], SnapshotWish.Needed, "a connection starts with a snapshot");
    }

    /// <summary>The connection is gone, or the venue answered with an error: what was told stays, and that nobody can tell is told.</summary>
    public SequencerStep Lost(string reason, DateTimeOffset now)
    {
        _isConnected = false;
        Await();
        var trouble = new FeedFrame { Kind = FrameKind.Trouble, Epoch = Math.Max(1, Epoch), Sequence = 0, SaidAt = now, Trouble = reason };
        return new SequencerStep([trouble], SnapshotWish.None, reason);
    }

    /// <summary>An answer that is a full picture, or parts of one.</summary>
    public SequencerStep Snapshot(AccountMessage snapshot)
    {
        if (!_isConnected)
        {
            return Dropped("a snapshot of a connection that is gone");
        }

        if (_hasOverflowed)
        {
            // What was let go may be newer than this picture and would never be told.
            Await();
            return new SequencerStep([], SnapshotWish.Needed, Invariant($"more than {HeldMost} messages came while the snapshot was on its way"));
        }

        Epoch++;
        _sequence = 0;
        (_number, _hasNumber) = (snapshot.Number ?? 0, snapshot.Number is not null);
        IsInStep = true;
        var frames = new List<FeedFrame> { Frame(FrameKind.Snapshot, snapshot) };
        var held = _held.ToArray();
        _held.Clear();
        var wish = SnapshotWish.None;
        for (var i = 0; i < held.Length; i++)
        {
            if (_rule != SequenceRule.None && held[i].Number is { } number && number <= snapshot.Number)
            {
                continue;
            }

            // Without numbers it cannot be told whether the picture was taken before or after.
            wish = _rule == SequenceRule.None || !_hasNumber || held[i].Number is null ? SnapshotWish.Confirmation : wish;
            var step = Delta(held[i]);
            frames.AddRange(step.Frames);
            if (step.Wish == SnapshotWish.Needed)
            {
                _held.AddRange(held.AsSpan(i + 1));
                return step with { Frames = frames };
            }
        }

        return new SequencerStep(frames, wish, wish == SnapshotWish.None ? string.Empty : "something came while the snapshot was on its way");
    }

    /// <summary>A push of what changed.</summary>
    public SequencerStep Delta(AccountMessage delta)
    {
        if (!_isConnected)
        {
            return Dropped("a message of a connection that is gone");
        }

        if (!IsInStep)
        {
            return Hold(delta);
        }

        if (delta.Number is { } number && _hasNumber && _rule != SequenceRule.None)
        {
            if (IsOvertaken(number))
            {
                return Dropped(Invariant($"number {number} came after {_number}"));
            }

            if (_rule == SequenceRule.Consecutive && number != _number + 1)
            {
                var reason = Invariant($"number {_number + 1} was expected and {number} came");
                Await();
                _ = Hold(delta);
                return new SequencerStep([], SnapshotWish.Needed, reason);
            }
        }
        else if (delta.Number is null && _rule == SequenceRule.Consecutive)
        {
            Await();
            return new SequencerStep([], SnapshotWish.Needed, "a message came without the number that this venue gives");
        }

        (_number, _hasNumber) = (delta.Number ?? _number, _hasNumber || delta.Number is not null);
        _sequence++;
        return new SequencerStep([Frame(FrameKind.Delta, delta)], SnapshotWish.None);
    }

    /// <summary>The connection is sound and nothing changed; tells so only while that is a statement.</summary>
    public SequencerStep Heartbeat(DateTimeOffset now) => IsInStep
        ? new SequencerStep([new FeedFrame { Kind = FrameKind.Heartbeat, Epoch = Epoch, Sequence = _sequence, SaidAt = now }], SnapshotWish.None)
        : new SequencerStep([], _isConnected ? SnapshotWish.Needed : SnapshotWish.None, "nothing is known before a snapshot");

    // Two messages of one venue may carry one time, each with something of its own; facts are absolute, so an equal one is told again.
    private bool IsOvertaken(long number) => _rule == SequenceRule.Rising ? number < _number : number <= _number;

    private SequencerStep Hold(AccountMessage delta)
    {
        if (_held.Count == HeldMost)
        {
            _held.Clear();
            _hasOverflowed = true;
        }

        if (!_hasOverflowed)
        {
            _held.Add(delta);
        }

        return new SequencerStep([], SnapshotWish.Needed, "held until a snapshot comes");
    }

    private void Await()
    {
        IsInStep = false;
        _hasOverflowed = false;
        _held.Clear();
    }

    private FeedFrame Frame(FrameKind kind, AccountMessage message) => new()
    {
        Kind = kind,
        Epoch = Epoch,
        Sequence = _sequence,
        SaidAt = message.SaidAt,
        Complete = kind == FrameKind.Snapshot ? message.Complete : FeedParts.None,
        Facts = message.Facts,
    };

    private static SequencerStep Dropped(string reason) => new([], SnapshotWish.None, reason);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
