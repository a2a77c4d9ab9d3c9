using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Simulation.Actors;
using static MultiVenueMargin.Simulation.PromiseBrokenException;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>
/// Predicts every acknowledgement of one feed from what was sent to it. What was answered has happened exactly once; what was lost in a
/// failure has happened or not, so that there may be several states in which the feed can be, until an answer tells which one it is.
/// </summary>
internal sealed class FeedOracle(VenueAccountId id, Sometimes sometimes)
{
    private readonly Queue<(IReadOnlyList<SentFrame> Frames, Ask<AccountAnswer> Ask)> _asked = new();
    private List<ExpectedFeed> _possible = [new()];

    public VenueAccountId Id => id;

    public void Asked(IReadOnlyList<SentFrame> frames, Ask<AccountAnswer> ask) => _asked.Enqueue((frames, ask));

    /// <summary>Holds the answers that have come, in the order of the questions, against what was expected.</summary>
    public void Conclude()
    {
        while (_asked.TryPeek(out var head) && head.Ask.IsGiven)
        {
            _asked.Dequeue();
            Conclude(head.Frames, head.Ask);
        }
    }

    /// <summary>The process ended: what was not answered has happened or not.</summary>
    public void Crashed()
    {
        Conclude();
        foreach (var (frames, ask) in _asked)
        {
            if (ask.IsGiven)
            {
                Conclude(frames, ask);
            }
            else
            {
                MayHaveHappened(frames);
            }
        }

        _asked.Clear();
    }

    /// <summary>With nothing under way: the feed is in one of the states in which it can be.</summary>
    public void Compare(FeedView view, string lines)
    {
        var fitting = _possible
            .Where(each => (each.Epoch, each.Through, each.NeedsSnapshot) == (view.Epoch, view.Through, view.NeedsSnapshot) && each.Lines == lines)
            .ToList();
        Unless(fitting.Count > 0, $"{id} is at {view.Epoch}/{view.Through}, needs a snapshot: {view.NeedsSnapshot}, with [{lines}], and can only be at: {Describe()}");
        _possible = fitting;
    }

    private void Conclude(IReadOnlyList<SentFrame> frames, Ask<AccountAnswer> ask)
    {
        switch (ask.Value)
        {
            case FeedAnswer answer:
                Acknowledged(frames, answer);
                break;
            case CommandRefused { Reason: Refusal.LimitReached } when frames.Count > Limits.FramesPerBatch:
                sometimes.Seen("feed answer: a batch beyond the limit");
                break;
            case null when ask.Refused == Refusal.Busy:
                sometimes.Seen("feed answer: busy");
                break;
            case null when ask.Refused == Refusal.NotDurable:
                sometimes.Seen("feed answer: not durable");
                MayHaveHappened(frames);
                break;
            default:
                throw new PromiseBrokenException($"{id} answers {ask.Value?.ToString() ?? $"{ask.Refused}: {ask.Message}"}.");
        }
    }

    private void Acknowledged(IReadOnlyList<SentFrame> frames, FeedAnswer answer)
    {
        var said = answer.Refusals.Select(each => (each.Epoch, each.Sequence, each.Reason)).ToList();
        var fitting = new List<ExpectedFeed>();
        foreach (var possible in _possible)
        {
            var after = possible.After(frames, out var refusals);
            if (answer.Feed == id && (after.Epoch, after.Through, after.NeedsSnapshot) == (answer.Epoch, answer.Through, answer.NeedsSnapshot) && refusals.SequenceEqual(said))
            {
                fitting.Add(after);
            }
        }

        Unless(
            fitting.Count > 0,
            $"{id} acknowledges {answer.Epoch}/{answer.Through}, needs a snapshot: {answer.NeedsSnapshot}, refuses [{string.Join("; ", said)}]; "
                + $"sent were [{string.Join("; ", frames.Select(each => $"{each.Frame.Kind} {each.Frame.Epoch}/{each.Frame.Sequence}{(each.IsBad ? " bad" : "")}"))}] to: {Describe()}");
        _possible = fitting;
        sometimes.Seen(answer.NeedsSnapshot ? "feed answer: needs a snapshot" : "feed answer: sound");
        foreach (var (_, _, reason) in said)
        {
            sometimes.Seen($"frame refused: {reason}");
        }
    }

    private void MayHaveHappened(IReadOnlyList<SentFrame> frames) => _possible =
        [.. _possible.Concat(_possible.Select(each => each.After(frames, out _)).ToList()).DistinctBy(each => each.Text)];

    private string Describe() => string.Join(" or ", _possible.Select(each => $"({each.Text})"));
}
