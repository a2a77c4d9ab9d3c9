using System.Globalization;
using MultiVenueMargin.Files;
using MultiVenueMargin.Live.Histories;

namespace MultiVenueMargin.Cli.Replaying;

/// <summary>A span as it is written on the command line: instants in UTC, or versions of the account.</summary>
internal static class SpanText
{
    private static readonly string[] InstantFormats =
        ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'Z'", "yyyy-MM-dd"];

    /// <summary>Null, with the reason, when it is not understood.</summary>
    public static HistorySpan? Read(string? from, string? to, out string problem)
    {
        problem = string.Empty;
        if (!TryRead("--from", from, ref problem, out var begin) || !TryRead("--to", to, ref problem, out var end))
        {
            return null;
        }

        if (begin?.At > end?.At || begin?.Version > end?.Version)
        {
            problem = $"--from {begin} comes after --to {end}.";
            return null;
        }

        return new HistorySpan(begin, end);
    }

    public static string Of(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static bool TryRead(string option, string? text, ref string problem, out HistoryPoint? point)
    {
        point = null;
        if (text is null)
        {
            return true;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0)
        {
            point = new HistoryPoint(null, version);
        }
        else if (DateTimeOffset.TryParseExact(
            text, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
        {
            point = new HistoryPoint(at, null);
        }
        else
        {
            problem = $"{option} {JsonPath.Shown(text)} is neither an instant in UTC, such as 2026-03-02T09:00:00Z, nor a version of the account, such as 42.";
        }

        return point is not null;
    }
}
