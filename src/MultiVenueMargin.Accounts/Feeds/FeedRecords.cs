using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Accounts.Feeds;

/// <summary>A venue account, claimed in the institutions register, feeds a pool of this account from now on.</summary>
public sealed record FeedOpened(VenueAccountId Feed, PoolId Pool) : AccountRecord;

/// <summary>The claim was given up; what the feed told is no longer part of the account.</summary>
public sealed record FeedClosed(VenueAccountId Feed) : AccountRecord;

/// <summary>The venue account, with all that lies there, moved to another pool.</summary>
public sealed record FeedMoved(VenueAccountId Feed, PoolId Pool, PrincipalId By) : AccountRecord;

/// <summary>A snapshot was taken over as a whole: its epoch is the feed's from now on.</summary>
public sealed record SnapshotAccepted(
    VenueAccountId Feed, long Epoch, long Sequence, FeedParts Complete, IReadOnlyList<FeedFact> Facts) : AccountRecord;

/// <summary>Consecutive deltas were taken over: everything up to <paramref name="LastSequence"/> is in.</summary>
public sealed record DeltasAccepted(
    VenueAccountId Feed, long Epoch, long FirstSequence, long LastSequence, IReadOnlyList<FeedFact> Facts) : AccountRecord;

/// <summary>
/// The feed was heard and had nothing new: what it said is still true. Recorded only when the last recorded sign of life is
/// older than <see cref="FreshnessPolicy.HeardEvery"/>, for ages are counted from records.
/// </summary>
public sealed record FeedHeard(VenueAccountId Feed) : AccountRecord;

/// <summary>Something is missing or cannot be taken over: nothing behind it is, until a snapshot opens a new epoch.</summary>
/// <param name="Expected">The sequence that should have come.</param>
/// <param name="Got">The one that came.</param>
public sealed record FeedGapped(VenueAccountId Feed, long Epoch, long Expected, long Got, string Reason) : AccountRecord;

/// <summary>
/// Nothing that counts was heard for two heartbeat intervals: a snapshot is asked for, and somebody is to look why. Nothing is missing in the
/// sequence, so what was known stays with its age, and the next frame in order is taken over and ends it.
/// </summary>
/// <param name="Since">When it was last heard.</param>
public sealed record FeedSilent(VenueAccountId Feed, DateTimeOffset Since) : AccountRecord;

/// <summary>A silent feed was heard again, in order: no snapshot is asked for any more.</summary>
public sealed record FeedSpoke(VenueAccountId Feed) : AccountRecord;

/// <summary>The adapter says that it cannot tell. What was known stays, with its age.</summary>
public sealed record FeedTroubled(VenueAccountId Feed, string Reason) : AccountRecord;

/// <summary>
/// A frame that was refused <see cref="FreshnessPolicy.AttemptsBeforeQuarantine"/> times was put aside with its bytes as evidence; the
/// feed stays gapped until a snapshot, so that nothing is concluded from what could not be read.
/// </summary>
public sealed record FrameQuarantined(
    VenueAccountId Feed, long Epoch, long Sequence, string Reason, ReadOnlyMemory<byte> Evidence) : AccountRecord
{
    public bool Equals(FrameQuarantined? other) =>
        other is not null && Feed == other.Feed && Epoch == other.Epoch && Sequence == other.Sequence && Reason == other.Reason
        && Evidence.Span.SequenceEqual(other.Evidence.Span);

    public override int GetHashCode() => HashCode.Combine(Feed, Epoch, Sequence);
}

/// <summary>A frame was refused; repeated attempts are counted so that one that never can be read does not block for ever.</summary>
public sealed record FrameRefused(VenueAccountId Feed, long Epoch, long Sequence, string Reason) : AccountRecord;

/// <summary>The feed's grade changed with its age.</summary>
public sealed record FeedGraded(VenueAccountId Feed, Freshness Grade) : AccountRecord;
