using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Simulation.Actors;

namespace MultiVenueMargin.Simulation.Auditing;

/// <summary>How far a feed has come by what was sent, as one who keeps a list of sequences would say. Changes are made to copies.</summary>
internal sealed class ExpectedFeed
{
    private const int Attempts = 3;

    private NaiveLines _lines = new();
    private (long Epoch, long Sequence, int Attempts)? _blocking;

    public long Epoch { get; private set; }

    public long Through { get; private set; } = -1;

    public bool IsGapped { get; private set; }

    public bool NeedsSnapshot => Epoch == 0 || IsGapped;

    public string Lines => _lines.Text;

    /// <summary>Two of equal text answer everything alike.</summary>
    public string Text => $"{Epoch} {Through} {IsGapped} {_blocking} {Lines}";

    /// <summary>What it is after a batch, and which frames were refused.</summary>
    public ExpectedFeed After(IReadOnlyList<SentFrame> frames, out List<(long Epoch, long Sequence, Refusal Reason)> refusals)
    {
        var after = new ExpectedFeed { _lines = _lines.Copy(), _blocking = _blocking, Epoch = Epoch, Through = Through, IsGapped = IsGapped };
        refusals = [];
        foreach (var sent in frames)
        {
            if (after.Take(sent) is { } refusal)
            {
                refusals.Add((sent.Frame.Epoch, sent.Frame.Sequence, refusal));
            }
        }

        return after;
    }

    private Refusal? Take(SentFrame sent)
    {
        var frame = sent.Frame;
        if (sent.IsBad)
        {
            Block(frame);
            return Refusal.Malformed;
        }

        if (frame.Epoch < Epoch)
        {
            return Refusal.EpochEnded;
        }

        switch (frame.Kind)
        {
            case FrameKind.Snapshot when frame.Epoch > Epoch:
                _lines.Begin(frame.Complete, null);
                (Epoch, Through, IsGapped) = (frame.Epoch, frame.Sequence, false);
                Accept(frame);
                return null;
            case FrameKind.Snapshot when frame.Sequence <= Through:
                return null;
            case FrameKind.Snapshot:
                Block(frame);
                return Refusal.Malformed;
            case FrameKind.Trouble:
                return null;
            default:
                return Follow(frame);
        }
    }

    private Refusal? Follow(FeedFrame frame)
    {
        var next = frame.Kind == FrameKind.Delta ? Through + 1 : Through;
        if (NeedsSnapshot || frame.Epoch != Epoch || frame.Sequence > next)
        {
            IsGapped = true;
            return Refusal.SequenceGap;
        }

        if (frame.Kind == FrameKind.Delta && frame.Sequence == next)
        {
            Through = frame.Sequence;
            Accept(frame);
        }

        return null;
    }

    private void Accept(FeedFrame frame)
    {
        foreach (var fact in frame.Facts)
        {
            _lines.Take(fact);
        }

        _blocking = null;
    }

    /// <summary>The third attempt at the frame that stands first in the way puts it aside.</summary>
    private void Block(FeedFrame frame)
    {
        if (frame.Epoch < 1 || frame.Sequence < 0 || frame.Kind == FrameKind.Trouble
            || frame.Epoch < Epoch || (frame.Epoch == Epoch && frame.Sequence <= Through))
        {
            return;
        }

        if (_blocking is { } other && (other.Epoch, other.Sequence) != (frame.Epoch, frame.Sequence)
            && !(frame.Epoch > other.Epoch || (frame.Epoch == other.Epoch && frame.Sequence < other.Sequence)))
        {
            return;
        }

        var isSame = _blocking is { } before && (before.Epoch, before.Sequence) == (frame.Epoch, frame.Sequence);
        var attempts = isSame ? Math.Min(_blocking!.Value.Attempts + 1, Attempts) : 1;
        _blocking = (frame.Epoch, frame.Sequence, attempts);
        IsGapped |= attempts == Attempts;
    }
}
