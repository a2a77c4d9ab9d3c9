using System.Globalization;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Cli.Tables;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Live.Histories;

namespace MultiVenueMargin.Cli.Replaying;

/// <summary>What a course comes to, in words: how long in each state, how low, called, liquidated.</summary>
internal static class CoursesText
{
    public static string TimesOf(PoolCourse? pool) => pool is null || pool.TimeIn.Count == 0
        ? "-"
        : string.Join(", ", pool.TimeIn.OrderBy(time => time.Key).Select(time => $"{Duration(time.Value)} {time.Key}"));

    public static string LeastOf(PoolCourse? pool) => pool is { LeastRatio: { } ratio, LeastRatioAt: { } at }
        ? $"{Figures.Ratio(ratio)} at {EventText.Time(at)}"
        : "-";

    public static string CallsOf(Course course, PoolId pool)
    {
        var calls = course.Calls.Where(call => call.Pool == pool).Select(CallOf).ToList();
        return calls.Count == 0 ? "never" : string.Join("\n", calls);
    }

    public static string LiquidationsOf(Course course, PoolId pool)
    {
        var liquidations = course.Liquidations.Where(liquidation => liquidation.Pool == pool).Select(LiquidationOf).ToList();
        return liquidations.Count == 0 ? "never" : string.Join("\n", liquidations);
    }

    public static string Duration(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.0} h")
        : time.TotalMinutes >= 2
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.0} min")
            : time.TotalSeconds >= 0.05
                ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
                : "<0.1 s";

    private static string CallOf(CallCourse call)
    {
        var grown = call.LargestAmount > call.Amount ? $", later {Figures.Money(call.LargestAmount)}" : string.Empty;
        var expired = call.IsExpired ? ", ran out unmet" : string.Empty;
        var ended = call.EndedAt is { } at ? $", {call.Outcome} at {EventText.Time(at)}" : ", open at the end";
        return $"{EventText.Time(call.IssuedAt)} for {Figures.Money(call.Amount)}{grown}{expired}{ended}";
    }

    private static string LiquidationOf(LiquidationCourse liquidation)
    {
        var asked = string.Join(string.Empty, liquidation.Asked.Select(each =>
            $"; {EventText.Verb(each.Side)} {each.First} {each.Instrument} on {each.Venue}{(each.Times > 1 ? $" (asked {each.Times} times)" : string.Empty)}"));
        var deficit = liquidation.Deficit > Usd.Zero ? $"; deficit {Figures.Money(liquidation.Deficit)}" : string.Empty;
        var ended = liquidation.EndedAt is { } at ? $"; {liquidation.Outcome} at {EventText.Time(at)}" : "; under way at the end";
        return $"{EventText.Time(liquidation.PlannedAt)} {liquidation.Plan}{asked}{deficit}{ended}";
    }
}
