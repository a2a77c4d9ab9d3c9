using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using MultiVenueMargin.Cli.Tables;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Files;

namespace MultiVenueMargin.Cli.Live;

/// <summary>How what a platform answered looks in a table. Whatever it sends, it can neither steer a terminal nor be taken for a figure that it is not.</summary>
internal static class Shown
{
    private const int LongestText = 200;

    /// <summary>A figure that nobody knows is never a zero.</summary>
    public const string Unknown = "[magenta]unknown[/]";

    public static string Text(string fromOutside) => Figures.Safe(Plain(fromOutside));

    public static string Plain(string fromOutside) => JsonPath.Shown(fromOutside, LongestText);

    /// <summary>Absent where nothing is said, or what is no number.</summary>
    public static decimal? Number(string text) => ExactNumber.TryParse(text, out var number) == NumberRefusal.None ? number : null;

    /// <summary>In USD, losses red.</summary>
    public static string Money(string text) => Cell(text, Unknown, amount => Figures.Signed(new Usd(amount)));

    /// <summary>Exact, of an asset or in contracts.</summary>
    public static string Amount(string text) => Cell(text, Unknown, Figures.Exact);

    /// <summary>Empty where the requirement is zero: there is none.</summary>
    public static string Ratio(string text) => Cell(text, "none", number => Figures.Ratio(number));

    /// <summary>Of a pool of which not everything is known: what is known comes to this much, and to nothing where nothing is.</summary>
    public static string Money(string text, V1.MarginState state) => !IsUnknown(state) ? Money(text) : Doubtful(text, Figures.Money);

    public static string Ratio(string text, V1.MarginState state) => !IsUnknown(state) ? Ratio(text) : Doubtful(text, number => Figures.Ratio(number));

    /// <summary>The same without markup.</summary>
    public static string PlainRatio(string text, V1.MarginState state) =>
        Number(text) is { } number ? IsUnknown(state) ? $"{Figures.Ratio(number)} ?" : Figures.Ratio(number)
        : text.Length > 0 ? Plain(text)
        : IsUnknown(state) ? "unknown" : "none";

    public static string PlainMoney(string text, V1.MarginState state) =>
        !IsUnknown(state) ? PlainMoney(text) : Number(text) is { } number and not 0m ? $"{Figures.Money(number)} ?" : "unknown";

    public static string PlainMoney(string text) => Number(text) is { } number ? Figures.Money(number) : text.Length == 0 ? "unknown" : Plain(text);

    /// <summary>Whether too much is missing to tell how a pool stands. What a later build says is not known here.</summary>
    public static bool IsUnknown(V1.MarginState state) => state is V1.MarginState.Unknown or V1.MarginState.Unspecified || !System.Enum.IsDefined(state);

    /// <summary>In its colour; where it is unknown, with what it last was.</summary>
    public static string State(V1.MarginState state, V1.MarginState lastKnown) =>
        state == V1.MarginState.Unknown && lastKnown > V1.MarginState.Unknown
            ? $"{State(state)} [grey](was {Name(lastKnown)})[/]"
            : State(state);

    public static string State(V1.MarginState state) => $"[{Colour(state)}]{Name(state)}[/]";

    /// <summary>A choice as people read it; one that is not known here by its number.</summary>
    public static string Name<T>(T choice)
        where T : struct, System.Enum => string.Concat(choice.ToString().Select((letter, at) => at > 0 && char.IsAsciiLetterUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));

    public static string Time(Timestamp? at) => at is null ? "[grey]never[/]" : PlainTime(at);

    public static string PlainTime(Timestamp? at) => At(at) is { } instant ? instant.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "?";

    public static string Clock(Timestamp? at) => At(at) is { } instant ? instant.ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "?";

    /// <summary>Without the day where it was lately.</summary>
    public static string Recent(Timestamp? at, Duration? age) => at is not null && age is { Seconds: >= 0 and < 43_200 } ? Clock(at) : Time(at);

    public static string Market(V1.MarketStamp? market) =>
        market is null ? "?" : string.Create(CultureInfo.InvariantCulture, $"m{market.Position}");

    /// <summary>A length of time, as short as it can be said.</summary>
    public static string Length(Duration? length)
    {
        if (length is not { Seconds: >= 0 and < 315_576_000_000, Nanos: >= 0 and < 1_000_000_000 })
        {
            return "unknown";
        }

        var seconds = length.Seconds + (length.Nanos / 1_000_000_000m);
        return seconds switch
        {
            < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
            < 3_600 => string.Create(CultureInfo.InvariantCulture, $"{(long)seconds / 60} min {(long)seconds % 60:00} s"),
            < 172_800 => string.Create(CultureInfo.InvariantCulture, $"{(long)seconds / 3_600} h {(long)seconds / 60 % 60:00} min"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{(long)seconds / 86_400} days"),
        };
    }

    /// <summary>How bad it is, the worst least: an unknown one comes first, for nobody can say how bad it is.</summary>
    public static (int, decimal) Rank(V1.PoolFigures figures) =>
        (IsUnknown(figures.State) ? 0 : 1, Number(figures.Ratio) ?? decimal.MaxValue);

    private static string Cell(string text, string absent, Func<decimal, string> show) =>
        text.Length == 0 ? absent : Number(text) is { } number ? show(number) : Text(text);

    private static string Doubtful(string text, Func<decimal, string> show) => Number(text) is { } number and not 0m ? $"[grey]{show(number)} ?[/]" : Unknown;

    private static string Colour(V1.MarginState state) =>
        System.Enum.TryParse<MarginState>(state.ToString(), out var known) ? Figures.Colour(known) : "magenta";

    private static DateTime? At(Timestamp? at)
    {
        const long Last = 253_402_300_799;
        return at is { Seconds: >= -62_135_596_800 and <= Last, Nanos: >= 0 and < 1_000_000_000 } ? at.ToDateTime() : null;
    }
}
