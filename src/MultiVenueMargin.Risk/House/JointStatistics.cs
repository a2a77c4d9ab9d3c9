using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.House;

/// <summary>
/// FHS over the whole account (MARGIN §4): the same days hit every unit together. Reported beside the sum of units, never
/// added. Histories are aligned at their newest day.
/// </summary>
internal static class JointStatistics
{
    public static JointStatisticalReport? Of(IReadOnlyList<UnitHoldings> holdings, PricedMarket market)
    {
        var known = holdings.Where(unit => market.FindStatistics(unit.Unit) is not null).ToList();
        if (known.Count == 0)
        {
            return null;
        }

        var days = known.Min(unit => market.FindStatistics(unit.Unit)!.Filtered.Count);
        var total = new double[days];
        foreach (var unit in known)
        {
            var set = market.FindStatistics(unit.Unit)!.Filtered;
            var profits = new double[set.Count];
            StatisticalCore.FillProfits(unit, set, profits);
            for (var day = 0; day < days; day++)
            {
                total[day] += profits[profits.Length - days + day];
            }
        }

        var (valueAtRisk, shortfall) = StatisticalCore.Tail(total, market.Rules.Statistical);
        return new JointStatisticalReport(
            Usd.Up(valueAtRisk), Usd.Up(shortfall), days, known.Select(unit => unit.Unit).Distinct().Order().ToList());
    }
}
