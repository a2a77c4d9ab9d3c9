using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Contracts;

/// <summary>
/// What the maintenance requirement of a pool is made of, in a row: per unit its core, its add-ons, what the minima raise and the
/// bound takes away, then what is the account's as a whole. Adds up to MM exactly. It needs no explanation of the report, which
/// may have been evaluated for figures alone.
/// </summary>
internal static class RequirementParts
{
    public static IEnumerable<V1.RequirementPart> Of(PoolReport pool) =>
        pool.Units.SelectMany(Of).Concat(
        [
            Part("CREDIT", "", -pool.Credit.Amount),
            Part("BORROW", "", pool.Borrow.Amount),
            Part("VENUE_TRAP", "", pool.VenueTrap.Amount),
            Part("ORDERS", "", pool.Orders.Amount),
        ]).Where(part => part.Amount != "0");

    private static List<V1.RequirementPart> Of(UnitReport unit)
    {
        Component[] addOns =
        [
            unit.Basis, unit.VegaTerm, unit.Peg, unit.RateRisk, unit.Funding, unit.Liquidity, unit.Concentration,
        ];
        var name = unit.Unit.Code;
        var minimum = unit.Uncapped == unit.ShortOptionMinimum.Amount ? unit.ShortOptionMinimum : unit.MinimumDelta;
        return
        [
            Part(CoreOf(unit), name, unit.Core),
            .. addOns.Select(each => Part(each.Name, name, each.Amount)),
            Part(minimum.Name, name, unit.Uncapped - unit.Core - Usd.Sum(addOns.Select(each => each.Amount))),
            Part("MAXIMUM_LOSS", name, unit.Requirement - unit.Uncapped),
        ];
    }

    private static string CoreOf(UnitReport unit) =>
        unit.Core == unit.Scan.Amount ? "SCAN"
        : unit.Statistical is { } statistical && statistical.Amount == unit.Core ? "FHS"
        : unit.GrossFloor.Name;

    private static V1.RequirementPart Part(string name, string unit, Usd amount) => new() { Name = name, Unit = unit, Amount = WireText.Of(amount) };
}
