using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Transfers;

/// <summary>A transfer that was announced and has not come to its end: both ends have not yet told of it.</summary>
/// <param name="IsDebited">The feed where it leaves has told so.</param>
/// <param name="IsCredited">
/// The feed where it arrives has told so. Until the other end has too, its balance there still holds what already counts here, and
/// stays reduced: never both ends.
/// </param>
internal sealed record OpenTransfer(
    string Reference,
    Asset Asset,
    Quantity Amount,
    VenueAccountId From,
    VenueAccountId To,
    DateTimeOffset ExpectedBy,
    PrincipalId By,
    bool IsDebited,
    bool IsCredited,
    bool IsOverdue)
{
    public bool HasEnded => IsDebited && IsCredited;
}

/// <summary>A movement as a feed knows it: what a repetition is recognised by.</summary>
internal readonly record struct MovementKey(VenueAccountId Feed, string Reference, Asset Asset, Domain.Feeds.MovementDirection Direction)
    : IComparable<MovementKey>
{
    public static MovementKey Of(VenueAccountId feed, Domain.Feeds.MovementFact movement) =>
        new(feed, movement.Reference, movement.Asset, movement.Direction);

    public int CompareTo(MovementKey other)
    {
        var byFeed = Feed.CompareTo(other.Feed);
        var byReference = byFeed != 0 ? byFeed : string.CompareOrdinal(Reference, other.Reference);
        var byAsset = byReference != 0 ? byReference : Asset.CompareTo(other.Asset);
        return byAsset != 0 ? byAsset : Direction.CompareTo(other.Direction);
    }
}

/// <summary>A movement that nobody announced.</summary>
internal sealed record UnmatchedMovement(VenueAccountId Feed, Domain.Feeds.MovementFact Movement, DateTimeOffset At);
