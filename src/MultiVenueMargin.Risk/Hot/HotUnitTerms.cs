using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>What the rows of all instruments of one unit have in common: found once for all of them.</summary>
/// <param name="Index">S, or 0 where there is none.</param>
/// <param name="IndexInUsd">The same as a double.</param>
/// <param name="DailyVolume">ADV in coins of what states none itself; 0 where nobody says.</param>
/// <param name="Impact">The impact of a trade as large as a day's.</param>
internal readonly record struct HotUnitTerms(decimal Index, double IndexInUsd, double DailyVolume, double Impact)
{
    public static HotUnitTerms Of(RiskUnit unit, PricedMarket priced)
    {
        var index = priced.FindIndex(unit) ?? 0m;
        return new HotUnitTerms(
            index,
            Kernel.ToDouble(index),
            Kernel.ToDouble(priced.FindDailyVolume(unit) ?? 0m),
            Kernel.ToDouble(priced.Rules.AddOns.ImpactCoefficient * priced.DailyVolatility(unit)));
    }
}
