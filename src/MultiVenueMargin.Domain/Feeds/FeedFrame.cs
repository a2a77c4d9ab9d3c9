namespace MultiVenueMargin.Domain.Feeds;

/// <summary>What a frame of a feed is.</summary>
public enum FrameKind
{
    Unspecified = 0,

    /// <summary>Everything that the venue says now. Opens an epoch.</summary>
    Snapshot = 1,

    /// <summary>What is different since the frame before it. Follows with the next sequence.</summary>
    Delta = 2,

    /// <summary>Nothing is different and the connection is sound. Carries the sequence of the last frame and no facts.</summary>
    Heartbeat = 3,

    /// <summary>The adapter cannot tell: an error, a refused login, an answer that is no answer. Carries no facts and no sequence.</summary>
    Trouble = 4,
}

/// <summary>Parts of what a venue says of an account.</summary>
[Flags]
public enum FeedParts
{
    None = 0,
    Balances = 1,
    Positions = 2,
    Orders = 4,
    Statement = 8,
    All = Balances | Positions | Orders | Statement,
}

/// <summary>One message of one feed, in the venue account's own order.</summary>
public sealed record FeedFrame
{
    public required FrameKind Kind { get; init; }

    /// <summary>Which connection's numbering this is; every snapshot after a reconnect or gap has a higher one. At least 1.</summary>
    public required long Epoch { get; init; }

    /// <summary>Consecutive within the epoch; a snapshot may start anywhere from 0.</summary>
    public required long Sequence { get; init; }

    /// <summary>When the venue said it, by the adapter's clock. Shown, and never used to measure age.</summary>
    public required DateTimeOffset SaidAt { get; init; }

    /// <summary>
    /// For a snapshot: the parts that it lists completely, so that what is absent there is none. Of a part that is not named here
    /// nothing is concluded from absence: what was known stays, with its age. An empty reply that nobody vouches for is unknown, not flat.
    /// </summary>
    public FeedParts Complete { get; init; }

    public IReadOnlyList<FeedFact> Facts { get; init; } = [];

    /// <summary>Why the adapter cannot tell, in words; for <see cref="FrameKind.Trouble"/> only.</summary>
    public string? Trouble { get; init; }
}
