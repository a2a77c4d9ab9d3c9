using MultiVenueMargin.Contracts;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Client.Feeds;

/// <summary>Frames as they go over the wire, before they have their numbers.</summary>
internal static class FeedFrames
{
    // Epoch and sequence are written into a frame after its size is taken.
    private const int NumberBytes = 24;

    public static V1.FeedFrame Delta(IReadOnlyList<FeedFact> facts, DateTimeOffset saidAt) => Of(FrameKind.Delta, facts, FeedParts.None, saidAt);

    public static V1.FeedFrame Heartbeat(DateTimeOffset saidAt) => Of(FrameKind.Heartbeat, [], FeedParts.None, saidAt);

    public static V1.FeedFrame Trouble(string reason, DateTimeOffset saidAt)
    {
        var frame = Of(FrameKind.Trouble, [], FeedParts.None, saidAt);
        frame.Trouble = reason;
        return frame;
    }

    public static V1.FeedFrame Snapshot(FeedSnapshot snapshot, FeedOptions limits)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var frame = Of(FrameKind.Snapshot, snapshot.Facts, snapshot.Complete, snapshot.SaidAt);
        SizeOf(frame, limits);
        return frame;
    }

    public static V1.FeedFrame MovementsAlone(V1.FeedFrame frame) =>
        new() { Kind = frame.Kind, SaidAt = frame.SaidAt, Facts = { CarriedMovements.MovementsOf(frame) } };

    /// <summary>In bytes, numbers included. Throws where it is longer than a frame may be.</summary>
    public static int SizeOf(V1.FeedFrame frame, FeedOptions limits)
    {
        var bytes = frame.CalculateSize() + NumberBytes;
        return bytes <= limits.FrameBytes
            ? bytes
            : throw new ArgumentException($"A frame has at most {limits.FrameBytes} bytes, not {bytes}.", nameof(frame));
    }

    private static V1.FeedFrame Of(FrameKind kind, IReadOnlyList<FeedFact> facts, FeedParts complete, DateTimeOffset saidAt)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return FeedWire.Write(new FeedFrame { Kind = kind, Epoch = 0, Sequence = 0, SaidAt = saidAt, Complete = complete, Facts = facts });
    }
}
