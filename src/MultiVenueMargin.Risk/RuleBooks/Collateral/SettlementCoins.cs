using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;

namespace MultiVenueMargin.Risk.RuleBooks.Collateral;

/// <summary>
/// Equity where only some coins are taken, each in full. Of any other coin its futures' profit counts (under these rules it would
/// have been paid in a coin they take) and what is owed; what is owned counts nothing and is named.
/// </summary>
internal static class SettlementCoins
{
    public static (Usd Equity, IReadOnlyList<ModelGap> NotCovered) EquityOf(IEnumerable<ModelBalance> coins, IReadOnlyList<string> taken)
    {
        var (equity, gaps) = (0m, new List<ModelGap>());
        foreach (var coin in coins)
        {
            if (taken.Contains(coin.Asset.Code, StringComparer.Ordinal))
            {
                equity += coin.Value;
                continue;
            }

            equity += (coin.UnrealisedProfit + Math.Min(0m, coin.Wallet)) * (coin.Mark ?? 0m);
            if (coin.Wallet != 0)
            {
                gaps.Add(new ModelGap(coin.Asset.Code, coin.Wallet > 0
                    ? "these rules take no such collateral; it counts nothing"
                    : "these rules lend no such coin; the debt counts in full and is asked no margin"));
            }
        }

        return (Usd.Down(equity), gaps);
    }
}
