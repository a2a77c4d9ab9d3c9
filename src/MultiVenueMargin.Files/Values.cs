using System.Globalization;
using System.Text.Json;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Files;

/// <summary>
/// How the domain's values are written in files, each with the sentence that refuses it. Exact numbers are plain decimal text,
/// in quotes or bare, taken from the characters of the file; instants are RFC 3339 in UTC; durations carry their unit.
/// </summary>
internal static class Values
{
    private const string NumberFix = "Write plain decimal digits, such as \"1234.5\" or 1234.5";

    private const decimal LargestUsd = 1_000_000_000_000_000_000m;

    private const decimal LargestMeasured = 1_000_000_000m;

    private static readonly string[] InstantFormats =
        ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    private static readonly (string Unit, long Ticks)[] DurationUnits =
    [
        ("d", TimeSpan.TicksPerDay),
        ("h", TimeSpan.TicksPerHour),
        ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
    ];

    public static Asset Asset(JsonCursor at) => Name(at, 32, name => new Asset(name));

    public static RiskUnit Unit(JsonCursor at) => Name(at, 32, name => new RiskUnit(name));

    public static LocationId Location(JsonCursor at) => Name(at, 64, name => new LocationId(name));

    public static InstrumentId Instrument(JsonCursor at) => Name(at, 96, name => new InstrumentId(name));

    public static PoolId Pool(JsonCursor at) => Name(at, 64, name => new PoolId(name));

    public static MarketVersion MarketVersion(JsonCursor at) => Name(at, 96, name => new MarketVersion(name));

    public static RuleVersion RuleVersion(JsonCursor at) => Name(at, 96, name => new RuleVersion(name));

    /// <summary>A venue's own name for something: 1 to 128 visible characters.</summary>
    public static string Reference(JsonCursor at)
    {
        const string Fix = "Write 1 to 128 visible characters without spaces";
        return at.Text(Fix) is not { } text ? string.Empty
            : Identifier.IsValid(text, 128) ? text
            : at.Refuse<string?>($"{JsonPath.Quoted(text)} is not a name", Fix) ?? string.Empty;
    }

    public static ModelName Model(JsonCursor at) => Name(at, 32, name => new ModelName(name));

    /// <summary>A venue's rule book; whether it fits its model is for the model.</summary>
    public static RuleBookText RuleBook(JsonCursor at) => at.ObjectText() is not { } text ? default
        : text.Length <= RuleBookText.Longest ? new RuleBookText(text)
        : at.Refuse<RuleBookText>($"has {text.Length} characters", $"Keep it to {RuleBookText.Longest}");

    public static AccountId Account(JsonCursor at)
    {
        const string Fix = "Write institution and account with a slash between them, such as \"northgate/main\", each of 1 to 64 visible characters";
        if (at.Text(Fix) is not { } text)
        {
            return default;
        }

        return AccountId.TryParse(text, out var account)
            ? account
            : at.Refuse<AccountId>($"{JsonPath.Quoted(text)} is not an account", Fix);
    }

    /// <summary>A label for people: 1 to 64 characters.</summary>
    public static string Label(JsonCursor at)
    {
        const string Fix = "Write 1 to 64 visible characters";
        if (at.Text(Fix) is not { } text)
        {
            return string.Empty;
        }

        return text.Length is > 0 and <= 64 && !text.Any(char.IsControl)
            ? text
            : at.Refuse<string>($"{JsonPath.Quoted(text)} is not a label", Fix);
    }

    /// <summary>An exact number; the range is the caller's.</summary>
    public static decimal Number(JsonCursor at)
    {
        var text = at.NumberText();
        return text is null ? 0 : ParsedNumber(at, text);
    }

    public static Quantity Quantity(JsonCursor at) =>
        new(Within(at, Number(at), -Domain.Quantity.Largest, Domain.Quantity.Largest, "a quantity"));

    public static Price Price(JsonCursor at) => new(Within(at, Number(at), 0, Domain.Price.Largest, "a price"));

    public static Rate Rate(JsonCursor at) => new(Within(
        at, Number(at), -Domain.Rate.Largest, Domain.Rate.Largest, "a share (0.02 is two per cent)"));

    public static Usd Usd(JsonCursor at) => new(Within(at, Number(at), -LargestUsd, LargestUsd, "an amount of USD"));

    /// <summary>A whole number of at most nine digits.</summary>
    public static int Whole(JsonCursor at)
    {
        var number = Within(at, Number(at), -999_999_999m, 999_999_999m, "a whole number");
        return decimal.IsInteger(number) ? (int)number : at.Refuse<int>($"is {ExactNumber.Format(number)}", "Write a whole number");
    }

    /// <summary>
    /// A measured figure that the kernels take as a double, such as a volatility. Held to the same rules as an exact number, then
    /// read as the double nearest to the text.
    /// </summary>
    public static double Measured(JsonCursor at)
    {
        if (at.NumberText() is not { } text)
        {
            return 0;
        }

        Within(at, ParsedNumber(at, text, ExcessDigits.RoundDown), -LargestMeasured, LargestMeasured, "a measured figure");
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var measured) && double.IsFinite(measured)
            ? measured
            : 0;
    }

    public static DateTimeOffset Instant(JsonCursor at)
    {
        const string Fix = "Write an instant in UTC, such as \"2026-03-02T09:00:00Z\"";
        if (at.Text(Fix) is not { } text)
        {
            return default;
        }

        return DateTimeOffset.TryParseExact(
            text, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : at.Refuse<DateTimeOffset>($"{JsonPath.Quoted(text)} is not an instant in UTC", Fix);
    }

    /// <summary>A duration of zero or more: <c>"90s"</c>, <c>"1.5h"</c>; units are ms, s, m, h and d.</summary>
    public static TimeSpan Duration(JsonCursor at)
    {
        const string Fix = "Write a number with its unit (ms, s, m, h or d), such as \"90s\" or \"15m\", up to 3650d";
        if (at.Text(Fix) is not { } text)
        {
            return default;
        }

        return TryReadDuration(text, out var duration) ? duration : at.Refuse<TimeSpan>($"{JsonPath.Quoted(text)} is not a duration", Fix);
    }

    public static bool TryReadDuration(string text, out TimeSpan duration)
    {
        const long Longest = 3650 * TimeSpan.TicksPerDay;
        var digits = text.AsSpan().TrimEnd("dhms");
        var unit = text[digits.Length..];
        foreach (var (name, ticks) in DurationUnits)
        {
            if (name == unit
                && ExactNumber.TryParse(digits, out var number) == NumberRefusal.None
                && number >= 0
                && number <= (decimal)Longest / ticks
                && decimal.IsInteger(number * ticks))
            {
                duration = TimeSpan.FromTicks((long)(number * ticks));
                return true;
            }
        }

        duration = default;
        return false;
    }

    /// <summary>A member of a closed list, in lower case with underscores. What is unspecified cannot be written.</summary>
    public static T Choice<T>(JsonCursor at, params ReadOnlySpan<T> left)
        where T : struct, Enum
    {
        var names = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var value in Enum.GetValues<T>())
        {
            if (!left.Contains(value))
            {
                names.Add(NameOf(value), value);
            }
        }

        var fix = $"Write one of {string.Join(", ", names.Keys)}";
        if (at.Text(fix) is not { } text)
        {
            return default;
        }

        return names.TryGetValue(text, out var choice) ? choice : at.Refuse<T>($"{JsonPath.Quoted(text)} is not known here", fix);
    }

    /// <summary>How a member of a closed list is written.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static string Written(DateTimeOffset instant) =>
        instant.ToUniversalTime().ToString(InstantFormats[1], CultureInfo.InvariantCulture);

    /// <summary>In the largest unit that divides it.</summary>
    public static string Written(TimeSpan duration)
    {
        foreach (var (unit, ticks) in DurationUnits)
        {
            if (duration.Ticks % ticks == 0 && duration.Ticks != 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / ticks}{unit}");
            }
        }

        return ExactNumber.Format((decimal)duration.Ticks / TimeSpan.TicksPerSecond) + "s";
    }

    public static string Written(double measured) => measured.ToString("R", CultureInfo.InvariantCulture);

    private static T Name<T>(JsonCursor at, int longest, Func<string, T> make)
        where T : struct
    {
        var fix = string.Create(CultureInfo.InvariantCulture, $"Write 1 to {longest} visible characters without spaces, in quotes");
        if (at.Text(fix) is not { } text)
        {
            return default;
        }

        return Identifier.IsValid(text, longest) ? make(text) : at.Refuse<T>($"{JsonPath.Quoted(text)} is not a name", fix);
    }

    private static decimal ParsedNumber(JsonCursor at, string text, ExcessDigits excess = ExcessDigits.Refuse)
    {
        var refusal = ExactNumber.TryParse(text, excess, out var number, out _);
        return refusal switch
        {
            NumberRefusal.None => number,
            NumberRefusal.Empty => at.Refuse<decimal>("is an empty text", NumberFix),
            NumberRefusal.TooLong => at.Refuse<decimal>(
                $"{JsonPath.Quoted(text)} is too long for a number", $"No amount needs more than {ExactNumber.LongestText} characters"),
            NumberRefusal.TooLarge => at.Refuse<decimal>(
                $"{JsonPath.Quoted(text)} is beyond ±7.9·10^28", "No holding is that large; check the unit and the decimals of the token"),
            NumberRefusal.TooPrecise => at.Refuse<decimal>(
                $"{JsonPath.Quoted(text)} has more than 28 significant digits",
                "Round it yourself, down for what is owned and up for what is owed; nothing is rounded silently"),
            _ => at.Refuse<decimal>(
                $"{JsonPath.Quoted(text)} is not a plain decimal number",
                $"{NumberFix}: no NaN or infinity, no separators or spaces, no exponent beyond ±64"),
        };
    }

    private static decimal Within(JsonCursor at, decimal number, decimal least, decimal most, string what) =>
        number >= least && number <= most
            ? number
            : at.Refuse<decimal>(
                $"is {ExactNumber.Format(number)}",
                $"Here belongs {what}, between {ExactNumber.Format(least)} and {ExactNumber.Format(most)}");
}
