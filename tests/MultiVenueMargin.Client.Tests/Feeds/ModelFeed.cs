using MultiVenueMargin.Contracts;

namespace MultiVenueMargin.Client.Tests.Feeds;

/// <summary>
/// One feed as feed_service.proto describes it, told plainly: a snapshot opens a higher epoch, deltas follow one another, what was there is acknowledged again,
/// nothing behind a gap is taken. Keeps every fact in the order in which it was taken over.
/// </summary>
internal sealed class ModelFeed
{
    public long Epoch { get; set; }

    public long Through { get; set; } = -1;

    public bool NeedsSnapshot { get; set; } = true;

    /// <summary>Facts of the epoch, in order.</summary>
    public List<V1.FeedFact> Told { get; } = [];

    /// <summary>Movements by reference, each taken once as the server does.</summary>
    public List<string> Movements { get; } = [];

    /// <summary>Every frame that came, whatever became of it.</summary>
    public List<V1.FeedFrame> Frames { get; } = [];

    public List<string> Troubles { get; } = [];

    public int Heartbeats { get; private set; }

    /// <summary>Frames that are refused for what is in them.</summary>
    public Func<V1.FeedFrame, bool> IsBad { get; set; } = _ => false;

    public V1.ConnectResponse Take(V1.ConnectRequest request)
    {
        var refusals = new List<V1.FrameRefusal>();
        foreach (var frame in request.Frames)
        {
            Frames.Add(frame);
            if (Take(frame) is { } reason)
            {
                refusals.Add(new V1.FrameRefusal { Epoch = frame.Epoch, Sequence = frame.Sequence, Reason = Refusals.NameOf(reason), Message = $"{reason}" });
            }
        }

        return Answer(request, refusals);
    }

    public V1.ConnectResponse Answer(V1.ConnectRequest request, IEnumerable<V1.FrameRefusal>? refusals = null) => new()
    {
        Account = request.Account,
        Feed = request.Feed,
        Epoch = Epoch,
        Through = Through,
        NeedsSnapshot = NeedsSnapshot,
        Refusals = { refusals ?? [] },
    };

    private V1.ErrorReason? Take(V1.FeedFrame frame)
    {
        if (IsBad(frame))
        {
            return V1.ErrorReason.Malformed;
        }

        if (frame.Epoch < Epoch)
        {
            return V1.ErrorReason.EpochEnded;
        }

        switch (frame.Kind)
        {
            case V1.FrameKind.Snapshot when frame.Epoch > Epoch:
                (Epoch, Through, NeedsSnapshot) = (frame.Epoch, frame.Sequence, false);
                Told.Clear();
                Add(frame);
                return null;
            case V1.FrameKind.Snapshot:
                return frame.Sequence > Through ? V1.ErrorReason.Malformed : null;
            case V1.FrameKind.Trouble:
                Troubles.Add(frame.Trouble);
                return null;
        }

        var expected = frame.Kind == V1.FrameKind.Heartbeat ? Through : Through + 1;
        if (NeedsSnapshot || frame.Epoch > Epoch || frame.Sequence > expected)
        {
            NeedsSnapshot = true;
            return V1.ErrorReason.SequenceGap;
        }

        if (frame.Kind == V1.FrameKind.Heartbeat)
        {
            Heartbeats++;
        }
        else if (frame.Sequence == expected)
        {
            Through = frame.Sequence;
            Add(frame);
        }

        return null;
    }

    private void Add(V1.FeedFrame frame)
    {
        foreach (var fact in frame.Facts)
        {
            if (fact.FactCase == V1.FeedFact.FactOneofCase.Movement)
            {
                if (!Movements.Contains(fact.Movement.Reference))
                {
                    Movements.Add(fact.Movement.Reference);
                }
            }
            else
            {
                Told.Add(fact);
            }
        }
    }
}
