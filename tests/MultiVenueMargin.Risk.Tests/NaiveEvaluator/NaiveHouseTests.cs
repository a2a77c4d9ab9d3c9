using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Tests.Properties;

namespace MultiVenueMargin.Risk.Tests.NaiveEvaluator;

/// <summary>Two paths to one number are the cheapest alarm: the model against the naive evaluator, figure by figure.</summary>
public sealed class NaiveHouseTests
{
    [Fact]
    public void Report_OfAnyBook_AgreesWithTheNaiveEvaluator() => BookProperty.Holds(150, drawn =>
    {
        var compared = drawn with
        {
            Rules = drawn.Rules with { Scan = drawn.Rules.Scan with { Optional = drawn.Rules.Scan.Optional with { VenueLoss = false, Depeg = false, Reorganisation = false } } },
        };
        Agree(compared, exactly: false);
    });

    /// <summary>Fails with every figure that differs: by more than 1e-6 USD and 1e-9 of itself, or at all.</summary>
    internal static void Agree(BookCase drawn, bool exactly)
    {
        var report = HouseModel.Evaluate(drawn.Book, drawn.Priced);
        var naive = NaiveHouse.Evaluate(drawn);
        Assert.Equal(report.Pools.Select(pool => pool.Pool).ToHashSet(), naive.Select(pool => pool.Pool).ToHashSet());
        var differences = new List<string>();
        foreach (var pool in report.Pools)
        {
            var other = naive.Single(one => one.Pool == pool.Pool);
            var figures = Figures(pool);
            foreach (var name in figures.Keys.Union(other.Figures.Keys))
            {
                var (is_, should) = (figures.GetValueOrDefault(name), other.Figures.GetValueOrDefault(name, BigRational.Zero));
                var tolerance = exactly ? IsQuotient(name) ? BigRational.Of(1, 1_000_000_000_000) : BigRational.Zero
                    : BigRational.Max(BigRational.Of(1, 1_000_000), BigRational.Abs(should) / 1_000_000_000);
                if (BigRational.Abs(is_ - should) > tolerance)
                {
                    differences.Add($"{pool.Pool} {name}: the model says {is_}, the naive evaluator {should}");
                }
            }

            if (pool.State != other.State)
            {
                differences.Add($"{pool.Pool} state: the model says {pool.State}, the naive evaluator {other.State}");
            }
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    /// <summary>Shares of a hedge and G are quotients, and no decimal holds a third.</summary>
    private static bool IsQuotient(string name) =>
        name.StartsWith("hedge ", StringComparison.Ordinal) || name.EndsWith(" AllDelta", StringComparison.Ordinal);

    private static Dictionary<string, decimal> Figures(PoolReport pool)
    {
        var figures = new Dictionary<string, decimal>
        {
            ["Adjusted"] = pool.Equity.Adjusted.Amount,
            ["Likely"] = pool.Equity.Likely.Amount,
            ["Best"] = pool.Equity.Best.Amount,
            ["Options"] = pool.Equity.OptionValues.Sum(value => value.Counted.Amount),
            ["STALE"] = pool.Equity.Stale.Amount,
            ["CREDIT"] = pool.Credit.Amount.Amount,
            ["BORROW"] = pool.Borrow.Amount.Amount,
            ["VENUE_TRAP"] = pool.VenueTrap.Amount.Amount,
            ["ORDERS"] = pool.Orders.Amount.Amount,
            ["MM"] = pool.MaintenanceMargin.Amount,
            ["IM"] = pool.InitialMargin.Amount,
        };
        foreach (var line in pool.Equity.Lines)
        {
            var name = $"{line.Line.Name} {line.Line.Bridge} {line.Line.Finality?.Confirmations}";
            figures[$"line {name}"] = figures.GetValueOrDefault($"line {name}") + line.Counted.Amount;
            figures[$"hedge {name}"] = figures.GetValueOrDefault($"hedge {name}") + line.Hedge.Amount;
        }

        foreach (var unit in pool.Units)
        {
            foreach (var (name, figure) in Figures(unit))
            {
                figures[$"{unit.Unit} {name}"] = figure;
            }
        }

        return figures;
    }

    private static Dictionary<string, decimal> Figures(UnitReport unit)
    {
        var figures = new Dictionary<string, decimal>
        {
            ["SCAN"] = unit.Scan.Amount.Amount,
            ["FHS"] = unit.Statistical?.Amount.Amount ?? 0m,
            ["Core"] = unit.Core.Amount,
            ["Uncapped"] = unit.Uncapped.Amount,
            ["Requirement"] = unit.Requirement.Amount,
            ["NetDelta"] = unit.NetDelta,
            ["GrossDelta"] = unit.GrossDelta,
            ["AllDelta"] = unit.AllDelta,
        };
        if (unit.Statistical is { } statistical)
        {
            figures["H"] = statistical.Historical.Amount;
        }

        if (unit.MaximumLoss is { } bound)
        {
            figures["MaximumLosses"] = bound.GroupsTotal.Amount;
            figures["Rest"] = bound.Rest.Amount;
        }

        foreach (var component in new[]
        {
            unit.GrossFloor, unit.Basis, unit.VegaTerm, unit.Peg, unit.RateRisk, unit.Funding, unit.Liquidity, unit.Concentration,
            unit.ShortOptionMinimum, unit.MinimumDelta,
        })
        {
            figures[component.Name] = component.Amount.Amount;
        }

        foreach (var scenario in unit.Scan.Vector)
        {
            figures[$"scenario {scenario.Scenario}"] = scenario.Value.Amount;
        }

        return figures;
    }
}
