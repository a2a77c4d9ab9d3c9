using System.Globalization;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Tables;

/// <summary>How numbers look in a table: thousands separated, two decimals, a minus that cannot be missed. The exact figures are in the JSON.</summary>
internal static class Figures
{
    public static string Money(Usd amount) => Money(amount.Amount);

    public static string Money(decimal amount)
    {
        var rounded = decimal.Round(amount, 2, MidpointRounding.AwayFromZero);
        // Something that is not nothing never shows as nothing.
        return rounded == 0 && amount != 0
            ? (amount > 0 ? "<0.01" : ">-0.01")
            : rounded.ToString("#,0.00", CultureInfo.InvariantCulture);
    }

    /// <summary>Losses red, for columns where a sign matters.</summary>
    public static string Signed(Usd amount) => amount < Usd.Zero ? $"[red]{Money(amount)}[/]" : Money(amount);

    /// <summary>An exact amount of an asset or of contracts.</summary>
    public static string Exact(decimal amount) => amount.ToString("#,0.################", CultureInfo.InvariantCulture);

    /// <summary>An amount of an asset in a table: eight decimals, as chains and venues mostly have.</summary>
    public static string Amount(decimal amount)
    {
        var text = decimal.Round(amount, 8, MidpointRounding.ToEven).ToString("#,0.########", CultureInfo.InvariantCulture);
        return text == "0" && amount != 0 ? Exact(amount) : text;
    }

    public static string Percent(decimal share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    public static string Move(decimal share) => (share * 100).ToString("+0.##;-0.##;0", CultureInfo.InvariantCulture) + " %";

    public static string Ratio(decimal? ratio) => ratio is { } known
        ? decimal.Round(known, 4, MidpointRounding.ToNegativeInfinity).ToString("0.0000", CultureInfo.InvariantCulture)
        : "none";

    /// <summary>Four significant places and a magnitude: <c>-16.3k</c>, <c>2.40M</c>.</summary>
    public static string Compact(decimal amount)
    {
        var size = Math.Abs(amount);
        return size switch
        {
            0m => "0",
            >= 1_000_000_000m => Text(amount / 1_000_000_000m, "0.00") + "B",
            >= 1_000_000m => Text(amount / 1_000_000m, "0.00") + "M",
            >= 1_000m => Text(amount / 1_000m, "0.0") + "k",
            _ => Text(amount, "0.0"),
        };
    }

    public static string State(MarginState state) => $"[{Colour(state)}]{state}[/]";

    public static string Colour(MarginState state) => state switch
    {
        MarginState.Healthy => "green",
        MarginState.Notice => "yellow",
        MarginState.Call => "darkorange",
        MarginState.Unknown => "magenta",
        _ => "red",
    };

    /// <summary>A bar of eighths of a character, so that small shares are still seen.</summary>
    public static string Bar(decimal share, int width)
    {
        var eighths = (int)decimal.Round(Math.Clamp(Math.Abs(share), 0m, 1m) * width * 8, MidpointRounding.AwayFromZero);
        var whole = new string('█', eighths / 8);
        return eighths % 8 == 0 ? whole : whole + "▏▎▍▌▋▊▉"[(eighths % 8) - 1];
    }

    public static string Safe(string text) => Markup.Escape(text);

    private static string Text(decimal amount, string format) => amount.ToString(format, CultureInfo.InvariantCulture);
}
