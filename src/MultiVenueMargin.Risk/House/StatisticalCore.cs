using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Scenarios;

namespace MultiVenueMargin.Risk.House;

/// <summary>
/// Filtered historical simulation of a unit (MARGIN §4): the same holdings as the scan under joint historical moves, w = 1, no
/// buckets, no dampener; VaR and ES, and the guards against procyclicality.
/// </summary>
internal static class StatisticalCore
{
    public static StatisticalReport? Of(UnitHoldings holdings)
    {
        if (holdings.Market.FindStatistics(holdings.Unit) is not { } statistics)
        {
            return null;
        }

        var rules = holdings.Market.Rules.Statistical;
        var (valueAtRisk, shortfall) = Tail(Profits(holdings, statistics.Filtered), rules);
        var historical = Math.Max(Math.Max(valueAtRisk, shortfall), 0m);
        var (longRunValueAtRisk, longRunShortfall) = Tail(Profits(holdings, statistics.LongRun), rules);
        var longRun = Math.Max(Math.Max(longRunValueAtRisk, longRunShortfall), 0m);
        var stress = 0m;
        foreach (var profit in Profits(holdings, statistics.Stress))
        {
            stress = Math.Max(stress, -Kernel.ToDecimal(profit));
        }

        var weighted = ((1 - rules.StressWeight) * historical) + (rules.StressWeight * Math.Max(historical, stress));
        var raw = Math.Max(weighted, longRun);
        return new StatisticalReport
        {
            Scenarios = statistics.Filtered.Count,
            ValueAtRisk = Usd.Up(valueAtRisk),
            ExpectedShortfall = Usd.Up(shortfall),
            Historical = Usd.Up(historical),
            Stress = Usd.Up(stress),
            LongRun = Usd.Up(longRun),
            BufferShare = statistics.BufferShare,
            Amount = Usd.Up(raw * (1 + (rules.BufferShare * statistics.BufferShare))),
        };
    }

    /// <summary>
    /// Profit in every scenario. Everything linear is netted exactly into one Δ$ first, so that a hedged book does not
    /// drown in the rounding of its legs; options follow in instrument order.
    /// </summary>
    public static double[] Profits(UnitHoldings holdings, ScenarioSet set)
    {
        var profits = new double[set.Count];
        var linearDelta = Kernel.ToDouble(holdings.CoinDelta
            + holdings.Positions.Where(position => position.AsOption is null).Sum(position => position.Delta));
        for (var i = 0; i < profits.Length; i++)
        {
            profits[i] = linearDelta * set.Moves[i];
        }

        foreach (var position in holdings.Positions)
        {
            if (position.AsOption is null)
            {
                continue;
            }

            var array = holdings.Market.ArrayOf(position.Instrument, set).Profit;
            var quantity = Kernel.ToDouble(position.Quantity);
            for (var i = 0; i < profits.Length; i++)
            {
                profits[i] += quantity * array[i];
            }
        }

        foreach (var line in holdings.Free)
        {
            var (gross, haircut) = (Kernel.ToDouble(line.Gross), Kernel.ToDouble(line.Haircut));
            for (var i = 0; i < profits.Length; i++)
            {
                var move = set.Moves[i];
                profits[i] += move >= 0 ? gross * move : -gross * Math.Max(-move - haircut, 0);
            }
        }

        return profits;
    }

    /// <summary>VaR: the k-th largest loss. ES: the mean of the k largest. k = max(1, ⌈n·q⌉), in exact arithmetic.</summary>
    public static (decimal ValueAtRisk, decimal Shortfall) Tail(double[] profits, StatisticalRules rules)
    {
        Array.Sort(profits);
        var valueAtRisk = -Kernel.ToDecimal(profits[TailCount(profits.Length, rules.ValueAtRiskTail) - 1]);
        var count = TailCount(profits.Length, rules.ShortfallTail);
        var sum = 0m;
        for (var i = 0; i < count; i++)
        {
            sum -= Kernel.ToDecimal(profits[i]);
        }

        return (valueAtRisk, sum / count);
    }

    private static int TailCount(int scenarios, decimal tail) => Math.Max(1, (int)decimal.Ceiling(scenarios * tail));
}
