using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Tests.Properties;

/// <summary>
/// A position that is closed takes what it offset with it, and nothing else raises a margin: what nets rises only against something that is
/// named, what does not net never rises. Entries, orders and venues' own figures are left out: they are margined alone.
/// </summary>
public sealed class ClosingTests
{
    /// <summary>
    /// The scan rises only where the position gains in the scenario that then binds, by its own risk array; or where the coins that hedged it
    /// hedge no more, which is a line of its own. (Contributions are of what counts: where the dampener takes all of a small loss, they are none.)
    /// </summary>
    [Fact]
    public void Scan_WhenAPositionIsClosed_RisesOnlyByWhatItOffset()
    {
        var rises = 0;
        BookProperty.Holds(30, any => EachClosing(any, (position, priced, before, after) =>
        {
            foreach (var (unit, later) in UnitsOfBoth(before, after).Where(pair => pair.Later.Scan.Amount > pair.Unit.Scan.Amount))
            {
                var gain = GainIn(later.Scan.Binding, position, priced);
                Assert.True(
                    gain > 0 || !SameHedges(before, after),
                    $"closing {position.Name}: SCAN from {unit.Scan.Amount} to {later.Scan.Amount} in {later.Scan.Binding}, where it gained {gain}");
                rises++;
            }
        }));
        Assert.True(rises > 20, $"{rises} closings raised a scan");
    }

    /// <summary>FUNDING, LIQ and GROSS_FLOOR add up without netting, so that less is never more; while coins hedge as before.</summary>
    [Fact]
    public void WhatDoesNotNet_WhenAPositionIsClosed_NeverRises() => BookProperty.Holds(30, any => EachClosing(any, (position, _, before, after) =>
    {
        if (!SameHedges(before, after))
        {
            return;
        }

        foreach (var (unit, later) in UnitsOfBoth(before, after))
        {
            Assert.True(later.GrossDelta <= unit.GrossDelta, $"closing {position.Name}: gross Δ$ from {unit.GrossDelta} to {later.GrossDelta}");
            foreach (var (component, remaining) in new[] { (unit.GrossFloor, later.GrossFloor), (unit.Funding, later.Funding), (unit.Liquidity, later.Liquidity) })
            {
                Assert.True(remaining.Amount <= component.Amount, $"closing {position.Name}: {component.Name} from {component.Amount} to {remaining.Amount}");
            }
        }
    }));

    /// <summary>Nothing else in its unit and no credit between units: then there is nothing that it could offset.</summary>
    [Fact]
    public void Margin_WhenAPositionIsClosedThatStandsAlone_NeverRises()
    {
        var closings = 0;
        BookProperty.Holds(60, any => EachClosing(any, (position, _, before, after) =>
        {
            var isGone = before.Units.Count > after.Units.Count;
            if (isGone && before.Credit.Amount == Usd.Zero)
            {
                Assert.True(
                    after.MaintenanceMargin <= before.MaintenanceMargin, $"closing {position.Name}: MM from {before.MaintenanceMargin} to {after.MaintenanceMargin}");
                closings++;
            }
        }));
        Assert.True(closings > 10, $"{closings} closings left a unit empty");
    }

    private static void EachClosing(BookCase any, Action<Position, PricedMarket, PoolReport, PoolReport> check)
    {
        var book = any.Book with
        {
            Positions = any.Book.Positions.Where(position => position.Pool == PoolId.Cross)
                .GroupBy(position => (position.Instrument, position.Venue))
                .Select(lots => lots.First() with { Quantity = new Quantity(lots.Sum(lot => lot.Quantity.Value)), AverageEntry = null })
                .ToList(),
            Lines = any.Book.Lines.Where(line => line.Pool == PoolId.Cross).ToList(),
            Orders = [],
            VenueStatements = new Dictionary<LocationId, VenueStatement>(),
            LostFeeds = [],
        };
        // The optional events are of holdings and not of contracts: they are in no risk array.
        var priced = (any with { Rules = any.Rules with { Scan = any.Rules.Scan with { Optional = new OptionalScenarioRules() } } }).Priced;
        var before = HouseModel.EvaluateFigures(book, priced).PoolOf(PoolId.Cross);
        foreach (var position in book.Positions)
        {
            var rest = book with { Positions = book.Positions.Where(one => one != position).ToList() };
            if (rest.Positions.Count + rest.Lines.Count > 0)
            {
                check(position, priced, before, HouseModel.EvaluateFigures(rest, priced).PoolOf(PoolId.Cross));
            }
        }
    }

    private static decimal GainIn(string scenario, Position position, PricedMarket priced)
    {
        Assert.True(priced.TryPrice(position.Instrument, out var instrument, out _));
        var array = instrument!.ScanArray;
        return position.Quantity.Value * array.ExactProfit[array.Set.Scenarios.ToList().FindIndex(one => one.Id == scenario)];
    }

    private static IEnumerable<(UnitReport Unit, UnitReport Later)> UnitsOfBoth(PoolReport before, PoolReport after) =>
        before.Units.Join(after.Units, unit => unit.Unit, unit => unit.Unit, (unit, later) => (unit, later));

    private static bool SameHedges(PoolReport before, PoolReport after) =>
        before.Equity.Lines.Select(line => line.Hedge).SequenceEqual(after.Equity.Lines.Select(line => line.Hedge));
}
