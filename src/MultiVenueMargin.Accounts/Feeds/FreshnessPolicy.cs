using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Feeds;

/// <summary>How old what is known of a venue account has become. What it costs stands in MARGIN §2; this is what is allowed.</summary>
public enum Freshness
{
    /// <summary>Nothing was heard yet: everything there is unknown.</summary>
    Unheard = 0,

    Fresh = 1,

    /// <summary>A penalty grows with the square root of its age.</summary>
    Ageing = 2,

    /// <summary>No new credit, and no liquidation on it alone.</summary>
    Stale = 3,

    /// <summary>No longer relied on: the state of its pool is unknown.</summary>
    Lost = 4,
}

/// <summary>Ages at which a feed changes its grade.</summary>
public sealed record FreshnessPolicy
{
    public FreshnessBounds Default { get; init; } = new(TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(3_660));

    /// <summary>Where another rhythm is normal: a custodian that reports once an hour, a clearing statement once a day.</summary>
    public IReadOnlyDictionary<LocationId, FreshnessBounds> Locations { get; init; } = new Dictionary<LocationId, FreshnessBounds>();

    /// <summary>A sign of life without news is recorded no more often than this; well under the fresh bound.</summary>
    public TimeSpan HeardEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After so many refusals a frame is put aside, so that one that never can be read does not block its feed for ever.</summary>
    public int AttemptsBeforeQuarantine { get; init; } = 3;

    public FreshnessBounds BoundsOf(LocationId location) => Locations.TryGetValue(location, out var bounds) ? bounds : Default;
}

/// <summary>Beyond these ages a feed is ageing, stale and lost. Each is larger than the one before.</summary>
public readonly record struct FreshnessBounds(TimeSpan Ageing, TimeSpan Stale, TimeSpan Lost)
{
    /// <summary>
    /// A feed says that it lives at least so often: two intervals without a word, and it is no longer fresh. So it follows the rhythm of the
    /// location, and a custodian that reports once an hour is not asked every minute.
    /// </summary>
    public TimeSpan HeartbeatInterval => Ageing / 2;

    /// <summary>Longer than two heartbeat intervals.</summary>
    public bool IsSilence(TimeSpan age) => age > Ageing;

    public Freshness GradeOf(TimeSpan age) =>
        age > Lost ? Freshness.Lost : age > Stale ? Freshness.Stale : age > Ageing ? Freshness.Ageing : Freshness.Fresh;
}
