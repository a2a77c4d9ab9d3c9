using System.Globalization;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>The file names of segments: ten digits, so that names sort as numbers do.</summary>
internal static class SegmentName
{
    private const string Ending = ".segment";

    public static string Of(int number) => number.ToString("D10", CultureInfo.InvariantCulture) + Ending;

    /// <summary>A segment that does not have its name yet; left over by a crash, it holds nothing.</summary>
    public static string Unborn(int number) => Of(number) + ".new";

    public static bool IsUnborn(string file) => file.EndsWith(Ending + ".new", StringComparison.Ordinal);

    public static bool TryParse(string file, out int number)
    {
        number = 0;
        return file.Length == 10 + Ending.Length
            && file.EndsWith(Ending, StringComparison.Ordinal)
            && int.TryParse(file.AsSpan(0, 10), NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number > 0;
    }
}
