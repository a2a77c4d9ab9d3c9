using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.RuleBooks.Books;

/// <summary>
/// Adds up lines per asset. A negative line is a debt, a loan too; one location's debt and another's balance are both kept, for
/// many rules treat what is borrowed apart. What is not yet final counts by its share.
/// </summary>
internal static class ModelBalances
{
    public static List<ModelBalance> Of(
        IEnumerable<CollateralLine> lines, IReadOnlyList<ModelPosition> positions, PricedMarket market, List<ModelGap> unknown)
    {
        var sums = new SortedDictionary<Asset, (decimal Owned, decimal Borrowed, decimal Profit)>();
        foreach (var line in lines)
        {
            var sum = sums.GetValueOrDefault(line.Asset);
            var wallet = line.IsLoan ? line.Amount.Value : line.Balance.Value - line.Owed.Value;
            var profit = line.IsLoan ? 0m : line.UnrealisedProfit.Value;
            sums[line.Asset] = wallet < 0
                ? (sum.Owned, sum.Borrowed - wallet, sum.Profit + profit)
                : (sum.Owned + (wallet * (line.Finality?.Share ?? 1m)), sum.Borrowed, sum.Profit + profit);
        }

        foreach (var position in positions.Where(position => position.UnrealisedProfit != 0))
        {
            var sum = sums.GetValueOrDefault(position.Contract.Settlement);
            sums[position.Contract.Settlement] = (sum.Owned, sum.Borrowed, sum.Profit + position.UnrealisedProfit);
        }

        var balances = new List<ModelBalance>();
        foreach (var (asset, sum) in sums)
        {
            var mark = market.FindMark(asset)?.Mark.Value;
            if (mark is null && sum != default)
            {
                unknown.Add(new ModelGap(asset.Code, "it has no price; it counts nothing"));
            }

            balances.Add(new ModelBalance(asset, sum.Owned, sum.Borrowed, sum.Profit, mark));
        }

        return balances;
    }
}
