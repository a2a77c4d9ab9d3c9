using System.Globalization;
using System.Text.RegularExpressions;
using MultiVenueMargin.Files;

namespace MultiVenueMargin.Host.Tests.Settings;

/// <summary>The range of a setting as its words state it to an operator, and texts at and beyond its ends. Read from the words alone.</summary>
internal sealed partial record WrittenRange(string Least, string Most, IReadOnlyList<string> Beyond)
{
    private static readonly Dictionary<string, long> Units = new()
    {
        [""] = 1,
        ["B"] = 1,
        ["KiB"] = 1 << 10,
        ["MiB"] = 1 << 20,
        ["GiB"] = 1 << 30,
        ["ms"] = 1,
        ["s"] = 1_000,
        ["m"] = 60_000,
        ["h"] = 3_600_000,
        ["d"] = 86_400_000,
    };

    /// <summary>Absent for what has no range.</summary>
    public static WrittenRange? Of(Setting<HostOptions> setting)
    {
        if (Words().Match(setting.Allowed) is not { Success: true } words)
        {
            return null;
        }

        var (least, most) = (words.Groups["least"].Value, words.Groups["most"].Value);
        var smallest = setting.IsNumber ? "" : setting.Allowed.Contains("KiB", StringComparison.Ordinal) ? "B" : "ms";
        List<string> beyond = [Written(Value(most) + 1, smallest), "-1" + smallest, "", "nonsense", "NaN", "1e3", " " + least];
        if (Value(least) > 0)
        {
            beyond.Add(Written(Value(least) - 1, smallest));
        }

        if (!setting.IsNumber)
        {
            beyond.Add(Value(least).ToString(CultureInfo.InvariantCulture));
        }

        if (words.Groups["step"] is { Success: true } step)
        {
            beyond.Add(Written(Value(least) + Value(step.Value) - 1, smallest));
        }

        return new WrittenRange(least, most, beyond);
    }

    private static long Value(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        return long.Parse(text[..digits], CultureInfo.InvariantCulture) * Units[text[digits..]];
    }

    private static string Written(long value, string unit) => value.ToString(CultureInfo.InvariantCulture) + unit;

    [GeneratedRegex(@" from (?<least>\w+) to (?<most>\w+)( in steps of (?<step>\w+))?$")]
    private static partial Regex Words();
}
