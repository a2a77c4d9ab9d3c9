using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;
using Xunit.Abstractions;

namespace MultiVenueMargin.Risk.Tests.Properties;

/// <summary>A property is worth what its books reach: these count it.</summary>
public sealed class RandomBooksTests(ITestOutputHelper output)
{
    private const int Books = 300;

    [Fact]
    public void RandomBook_WhenDrawn_PassesTheChecksOfBookMarketAndRules() => BookProperty.Holds(60, drawn =>
    {
        Assert.Empty(RuleLint.Check(drawn.Rules));
        Assert.Empty(MarketCheck.Check(drawn.Market));
        Assert.Empty(BookCheck.Check(drawn.Book, drawn.Market));
    });

    [Fact]
    public void RandomBook_WhenDrawnAgain_IsTheSame() =>
        Assert.Equal(RandomBooks.Number(7).ToString(), RandomBooks.Number(7).ToString());

    [Fact]
    public void RandomBooks_WhenManyAreEvaluated_ReachWhatTheyAreFor()
    {
        var count = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var number = 1; number <= Books; number++)
        {
            var drawn = RandomBooks.Number(number);
            foreach (var reached in Reached(drawn, drawn.Evaluate()).Distinct())
            {
                count[reached] = count.GetValueOrDefault(reached) + 1;
            }
        }

        foreach (var (name, times) in count)
        {
            output.WriteLine($"{name}: {times} of {Books}");
        }

        Assert.True(count["tiers or caps"] >= Books / 3, $"tiers or caps bind in {count["tiers or caps"]}");
        Assert.True(count["bound"] >= Books / 3, $"the bound of the maximum loss binds in {count["bound"]}");
        Assert.All(
            [
                "add-on BASIS", "add-on VEGA_TERM", "add-on PEG", "add-on RATE", "add-on FUNDING", "add-on LIQ", "add-on CONC",
                "BORROW", "CREDIT", "ORDERS", "VENUE_TRAP", "STALE", "dampener", "gain cap", "hedge part", "FHS is the core", "GROSS_FLOOR is the core",
                "SHORT_OPTION_MIN decides", "MIN_DELTA decides", "state Unknown", "state Healthy", "state Takeover", "rest is margined too", "several pools",
            ],
            name => Assert.True(count.GetValueOrDefault(name) >= 3, $"{name}: {count.GetValueOrDefault(name)} of {Books}"));
    }

    private static IEnumerable<string> Reached(BookCase drawn, MarginReport report)
    {
        if (report.Pools.Count > 1)
        {
            yield return "several pools";
        }

        foreach (var pool in report.Pools)
        {
            yield return $"state {pool.State}";
            if (pool.Equity.Lines.Any(line => line.AssetHaircut > FirstRate(drawn.Rules, line.Line.Asset)))
            {
                yield return "tiers";
                yield return "tiers or caps";
            }

            if (pool.Equity.Caps.Any(cap => cap.End == ValuationEnd.Worst))
            {
                yield return "caps";
                yield return "tiers or caps";
            }

            if (pool.Equity.Lines.Any(line => line.Hedge > Usd.Zero))
            {
                yield return "hedge part";
            }

            if (pool.Equity.Stale > Usd.Zero)
            {
                yield return "STALE";
            }

            foreach (var (name, amount) in new[]
            {
                ("CREDIT", pool.Credit.Amount), ("BORROW", pool.Borrow.Amount), ("VENUE_TRAP", pool.VenueTrap.Amount), ("ORDERS", pool.Orders.Amount),
            })
            {
                if (amount > Usd.Zero)
                {
                    yield return name;
                }
            }

            foreach (var unit in pool.Units)
            {
                foreach (var reached in Reached(unit))
                {
                    yield return reached;
                }
            }
        }
    }

    private static IEnumerable<string> Reached(UnitReport unit)
    {
        if (unit.MaximumLoss is { } bound && bound.Bound < unit.Uncapped)
        {
            yield return "bound";
            if (bound.Rest > Usd.Zero)
            {
                yield return "rest is margined too";
            }
        }

        foreach (var component in new[] { unit.Basis, unit.VegaTerm, unit.Peg, unit.RateRisk, unit.Funding, unit.Liquidity, unit.Concentration })
        {
            if (component.Amount > Usd.Zero)
            {
                yield return $"add-on {component.Name}";
            }
        }

        if (unit.Scan.Binding.StartsWith('T'))
        {
            yield return "dampener";
        }

        if (unit.Uncapped > Usd.Zero && unit.Uncapped == unit.ShortOptionMinimum.Amount)
        {
            yield return "SHORT_OPTION_MIN decides";
        }

        if (unit.Uncapped > Usd.Zero && unit.Uncapped == unit.MinimumDelta.Amount)
        {
            yield return "MIN_DELTA decides";
        }

        if (unit.Core > unit.Scan.Amount)
        {
            yield return unit.Core == unit.GrossFloor.Amount ? "GROSS_FLOOR is the core" : "FHS is the core";
        }

        if (unit.Scan.Vector.Any(value => value.Value.Amount >= 20_000_000m))
        {
            yield return "gain cap";
        }
    }

    private static decimal FirstRate(RuleSet rules, Asset asset) => rules.Collateral.TermsOf(asset).Haircut[0].Rate;
}
