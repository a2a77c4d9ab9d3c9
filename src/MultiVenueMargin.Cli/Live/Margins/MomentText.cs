using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace MultiVenueMargin.Cli.Live.Margins;

/// <summary>A moment as it is written on the command line: an instant in UTC, or a cursor of any stream of decisions.</summary>
internal static class MomentText
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private static readonly string[] InstantFormats =
        ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'Z'", "yyyy-MM-dd"];

    /// <summary>What is no instant may be a cursor: whose it is only the platform knows.</summary>
    public static V1.GetMarginAsOfRequest Request(string account, string moment) =>
        DateTimeOffset.TryParseExact(moment, InstantFormats, CultureInfo.InvariantCulture, Utc, out var at)
            ? new V1.GetMarginAsOfRequest { Account = account, Instant = Timestamp.FromDateTimeOffset(at) }
            : new V1.GetMarginAsOfRequest { Account = account, Cursor = moment };
}
