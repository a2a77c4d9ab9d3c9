using System.Globalization;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts;

/// <summary>
/// Which market a figure was computed with: everything published up to a position of the market partition, valued at an
/// instant. The position alone names the marks, for publishers' snapshots are journaled there in one order that every reader
/// sees; the instant gives ages and times to expiry.
/// </summary>
/// <param name="Position">0 before anything was published.</param>
/// <param name="ValuedAt">UTC, on a whole millisecond.</param>
public readonly record struct MarketStamp(long Position, DateTimeOffset ValuedAt)
{
    /// <summary>The name under which reports carry it: <c>m42@2026-11-21T12:00:00.000Z</c>.</summary>
    public MarketVersion Version => new(ToString());

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"m{Position}@{ValuedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}");
}
