using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;

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

    public void WriteTo(CanonicalWriter writer)
    {
        writer.Version(1);
        writer.String(Reference, MovementKey.LongestReference);
        ValueCodec.Write(writer, Asset);
        ValueCodec.Write(writer, Amount);
        ValueCodec.Write(writer, From);
        ValueCodec.Write(writer, To);
        writer.Instant(ExpectedBy);
        ValueCodec.Write(writer, By);
        writer.Bool(IsDebited);
        writer.Bool(IsCredited);
        writer.Bool(IsOverdue);
    }

    public static OpenTransfer ReadFrom(CanonicalReader reader)
    {
        reader.Version(nameof(OpenTransfer), latest: 1);
        return new OpenTransfer(
            reader.String(MovementKey.LongestReference),
            ValueCodec.ReadAsset(reader),
            ValueCodec.ReadQuantity(reader),
            ValueCodec.ReadVenueAccountId(reader),
            ValueCodec.ReadVenueAccountId(reader),
            reader.Instant(),
            ValueCodec.ReadPrincipalId(reader),
            reader.Bool(),
            reader.Bool(),
            reader.Bool());
    }
}

/// <summary>A movement as a feed knows it: what a repetition is recognised by.</summary>
internal readonly record struct MovementKey(VenueAccountId Feed, string Reference, Asset Asset, MovementDirection Direction)
    : IComparable<MovementKey>
{
    public const int LongestReference = 128;

    public void WriteTo(CanonicalWriter writer)
    {
        ValueCodec.Write(writer, Feed);
        writer.String(Reference, LongestReference);
        ValueCodec.Write(writer, Asset);
        writer.Enum(Direction);
    }

    public static MovementKey ReadFrom(CanonicalReader reader) => new(
        ValueCodec.ReadVenueAccountId(reader), reader.String(LongestReference), ValueCodec.ReadAsset(reader), reader.Enum<MovementDirection>());

    public static MovementKey Of(VenueAccountId feed, MovementFact movement) =>
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
internal sealed record UnmatchedMovement(VenueAccountId Feed, MovementFact Movement, DateTimeOffset At)
{
    public void WriteTo(CanonicalWriter writer)
    {
        ValueCodec.Write(writer, Feed);
        FactCodec.Write(writer, Movement);
        writer.Instant(At);
    }

    public static UnmatchedMovement ReadFrom(CanonicalReader reader) =>
        new(ValueCodec.ReadVenueAccountId(reader), FactCodec.ReadMovement(reader), reader.Instant());
}
