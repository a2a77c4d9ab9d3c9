using System.Globalization;

namespace MultiVenueMargin.Live.Histories;

/// <summary>Where a span of an account's past begins or ends: an instant, or a version of the account. Exactly one of the two is there.</summary>
public sealed record HistoryPoint(DateTimeOffset? At, long? Version)
{
    public override string ToString() => At is { } at
        ? at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)
        : $"version {Version}";
}
