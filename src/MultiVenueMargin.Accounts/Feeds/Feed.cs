using System.Globalization;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Accounts.Feeds;

/// <summary>One feed: how far it has come, what it has told, and how long ago that was confirmed.</summary>
internal sealed class Feed(VenueAccountId id, PoolId pool, DateTimeOffset openedAt)
{
    /// <summary>What a margin cannot be found without. Orders and the venue's own figures are named when they are missing.</summary>
    private static readonly FeedParts[] Required = [FeedParts.Balances, FeedParts.Positions];

    public VenueAccountId Id { get; } = id;

    public PoolId Pool { get; internal set; } = pool;

    public DateTimeOffset OpenedAt { get; } = openedAt;

    /// <summary>0 before the first snapshot.</summary>
    public long Epoch { get; internal set; }

    /// <summary>The last sequence of the epoch that is in; −1 before the first snapshot.</summary>
    public long Through { get; internal set; } = -1;

    /// <summary>The last recorded sign of life while it was sound; absent before the first snapshot.</summary>
    public DateTimeOffset? HeardAt { get; internal set; }

    /// <summary>Why nothing more is taken over before a snapshot; absent while nothing is missing.</summary>
    public string? Gap { get; internal set; }

    /// <summary>Why the adapter cannot tell; absent while it can.</summary>
    public string? Trouble { get; internal set; }

    /// <summary>When it was last heard before it fell silent; absent while it is not.</summary>
    public DateTimeOffset? SilentSince { get; internal set; }

    /// <summary>The frame that cannot be taken over and stands first in the way; absent when none does.</summary>
    public BlockingFrame? Blocking { get; internal set; }

    /// <summary>How many frames were put aside since it was opened.</summary>
    public int Quarantined { get; internal set; }

    /// <summary>The last recorded grade.</summary>
    public Freshness Grade { get; internal set; }

    public ToldLines Lines { get; private init; } = new();

    /// <summary>Nothing more is taken over before one.</summary>
    public bool NeedsSnapshot => Epoch == 0 || Gap is not null;

    /// <summary>Why it is not sound; empty when it is.</summary>
    public string Problem => Gap ?? Trouble ?? (Epoch == 0 ? "nothing was told yet" : SilentSince is { } since ? SilenceSince(since) : string.Empty);

    /// <summary>When something that it told was last known to be true.</summary>
    public DateTimeOffset AsOf(DateTimeOffset? unconfirmedSince) => unconfirmedSince ?? HeardAt ?? OpenedAt;

    /// <summary>Since when something is missing or aged: the oldest of what a margin needs. Absent where a part of that was never told.</summary>
    public DateTimeOffset? HoldingsAsOf()
    {
        if (HeardAt is null)
        {
            return null;
        }

        var oldest = HeardAt.Value;
        foreach (var part in Required)
        {
            var known = Lines.PartOf(part);
            if (!known.IsKnown)
            {
                return null;
            }

            var asOf = AsOf(known.UnconfirmedSince);
            oldest = asOf < oldest ? asOf : oldest;
        }

        return oldest;
    }

    public Freshness GradeAt(DateTimeOffset now, FreshnessBounds bounds) =>
        HeardAt is null ? Freshness.Unheard
        : HoldingsAsOf() is { } asOf ? bounds.GradeOf(now - asOf)
        : Freshness.Lost;

    /// <summary>The first moment after which the recorded grade is no longer true by time alone; absent when there is none.</summary>
    public DateTimeOffset? NextGradeAt(FreshnessBounds bounds) =>
        HoldingsAsOf() is not { } asOf ? null
        : Grade switch
        {
            Freshness.Fresh => Beyond(asOf, bounds.Ageing),
            Freshness.Ageing => Beyond(asOf, bounds.Stale),
            Freshness.Stale => Beyond(asOf, bounds.Lost),
            _ => null,
        };

    /// <summary>
    /// Whether nothing was heard for so long that a snapshot is to be asked for. One that needs a snapshot anyway has asked, and is heard
    /// again with that only.
    /// </summary>
    public bool IsSilentAt(DateTimeOffset now, FreshnessBounds bounds) => !NeedsSnapshot && HeardAt is { } heard && bounds.IsSilence(now - heard);

    /// <summary>The moment at which it falls silent unless it is heard; absent where it has, or needs a snapshot anyway.</summary>
    public DateTimeOffset? NextSilenceAt(FreshnessBounds bounds) =>
        SilentSince is null && !NeedsSnapshot && HeardAt is { } heard ? Beyond(heard, bounds.Ageing) : null;

    // A state is written as the first version that can say it, so that states without silence are the same bytes as before there was a watch.
    public void WriteTo(CanonicalWriter writer)
    {
        writer.Version(SilentSince is null ? 1 : 2);
        ValueCodec.Write(writer, Id);
        ValueCodec.Write(writer, Pool);
        writer.Instant(OpenedAt);
        writer.Int64(Epoch);
        writer.Int64(Through);
        writer.Optional(HeardAt);
        writer.Optional(Gap, static (each, reason) => each.String(reason, Limits.ReasonLength));
        writer.Optional(Trouble, static (each, reason) => each.String(reason, Limits.ReasonLength));
        writer.Optional(Blocking, static (each, frame) => frame.WriteTo(each));
        writer.Int32(Quarantined);
        writer.Enum(Grade);
        Lines.WriteTo(writer);
        if (SilentSince is { } since)
        {
            writer.Instant(since);
        }
    }

    public static Feed ReadFrom(CanonicalReader reader)
    {
        var version = reader.Version(nameof(Feed), latest: 2);
        var (id, pool, openedAt) = (ValueCodec.ReadVenueAccountId(reader), ValueCodec.ReadPoolId(reader), reader.Instant());
        return new Feed(id, pool, openedAt)
        {
            Epoch = reader.Int64(),
            Through = reader.Int64(),
            HeardAt = reader.OptionalInstant(),
            Gap = reader.OptionalObject(static each => each.String(Limits.ReasonLength)),
            Trouble = reader.OptionalObject(static each => each.String(Limits.ReasonLength)),
            Blocking = reader.OptionalObject(BlockingFrame.ReadFrom),
            Quarantined = reader.Int32(),
            Grade = reader.Enum<Freshness>(),
            Lines = ToldLines.ReadFrom(reader),
            SilentSince = version < 2 ? null : reader.Instant(),
        };
    }

    private static string SilenceSince(DateTimeOffset since) =>
        string.Create(CultureInfo.InvariantCulture, $"nothing was heard since {since.UtcDateTime:u}; a snapshot is asked for");

    // A grade holds up to and including its bound.
    private static DateTimeOffset Beyond(DateTimeOffset asOf, TimeSpan bound) => asOf + bound + TimeSpan.FromTicks(1);
}
