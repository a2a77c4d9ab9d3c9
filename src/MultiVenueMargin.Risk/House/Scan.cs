using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Scenarios;

namespace MultiVenueMargin.Risk.House;

/// <summary>
/// The scan of a unit (MARGIN §3): P&amp;L × w, summed per location, gains of one location counted in part against losses of
/// another, the dampener on tails, and the worst of it all.
/// </summary>
internal static class Scan
{
    public static ScanReport Of(UnitHoldings holdings, bool explain)
    {
        var rules = holdings.Market.Rules.Scan;
        var set = holdings.Market.ScanOf(holdings.Unit);
        var locations = new BucketSums(holdings);
        var events = EventScenarios.Of(holdings);
        var vector = new ScenarioValue[set.Count + events.Count];
        var binding = 0;
        for (var i = 0; i < vector.Length; i++)
        {
            decimal value;
            if (i < set.Count)
            {
                locations.Fill(holdings, set, i);
                value = Dampened(locations.Total(rules), set[i].IsTail, rules);
            }
            else
            {
                locations.Fill(events[i - set.Count].Losses);
                value = locations.Total(rules);
            }

            var id = i < set.Count ? set[i].Id : events[i - set.Count].Id;
            vector[i] = new ScenarioValue(id, Usd.Down(value));
            if (vector[i].Value < vector[binding].Value)
            {
                binding = i;
            }
        }

        var amount = Usd.Max(-vector[binding].Value, Usd.Zero);
        return new ScanReport
        {
            Amount = amount,
            Binding = vector[binding].Scenario,
            Vector = vector,
            Contributions = !explain ? []
                : binding < set.Count ? Contributions(holdings, set, binding, locations, amount)
                : EventContributions(events[binding - set.Count], locations, rules, amount),
        };
    }

    /// <summary>
    /// Who gains and loses in any one scenario of the scan, negated like contributions to SCAN: they add up to the negative of
    /// its value in the vector exactly. Absent: no such scenario.
    /// </summary>
    public static IReadOnlyList<ScanContribution>? In(UnitHoldings holdings, string scenarioId)
    {
        var report = Of(holdings, explain: false);
        var set = holdings.Market.ScanOf(holdings.Unit);
        var locations = new BucketSums(holdings);
        for (var i = 0; i < report.Vector.Count; i++)
        {
            if (report.Vector[i].Scenario != scenarioId)
            {
                continue;
            }

            var amount = -report.Vector[i].Value;
            return i < set.Count
                ? Contributions(holdings, set, i, locations, amount)
                : EventContributions(EventScenarios.Of(holdings)[i - set.Count], locations, holdings.Market.Rules.Scan, amount);
        }

        return null;
    }

    /// <summary>A loss in a tail counts beyond the dampener; continuous, so there is no cliff.</summary>
    private static decimal Dampened(decimal total, bool isTail, ScanRules rules) =>
        isTail && total < 0 ? Math.Min(0m, total + rules.TailDampenerUsd) : total;

    /// <summary>A free line's part: a rise counts, a fall counts beyond the haircut already taken.</summary>
    public static decimal FreeProfit(FreeHolding line, decimal move, decimal weight)
    {
        var weighted = weight * move;
        return weighted >= 0 ? line.Gross * weighted : -line.Gross * Kernel.Positive(-weighted - line.Haircut);
    }

    private static List<ScanContribution> Contributions(
        UnitHoldings holdings, ScenarioSet set, int index, BucketSums locations, Usd amount)
    {
        var rules = holdings.Market.Rules.Scan;
        var scenario = set[index];
        var unmoved = SameVolatility(set, index);
        locations.Fill(holdings, set, index);
        var total = locations.Total(rules);
        var dampener = total == 0 ? 1m : Dampened(total, scenario.IsTail, rules) / total;

        var parts = new List<ScanContribution>();
        foreach (var position in holdings.Positions)
        {
            var array = position.Instrument.ScanArray.ExactProfit;
            var profit = position.Quantity * array[index] * scenario.Weight;
            var ofPrice = position.Quantity * PriceAlone(position.Instrument.ScanArray, position.Instrument, unmoved, scenario) * scenario.Weight;
            Add(position.Name, position.Venue, profit, ofPrice);
        }

        foreach (var coin in holdings.Coins)
        {
            var profit = coin.Delta * scenario.Move * scenario.Weight;
            Add(coin.Name, coin.Location, profit, profit);
        }

        foreach (var line in holdings.Free)
        {
            var profit = FreeProfit(line, scenario.Move, scenario.Weight);
            Add(line.Name, line.Location, profit, profit);
        }

        return WithResidue(parts, amount);

        void Add(string name, LocationId location, decimal profit, decimal ofPrice)
        {
            var factor = -locations.Factor(location, rules) * dampener;
            var contribution = new Usd(Kernel.OnGrid(profit * factor));
            var price = new Usd(Kernel.OnGrid(ofPrice * factor));
            parts.Add(new ScanContribution(name, location, contribution, price, contribution - price));
        }
    }

    /// <summary>The scenario of the same move with volatility unchanged, where the set has one (the grid does).</summary>
    private static int? SameVolatility(ScenarioSet set, int index)
    {
        for (var i = 0; i < set.Count; i++)
        {
            if (set[i].Move == set[index].Move && set[i].Volatility == VolatilityMove.Same)
            {
                return i;
            }
        }

        return null;
    }

    private static decimal PriceAlone(RiskArray array, Valuation.PricedInstrument instrument, int? unmoved, Scenario scenario) =>
        unmoved is { } index ? array.ExactProfit[index]
        : instrument.ArrayOver(ScenarioSet.Of(scenario with { Volatility = VolatilityMove.Same })).ExactProfit[0];

    private static List<ScanContribution> EventContributions(EventScenario scenario, BucketSums locations, ScanRules rules, Usd amount)
    {
        locations.Fill(scenario.Losses);
        var parts = new List<ScanContribution>();
        foreach (var (name, location, profit) in scenario.Losses)
        {
            var contribution = new Usd(Kernel.OnGrid(-profit * locations.Factor(location, rules)));
            parts.Add(new ScanContribution(name, location, contribution, contribution, Usd.Zero));
        }

        return WithResidue(parts, amount);
    }

    /// <summary>Rounding's residue goes to the largest contribution, and there to its larger half, so that all adds up exactly.</summary>
    private static List<ScanContribution> WithResidue(List<ScanContribution> parts, Usd amount)
    {
        if (parts.Count == 0 || amount == Usd.Zero)
        {
            // No loss anywhere: gains are not a requirement, and nobody contributes to nothing.
            return [];
        }

        var largest = 0;
        for (var i = 1; i < parts.Count; i++)
        {
            if (Math.Abs(parts[i].Amount.Amount) > Math.Abs(parts[largest].Amount.Amount))
            {
                largest = i;
            }
        }

        var residue = amount - Usd.Sum(parts.Select(part => part.Amount));
        var grown = parts[largest].Amount + residue;
        parts[largest] = parts[largest] with { Amount = grown, OfPrice = grown - parts[largest].OfVolatility };
        return parts;
    }
}
