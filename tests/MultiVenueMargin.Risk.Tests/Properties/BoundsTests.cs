using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Perturbations;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.Tests.Properties;

/// <summary>What a figure may be at most and at least, whatever the book.</summary>
public sealed class BoundsTests
{
    /// <summary>No haircut below nothing or above all; a debt counts in full or more, and no step of collateral helps it.</summary>
    [Fact]
    public void Line_WhateverItIs_CountsBetweenNothingAndItsMarkAndADebtInFull()
    {
        var debts = 0;
        BookProperty.Holds(80, drawn =>
        {
            foreach (var line in drawn.Evaluate().Pools.SelectMany(pool => pool.Equity.Lines))
            {
                Assert.InRange(line.AssetHaircut, 0m, 1m);
                if (line.Amount > 0)
                {
                    Assert.True(line.Counted >= Usd.Zero && line.Counted <= Usd.Max(line.Raw, Usd.Zero), $"{line.Name} counts {line.Counted} of {line.Raw}");
                }
                else if (line.Amount < 0)
                {
                    // An unpriced or lost one is in no figure and makes the state Unknown.
                    Assert.True(line.Counted <= line.Raw, $"{line.Name} owes {line.Raw} and counts {line.Counted}");
                    Assert.Equal(Usd.Zero, line.LocationStep + line.BridgeStep + line.OwnTokenStep + line.FinalityStep + line.AssetStep + line.AssetCapStep + line.IssuerCapStep + line.VenueCapStep);
                    Assert.Equal((0m, Usd.Zero), (line.AssetHaircut, line.Hedge));
                    debts += line.Counted < Usd.Zero ? 1 : 0;
                }
            }
        });
        Assert.True(debts > 40, $"{debts} debts counted");
    }

    [Fact]
    public void Equity_WhenFinalCollateralIsAdded_NeverFalls() => BookProperty.Holds(40, drawn =>
    {
        var before = HouseModel.EvaluateFigures(drawn.Book, drawn.Priced).Pools[0];
        var (asset, location) = drawn.Number % 2 == 0 ? (new Asset("BTC"), World.Chain) : (new Asset("USDC"), World.A);
        foreach (var amount in new[] { 0.001m, 40m, 9_000m, 3_000_000m })
        {
            var line = new CollateralLine { Pool = before.Pool, Location = location, Asset = asset, Balance = new Quantity(amount), AsOf = World.Now };
            var after = HouseModel.EvaluateFigures(drawn.Book with { Lines = [.. drawn.Book.Lines, line] }, drawn.Priced).Pools[0];
            Assert.True(after.Equity.Adjusted >= before.Equity.Adjusted, $"{amount} {asset}: from {before.Equity.Adjusted} to {after.Equity.Adjusted}");
        }
    });

    /// <summary>
    /// What a unit's positions lose in equity when its price moves by a step of the grid, told by whole evaluations of another market, is
    /// at most what the unit requires before its bound and the credit. Collateral is cash here, and every pool is one.
    /// </summary>
    [Fact]
    public void Loss_OfAnyStepOfTheGrid_IsAtMostTheRequirementBeforeCredits()
    {
        var losses = 0;
        BookProperty.Holds(25, any =>
        {
            var drawn = OfPositions(any);
            var priced = drawn.Priced;
            var before = HouseModel.EvaluateFigures(drawn.Book, priced).PoolOf(PoolId.Cross);
            foreach (var unit in before.Units)
            {
                var range = drawn.Rules.ClassOf(unit.Unit).Range;
                foreach (var step in new[] { -4, -1, 1, 4 })
                {
                    var (book, market) = Perturbation.Apply(drawn.Book, priced, new PriceFactor(unit.Unit), step * range / 4);
                    var after = HouseModel.EvaluateFigures(book, market).PoolOf(PoolId.Cross);
                    var loss = before.Equity.Raw - after.Equity.Raw;
                    Assert.True(
                        loss.Amount <= unit.Uncapped.Amount + Math.Max(1e-6m, 1e-9m * Math.Abs(loss.Amount)),
                        $"{unit.Unit} by {step}/4 of {range}: loses {loss}, requires {unit.Uncapped}");
                    losses += loss > Usd.Zero ? 1 : 0;
                }
            }
        });
        Assert.True(losses > 50, $"{losses} losses");
    }

    /// <summary>
    /// One contract of eight or eight of one: sizes are counted otherwise and nothing else. In tolerance, since what is rounded is another number.
    /// </summary>
    [Fact]
    public void Report_WhenContractsAreOfAnotherSize_IsTheSame() => BookProperty.Holds(60, drawn =>
    {
        var other = drawn with
        {
            Market = drawn.Market with
            {
                Instruments = drawn.Market.Instruments.ToDictionary(
                    pair => pair.Key, pair => pair.Value is Derivative contract ? contract with { Multiplier = contract.Multiplier * 8m } : pair.Value),
            },
            Book = drawn.Book with
            {
                Positions = [.. drawn.Book.Positions.Select(position => position with { Quantity = Eighth(position.Quantity) })],
                Orders = [.. drawn.Book.Orders.Select(order => drawn.Market.Instruments.GetValueOrDefault(order.Instrument) is Derivative
                    ? order with { Quantity = Eighth(order.Quantity) }
                    : order)],
            },
        };
        foreach (var (pool, same) in drawn.Evaluate().Pools.Zip(other.Evaluate().Pools))
        {
            Near(pool.MaintenanceMargin, same.MaintenanceMargin);
            Near(pool.Equity.Adjusted, same.Equity.Adjusted);
            Near(pool.Equity.Likely, same.Equity.Likely);
            Assert.Equal(pool.State, same.State);
        }
    });

    private static Quantity Eighth(Quantity quantity) => new(quantity.Value / 8m);

    private static void Near(Usd expected, Usd actual) => Assert.True(
        Math.Abs(expected.Amount - actual.Amount) <= Math.Max(1e-6m, 1e-9m * Math.Abs(expected.Amount)), $"{expected} is not {actual}");

    /// <summary>Positions of the cross pool that live, against cash, and entered at the mark: coins that an inverse contract has earned are collateral.</summary>
    private static BookCase OfPositions(BookCase drawn) => drawn with
    {
        Book = drawn.Book with
        {
            Lines = [new CollateralLine { Location = World.A, Asset = Asset.Usd, Balance = new Quantity(1_000_000m), AsOf = World.Now }],
            Positions =
            [
                .. drawn.Book.Positions.Where(position => position.Pool == PoolId.Cross && IsAlive(drawn, position))
                    .Select(position => position with { AverageEntry = null }),
            ],
            Orders = [],
            LostFeeds = [],
            VenueStatements = new Dictionary<LocationId, VenueStatement>(),
        },
        Rules = drawn.Rules with { Scan = drawn.Rules.Scan with { Optional = new OptionalScenarioRules() } },
    };

    private static bool IsAlive(BookCase drawn, Position position) =>
        drawn.Market.Instruments.GetValueOrDefault(position.Instrument) is not DatedDerivative dated || dated.Expiry > World.Now;
}
