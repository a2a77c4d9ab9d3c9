using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.House;

/// <summary>BORROW (MARGIN §6): what is owed in an asset, at its counted value, goes through the slices. Any negative line is borrowed.</summary>
internal static class Borrow
{
    public static BorrowReport Of(IReadOnlyList<CountedLine> lines, RuleSet rules)
    {
        var items = lines
            .Where(line => line.Held.Counts && line.Held.IsDebt)
            .GroupBy(line => line.Held.Line.Asset)
            .OrderBy(group => group.Key)
            .Select(group =>
            {
                var debt = -group.Sum(line => line.Counted);
                return new BorrowItem(group.Key, new Usd(debt), Usd.Up(Tier.Charge(rules.BorrowTiers, debt)));
            })
            .ToList();
        return new BorrowReport(Usd.Sum(items.Select(item => item.Amount)), items);
    }
}
