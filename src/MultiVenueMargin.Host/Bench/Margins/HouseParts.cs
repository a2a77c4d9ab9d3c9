using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Hot;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Scenarios;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>
/// Parts of the house margin that nobody asks for alone, and that are measured alone. A bench reaches into them here and nowhere else: where one
/// changes, so does its line.
/// </summary>
internal static class HouseParts
{
    /// <summary>What a pool holds of a unit: its positions alone, without coins.</summary>
    public static UnitHoldings PositionsOf(Book book, RiskUnit unit, PricedMarket market) =>
        new(unit, market, [.. PoolHoldings.Of(book, PoolId.Cross, market).Positions.Where(position => position.Instrument.Unit == unit)], [], []);

    public static Usd ScanOf(UnitHoldings holdings) => Scan.Of(holdings, explain: false).Amount;

    /// <summary>VaR and ES over a set of joint moves.</summary>
    public static (decimal ValueAtRisk, decimal Shortfall) TailOf(UnitHoldings holdings, ScenarioSet set) => StatisticalCore.Tail(holdings, set);

    /// <summary>The scenarios of history as the statistical core has filtered them.</summary>
    public static ScenarioSet FilteredOf(PricedMarket market, RiskUnit unit) => market.FindStatistics(unit)!.Filtered;

    public static RiskArray ArrayOf(HeldPosition position, ScenarioSet set) => position.Instrument.KeptArrayOver(set);

    /// <summary>Gives an option rows in a hot market, as an account does that holds it.</summary>
    public static void Name(InstrumentId option, HotMarket market) => market.ScanOf(market.RowOf(option));

    /// <summary>SCAN of the positions of every unit of a compiled book, from rows and without coins.</summary>
    public static double ScanOf(CompiledBook book, HotMarket market, HotScratch scratch)
    {
        scratch.Reserve(book, market);
        var sum = 0d;
        foreach (var pool in book.CompiledPools)
        {
            foreach (var unit in pool.Units)
            {
                scratch.State.Clear(unit.Locations);
                sum += HotScan.Of(unit, unit.Whole, market, scratch).Value;
            }
        }

        return sum;
    }
}
