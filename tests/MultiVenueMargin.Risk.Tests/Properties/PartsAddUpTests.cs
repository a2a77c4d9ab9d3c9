using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.Tests.Properties;

/// <summary>Every figure of a report is the sum (or the greatest) of the parts it shows, to the last digit.</summary>
public sealed class PartsAddUpTests
{
    [Fact]
    public void Line_FromRawToCounted_IsTheSumOfItsSteps() => BookProperty.Holds(60, drawn =>
    {
        foreach (var line in drawn.Evaluate().Pools.SelectMany(pool => pool.Equity.Lines))
        {
            var steps = line.Raw + line.PriceStep + line.LocationStep + line.BridgeStep + line.OwnTokenStep + line.FinalityStep
                + line.AssetStep + line.AssetCapStep + line.IssuerCapStep + line.VenueCapStep + line.Rounding;
            if (line.Mark is not null && line.Raw != Usd.Zero)
            {
                Assert.Equal(line.Counted, steps);
            }

            Assert.InRange(line.Rounding.Amount, -Usd.Step, 0m);
            Assert.True(line.Amount < 0 ? line.Counted <= Usd.Zero : line.Counted >= Usd.Zero, $"{line.Name} counts {line.Counted}");
            Assert.True(line.Hedge >= Usd.Zero && (line.Hedge.Amount == 0m || Usd.Down(line.Hedge.Amount) <= line.Counted), $"{line.Name} hedges {line.Hedge} of {line.Counted}");
            foreach (var step in new[] { line.LocationStep, line.BridgeStep, line.OwnTokenStep, line.FinalityStep, line.AssetStep, line.AssetCapStep, line.IssuerCapStep, line.VenueCapStep })
            {
                Assert.True(step <= Usd.Zero, $"a step of {line.Name} adds {step}");
            }
        }
    });

    [Fact]
    public void Equity_AtEachEnd_IsTheSumOfLinesOptionsAndStaleness() => BookProperty.Holds(60, drawn =>
    {
        foreach (var equity in drawn.Evaluate().Pools.Select(pool => pool.Equity))
        {
            var options = Usd.Sum(equity.OptionValues.Select(value => value.Counted));
            Assert.Equal(equity.Stale, Usd.Sum(equity.StaleByUnit.Select(unit => unit.Amount)));
            Assert.Equal(equity.Adjusted, Usd.Sum(equity.Lines.Select(line => line.Counted)) + options - equity.Stale);
            Assert.Equal(equity.Likely, Usd.Sum(equity.Lines.Select(line => line.CountedLikely)) + options);
            Assert.Equal(equity.Best, Usd.Sum(equity.Lines.Select(line => line.CountedBest)) + options + equity.Stale);
            foreach (var value in equity.OptionValues)
            {
                Assert.Equal(value.Net, Usd.Sum(value.Positions.Select(position => position.Amount)));
                Assert.Equal(value.Counted, value.Net + value.LocationStep);
                Assert.True(value.LocationStep <= Usd.Zero);
            }
        }
    });

    [Fact]
    public void Unit_WhateverItHolds_IsTheGreatestOfItsPartsAndAtMostItsBound() => BookProperty.Holds(60, drawn =>
    {
        foreach (var unit in drawn.Evaluate().Pools.SelectMany(pool => pool.Units))
        {
            Assert.Equal(unit.Scan.Amount, Usd.Max(Usd.Zero, -new Usd(unit.Scan.Vector.Min(value => value.Value.Amount))));
            Assert.Equal(unit.Scan.Binding, unit.Scan.Vector.First(value => value.Value.Amount == unit.Scan.Vector.Min(other => other.Value.Amount)).Scenario);
            Assert.Equal(unit.Core, Max(unit.Scan.Amount, unit.Statistical?.Amount ?? Usd.Zero, unit.GrossFloor.Amount));
            if (unit.Statistical is { } statistical)
            {
                Assert.Equal(statistical.Historical, Max(statistical.ValueAtRisk, statistical.ExpectedShortfall, Usd.Zero));
            }

            var added = unit.Core + unit.Basis.Amount + unit.VegaTerm.Amount + unit.Peg.Amount + unit.RateRisk.Amount
                + unit.Funding.Amount + unit.Liquidity.Amount + unit.Concentration.Amount;
            Assert.Equal(unit.Uncapped, Max(added, unit.ShortOptionMinimum.Amount, unit.MinimumDelta.Amount));
            if (unit.MaximumLoss is { } bound)
            {
                Assert.Equal(bound.GroupsTotal, Usd.Sum(bound.Groups.Select(group => group.MaximumLoss)));
                Assert.Equal(bound.Bound, bound.GroupsTotal + bound.Rest);
                Assert.Equal(unit.Requirement, Usd.Min(unit.Uncapped, bound.Bound));
            }
            else
            {
                Assert.Equal(unit.Uncapped, unit.Requirement);
            }

            foreach (var component in Components(unit))
            {
                Assert.True(component.Amount >= Usd.Zero, $"{component.Name} of {unit.Unit} is {component.Amount}");
                if (component.Items.Count > 0 || component.Amount != Usd.Zero)
                {
                    Assert.Equal(component.Amount, Usd.Sum(component.Items.Select(item => item.Amount)));
                }
            }
        }
    });

    [Fact]
    public void Contributions_OfTheBindingScenario_AddUpToTheScan() => BookProperty.Holds(60, drawn =>
    {
        var priced = drawn.Priced;
        foreach (var pool in HouseModel.Evaluate(drawn.Book, priced).Pools)
        {
            foreach (var unit in pool.Units)
            {
                if (unit.Scan.Amount != Usd.Zero)
                {
                    Assert.Equal(unit.Scan.Amount, Usd.Sum(unit.Scan.Contributions.Select(part => part.Amount)));
                }

                Assert.All(unit.Scan.Contributions, part => Assert.Equal(part.Amount, part.OfPrice + part.OfVolatility));

                // And in any other scenario, to the value it has in the vector.
                var other = unit.Scan.Vector[drawn.Number % unit.Scan.Vector.Count];
                var parts = HouseModel.ContributionsIn(drawn.Book, priced, pool.Pool, unit.Unit, other.Scenario)!;
                if (parts.Count > 0)
                {
                    Assert.Equal(-other.Value, Usd.Sum(parts.Select(part => part.Amount)));
                }
            }
        }
    });

    [Fact]
    public void Maintenance_OfAPool_IsTheSumOfItsParts() => BookProperty.Holds(60, drawn =>
    {
        foreach (var pool in drawn.Evaluate().Pools)
        {
            Assert.Equal(
                pool.MaintenanceMargin,
                Usd.Sum(pool.Units.Select(unit => unit.Requirement)) - pool.Credit.Amount + pool.Borrow.Amount
                    + pool.VenueTrap.Amount + pool.Orders.Amount);
            Assert.Equal(pool.Credit.Amount, Usd.Sum(pool.Credit.Items.Select(item => item.Amount)));
            Assert.Equal(pool.Borrow.Amount, Usd.Sum(pool.Borrow.Items.Select(item => item.Amount)));
            Assert.Equal(pool.VenueTrap.Amount, Usd.Sum(pool.VenueTrap.Items.Select(item => item.Trapped)));
            Assert.Equal(pool.Orders.Amount, Usd.Sum(pool.Orders.Items.Select(item => item.Amount)));
            Assert.All(
                pool.VenueTrap.Items,
                item => Assert.Equal(item.Trapped, Usd.Up((item.Shortfall - Usd.Sum(item.Arrivals.Select(arrival => arrival.Amount))).Amount)));
            Assert.Equal(pool.SolvencyDelta, pool.Equity.Adjusted - pool.MaintenanceMargin);
            Assert.Equal(pool.ExcessOverInitial, pool.Equity.Adjusted - pool.InitialMargin);
            Assert.Equal(pool.InitialMargin, Usd.Up(drawn.Rules.InitialMarginFactor * pool.MaintenanceMargin.Amount));
        }
    });

    [Fact]
    public void Explanation_OfRequirementAndEquity_AddsUpAtEveryNode() => BookProperty.Holds(40, drawn =>
    {
        foreach (var pool in drawn.Evaluate().Pools)
        {
            Assert.Equal(pool.MaintenanceMargin, Explanation.OfRequirement(pool).Amount);
            AddsUp(Explanation.OfRequirement(pool));
            Assert.Equal(pool.Equity.Adjusted, Explanation.OfEquity(pool).Amount);
            AddsUp(Explanation.OfEquity(pool));
        }
    });

    private static void AddsUp(Explanation node)
    {
        if (node.Parts.Count > 0)
        {
            Assert.Equal(node.Amount, Usd.Sum(node.Parts.Select(part => part.Amount)));
            Assert.All(node.Parts, AddsUp);
        }
    }

    private static IEnumerable<Component> Components(UnitReport unit) =>
    [
        unit.GrossFloor, unit.Basis, unit.VegaTerm, unit.Peg, unit.RateRisk, unit.Funding, unit.Liquidity, unit.Concentration,
        unit.ShortOptionMinimum, unit.MinimumDelta,
    ];

    private static Usd Max(params Usd[] amounts) => amounts.Aggregate(Usd.Max);
}
