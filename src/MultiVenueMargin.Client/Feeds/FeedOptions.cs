namespace MultiVenueMargin.Client.Feeds;

/// <summary>How much a feed may have under way, and how often it tries.</summary>
public sealed record FeedOptions
{
    /// <summary>Feeds of one connection. 1 024: as many as an account may have.</summary>
    public int Feeds { get; init; } = 1_024;

    /// <summary>Frames of one feed that were sent, or wait to be, and are not durable yet; sending waits beyond. 10 000: ten batches.</summary>
    public int Frames { get; init; } = 10_000;

    /// <summary>Their bytes. 16 MiB: a feed that its server leaves alone costs no more than that.</summary>
    public int Bytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The longest frame. 64 KiB less than the longest message, so that it fits in one with its names.</summary>
    public int FrameBytes { get; init; } = (4 * 1024 * 1024) - (64 * 1024);

    /// <summary>Frames of one message. 1 000: what the server takes.</summary>
    public int BatchFrames { get; init; } = 1_000;

    /// <summary>Bytes of one message, where it has more than one frame. 1 MiB: so that a busy feed does not keep the others waiting.</summary>
    public int BatchBytes { get; init; } = 1024 * 1024;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Feeds, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Frames, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Bytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(FrameBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchFrames, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BatchFrames, Accounts.Limits.FramesPerBatch);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BatchBytes, FrameBytes);
    }
}
