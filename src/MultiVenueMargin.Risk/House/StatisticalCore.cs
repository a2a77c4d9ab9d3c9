using System.Buffers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Scenarios;
using MultiVenueMargin.Risk.Statistics;

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
        var (valueAtRisk, shortfall) = Tail(holdings, statistics.Filtered);
        var historical = Math.Max(Math.Max(valueAtRisk, shortfall), 0m);
        var (longRunValueAtRisk, longRunShortfall) = Tail(holdings, statistics.LongRun);
        var longRun = Math.Max(Math.Max(longRunValueAtRisk, longRunShortfall), 0m);
        var stress = Worst(holdings, statistics.Stress);
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

    /// <summary>VaR and ES of a unit over a set of joint moves.</summary>
    public static (decimal ValueAtRisk, decimal Shortfall) Tail(UnitHoldings holdings, ScenarioSet set)
    {
        var rented = ArrayPool<double>.Shared.Rent(set.Count);
        var profits = rented.AsSpan(0, set.Count);
        FillProfits(holdings, set, profits);
        var tail = Tail(profits, holdings.Market.Rules.Statistical);
        ArrayPool<double>.Shared.Return(rented);
        return tail;
    }

    /// <summary>
    /// Profit in every scenario. Everything linear is netted exactly into one Δ$ first, so that a hedged book does not
    /// drown in the rounding of its legs; options follow in instrument order.
    /// </summary>
    public static void FillProfits(UnitHoldings holdings, ScenarioSet set, Span<double> profits)
    {
        // By number: an enumerator of a list that is only known as one is an object.
        var (positions, linear) = (holdings.Positions, 0m);
        for (var i = 0; i < positions.Count; i++)
        {
            if (positions[i].AsOption is null)
            {
                linear += positions[i].Delta;
            }
        }

        ProfitSums.Begin(Kernel.ToDouble(holdings.CoinDelta + linear), set.Moves, profits);
        for (var i = 0; i < positions.Count; i++)
        {
            if (positions[i].AsOption is { } option)
            {
                ProfitSums.Add(Kernel.ToDouble(positions[i].Quantity), option.KeptArrayOver(set).Profit, profits);
            }
        }

        for (var i = 0; i < holdings.Free.Count; i++)
        {
            var line = holdings.Free[i];
            ProfitSums.AddFree(Kernel.ToDouble(line.Gross), Kernel.ToDouble(line.Haircut), set.Moves, profits);
        }
    }

    /// <summary>VaR: the k-th largest loss. ES: the mean of the k largest. k = max(1, ⌈n·q⌉), in exact arithmetic.</summary>
    public static (decimal ValueAtRisk, decimal Shortfall) Tail(ReadOnlySpan<double> profits, StatisticalRules rules)
    {
        var (last, count) = (TailCount(profits.Length, rules.ValueAtRiskTail), TailCount(profits.Length, rules.ShortfallTail));
        var rented = ArrayPool<double>.Shared.Rent(Math.Max(last, count));
        var worst = rented.AsSpan(0, Math.Max(last, count));
        LeastValues.Take(profits, worst);
        var valueAtRisk = -Kernel.ToDecimal(worst[last - 1]);
        var sum = 0m;
        for (var i = 0; i < count; i++)
        {
            sum -= Kernel.ToDecimal(worst[i]);
        }

        ArrayPool<double>.Shared.Return(rented);
        return (valueAtRisk, sum / count);
    }

    /// <summary>The largest loss, 0 where nothing loses.</summary>
    private static decimal Worst(UnitHoldings holdings, ScenarioSet set)
    {
        var rented = ArrayPool<double>.Shared.Rent(set.Count);
        var profits = rented.AsSpan(0, set.Count);
        FillProfits(holdings, set, profits);
        var worst = 0m;
        foreach (var profit in profits)
        {
            worst = Math.Max(worst, -Kernel.ToDecimal(profit));
        }

        ArrayPool<double>.Shared.Return(rented);
        return worst;
    }

    private static int TailCount(int scenarios, decimal tail) => Math.Max(1, (int)decimal.Ceiling(scenarios * tail));
}
