using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Venues.Feeds;

/// <summary>What the sequencer needs from the adapter next.</summary>
public enum SnapshotWish
{
    None = 0,

    /// <summary>What is held goes on; another snapshot soon settles what came while the last was on its way.</summary>
    Confirmation = 1,

    /// <summary>Nothing more is told before one.</summary>
    Needed = 2,
}

/// <summary>What became of a message: the frames to send, in order, and what is wished for.</summary>
/// <param name="Reason">Why nothing or less was told; empty where all was.</param>
public sealed record SequencerStep(IReadOnlyList<FeedFrame> Frames, SnapshotWish Wish, string Reason = "");
