using System.Globalization;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Files;

/// <summary>The kinds of settings: whole numbers, sizes, durations, and whatever else has a text of its own. Ranges include both ends.</summary>
public static class SettingKind
{
    private static readonly (string Unit, long Bytes)[] SizeUnits = [("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10), ("B", 1L)];

    public static Setting<T> Count<T>(string name, int least, int most, string meaning, Func<T, int> get, Func<T, int, T> set)
        where T : class => new(
            name,
            meaning,
            string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"),
            isNumber: true,
            options => get(options).ToString(CultureInfo.InvariantCulture),
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? (options => set(options, number), null)
                : (null, null));

    public static Setting<T> Size<T>(
        string name, long least, long most, string meaning, Func<T, long> get, Func<T, long, T> set, long step = 1)
        where T : class => new(
            name,
            meaning,
            $"a number with its unit (B, KiB, MiB or GiB) from {Written(least)} to {Written(most)}{(step == 1 ? string.Empty : $" in steps of {Written(step)}")}",
            isNumber: false,
            options => Written(get(options)),
            text => TryReadSize(text, out var bytes) && bytes >= least && bytes <= most && bytes % step == 0
                ? (options => set(options, bytes), null)
                : (null, null));

    public static Setting<T> Duration<T>(string name, TimeSpan least, TimeSpan most, string meaning, Func<T, TimeSpan> get, Func<T, TimeSpan, T> set)
        where T : class => new(
            name,
            meaning,
            $"a number with its unit (ms, s, m, h or d) from {Values.Written(least)} to {Values.Written(most)}",
            isNumber: false,
            options => Values.Written(get(options)),
            text => Values.TryReadDuration(text, out var duration) && duration >= least && duration <= most
                ? (options => set(options, duration), null)
                : (null, null));

    /// <param name="name">Its name.</param>
    /// <param name="allowed">What it may be, reading on from "Write ".</param>
    /// <param name="meaning">What it is for.</param>
    /// <param name="write">Its value as text.</param>
    /// <param name="read">The value; or what is wrong with the text.</param>
    /// <param name="get">From the options.</param>
    /// <param name="set">Into the options.</param>
    public static Setting<T> Of<T, TValue>(
        string name,
        string allowed,
        string meaning,
        Func<TValue, string> write,
        Func<string, (TValue Value, string? Found)> read,
        Func<T, TValue> get,
        Func<T, TValue, T> set)
        where T : class => new(
            name,
            meaning,
            allowed,
            isNumber: false,
            options => write(get(options)),
            text => read(text) is var (value, found) && found is null ? (options => set(options, value), null) : (null, found));

    /// <summary>In the largest unit that divides it.</summary>
    private static string Written(long bytes)
    {
        var (unit, each) = SizeUnits.First(unit => bytes % unit.Bytes == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / each}{unit}");
    }

    private static bool TryReadSize(string text, out long bytes)
    {
        bytes = 0;
        var (unit, each) = SizeUnits.FirstOrDefault(unit => text.EndsWith(unit.Unit, StringComparison.Ordinal));
        if (unit is null
            || ExactNumber.TryParse(text.AsSpan()[..^unit.Length], out var number) != NumberRefusal.None
            || number < 0
            || number > (decimal)long.MaxValue / each
            || !decimal.IsInteger(number * each))
        {
            return false;
        }

        bytes = (long)(number * each);
        return true;
    }
}
