using MultiVenueMargin.Accounts.Transfers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Accounts.Feeds;

/// <summary>
/// Takes frames of one feed: what of them becomes fact, and what is refused and why. The first that holds decides: malformed →
/// epoch ended → (snapshot) opens an epoch, or was there → (delta) behind something missing, was there, the next one, or beyond.
/// Nothing behind a gap is applied, and the answer never goes beyond it.
/// </summary>
internal sealed class FeedIntake
{
    private readonly Turn _turn;
    private readonly Feed _feed;
    private List<FrameRefusal>? _refusals;

    // Consecutive deltas that will be one record: a batch costs one entry, however many frames it has. Absent while none came.
    private List<FeedFact>? _run;
    private long _runThrough = -1;

    // This one included: nearly all deltas bring one fact, so that so many are the room that a run needs.
    private int _framesToCome;

    private FeedIntake(Turn turn, Feed feed)
    {
        _turn = turn;
        _feed = feed;
    }

    /// <summary>The last sequence that is in or about to be.</summary>
    private long Through => _run is not null ? _runThrough : _feed.Through;

    public static void Take(Turn turn, FeedInput input)
    {
        if (turn.Account.Feeds.Find(input.Feed) is not { } feed)
        {
            turn.Reply(new CommandRefused(Refusal.NotFound, nameof(input.Feed), $"{input.Feed} is no feed of {turn.Account.Id}."));
            return;
        }

        if (input.Frames.Count > Limits.FramesPerBatch)
        {
            turn.Reply(new CommandRefused(
                Refusal.LimitReached, nameof(input.Frames), $"A batch has at most {Limits.FramesPerBatch} frames, not {input.Frames.Count}."));
            return;
        }

        var intake = new FeedIntake(turn, feed);
        for (var i = 0; i < input.Frames.Count; i++)
        {
            intake._framesToCome = input.Frames.Count - i;
            intake.Take(input.Frames[i]);
        }

        intake.EndRun();
        turn.Reply(new FeedAnswer(feed.Id, feed.Epoch, feed.Through, feed.NeedsSnapshot, intake._refusals is null ? [] : intake._refusals) { IsSilent = feed.SilentSince is not null });
    }


    private void Take(FeedFrame frame)
    {
        if (FrameCheck.ProblemOf(frame) is { } problem)
        {
            RefuseBad(frame, Refusal.Malformed, problem);
        }
        else if (frame.Epoch < _feed.Epoch)
        {
            Refuse(frame, Refusal.EpochEnded, $"epoch {frame.Epoch} ended; {_feed.Epoch} is current");
        }
        else
        {
            TakeSound(frame);
        }
    }

    private void TakeSound(FeedFrame frame)
    {
        if (frame.Kind != FrameKind.Delta)
        {
            EndRun();
        }

        switch (frame.Kind)
        {
            case FrameKind.Snapshot:
                TakeSnapshot(frame);
                break;
            case FrameKind.Delta:
                TakeDelta(frame);
                break;
            case FrameKind.Heartbeat:
                TakeHeartbeat(frame);
                break;
            default:
                TakeTrouble(frame);
                break;
        }
    }

    private void TakeSnapshot(FeedFrame frame)
    {
        if (frame.Epoch == _feed.Epoch)
        {
            if (frame.Sequence > _feed.Through)
            {
                RefuseBad(frame, Refusal.Malformed, $"a snapshot opens an epoch, and {frame.Epoch} is open");
            }
        }
        else if (HasNoRoom(frame))
        {
            RefuseBad(frame, Refusal.LimitReached, $"a feed has at most {Limits.LinesPerFeed} lines");
        }
        else
        {
            Accept(new SnapshotAccepted(_feed.Id, frame.Epoch, frame.Sequence, frame.Complete, [.. frame.Facts]), frame.Facts);
        }
    }

    private void TakeDelta(FeedFrame frame)
    {
        if (IsBehindAGap(frame) || (frame.Epoch == _feed.Epoch && frame.Sequence <= Through))
        {
            return;
        }

        if (_feed.Lines.Count + (_run?.Count ?? 0) + frame.Facts.Count > Limits.LinesPerFeed)
        {
            // Near the limit it is counted exactly.
            EndRun();
            if (HasNoRoom(frame))
            {
                RefuseBad(frame, Refusal.LimitReached, $"a feed has at most {Limits.LinesPerFeed} lines");
                return;
            }
        }

        _runThrough = frame.Sequence;
        _run ??= new List<FeedFact>(_framesToCome);
        for (var i = 0; i < frame.Facts.Count; i++)
        {
            _run.Add(frame.Facts[i]);
        }
    }

    private void TakeHeartbeat(FeedFrame frame)
    {
        // One that was overtaken says nothing that is not known.
        if (IsBehindAGap(frame) || frame.Sequence < _feed.Through)
        {
            return;
        }

        var isDue = _turn.Now - _feed.HeardAt >= _turn.Account.Policy.Freshness.HeardEvery;
        if (isDue || _feed.Trouble is not null || _feed.SilentSince is not null)
        {
            Hear(new FeedHeard(_feed.Id));
        }
    }

    private void TakeTrouble(FeedFrame frame)
    {
        // Trouble that cannot be told is trouble all the same.
        var reason = Words.Check(frame.Trouble, nameof(frame.Trouble)) is null ? frame.Trouble! : "the adapter cannot tell, and gave no readable reason";
        if (reason != _feed.Trouble)
        {
            _turn.Record(new FeedTroubled(_feed.Id, reason));
        }
    }

    /// <summary>Whether something is missing before a delta or heartbeat, and it is refused for that; recorded when it is news.</summary>
    private bool IsBehindAGap(FeedFrame frame)
    {
        var expected = frame.Kind == FrameKind.Heartbeat ? Through : Through + 1;
        if (!_feed.NeedsSnapshot && frame.Epoch == _feed.Epoch && frame.Sequence <= expected)
        {
            return false;
        }

        EndRun();
        var reason = _feed.NeedsSnapshot ? $"nothing is taken over before a snapshot: {_feed.Problem}"
            : frame.Epoch > _feed.Epoch ? $"epoch {frame.Epoch} was not opened by a snapshot"
            : $"sequence {expected} was expected and {frame.Sequence} came";
        if (!_feed.NeedsSnapshot)
        {
            _turn.Record(new FeedGapped(_feed.Id, frame.Epoch, expected, frame.Sequence, reason));
        }

        Refuse(frame, Refusal.SequenceGap, reason);
        return true;
    }

    private void EndRun()
    {
        if (_run is not { } facts)
        {
            return;
        }

        // The list is the record's from now on.
        _run = null;
        Accept(new DeltasAccepted(_feed.Id, _feed.Epoch, _feed.Through + 1, _runThrough, facts), facts);
    }

    private void Accept(AccountRecord accepted, IReadOnlyList<FeedFact> facts)
    {
        var news = _turn.Account.Transfers.NewAmong(_feed.Id, facts);
        Hear(accepted);
        for (var i = 0; i < news.Count; i++)
        {
            MovementMatching.Take(_turn, _feed.Id, news[i]);
        }
    }

    /// <summary>
    /// A frame in order ends a silence, a heartbeat as well: it carries the number of the last frame, so nothing of this epoch is missing, and whoever
    /// lost the venue in between must open another epoch with a snapshot.
    /// </summary>
    private void Hear(AccountRecord heard)
    {
        var wasSilent = _feed.SilentSince is not null;
        _turn.Record(heard);
        if (wasSilent)
        {
            _turn.Record(new FeedSpoke(_feed.Id));
        }
    }

    /// <summary>
    /// Refuses a frame that no repetition makes better. The first in the way is counted and put aside in the end, with its content
    /// as evidence; a frame that was overtaken, or whose number is none, stands in nobody's way.
    /// </summary>
    private void RefuseBad(FeedFrame frame, Refusal reason, string problem)
    {
        EndRun();
        Refuse(frame, reason, problem);
        if (!FrameCheck.IsNumbered(frame)
            || frame.Epoch < _feed.Epoch
            || (frame.Epoch == _feed.Epoch && frame.Sequence <= _feed.Through)
            || frame.Kind == FrameKind.Trouble)
        {
            return;
        }

        var (epoch, sequence) = (frame.Epoch, frame.Sequence);
        var attempts = 1;
        if (_feed.Blocking is { } blocking && !blocking.StandsBehind(epoch, sequence))
        {
            if (blocking.IsQuarantined || !blocking.Is(epoch, sequence))
            {
                return;
            }

            attempts = blocking.Attempts + 1;
        }

        _turn.Record(attempts < _turn.Account.Policy.Freshness.AttemptsBeforeQuarantine
            ? new FrameRefused(_feed.Id, epoch, sequence, problem)
            : new FrameQuarantined(_feed.Id, epoch, sequence, problem, FrameEvidence.Of(frame)));
    }

    private void Refuse(FeedFrame frame, Refusal reason, string problem) =>
        (_refusals ??= []).Add(new FrameRefusal(frame.Epoch, frame.Sequence, reason, problem));

    private bool HasNoRoom(FeedFrame frame) =>
        frame.Complete != FeedParts.All && _feed.Lines.CountAfter(frame.Facts) > Limits.LinesPerFeed;
}
