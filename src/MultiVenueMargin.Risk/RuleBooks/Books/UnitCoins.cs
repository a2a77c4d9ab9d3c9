using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Risk.RuleBooks.Books;

/// <summary>
/// Coins as holdings of what underlies them, for rules that margin them like stock: the coin itself and what is wrapped or staked of
/// it. Money and stablecoins are cash and in none.
/// </summary>
internal static class UnitCoins
{
    /// <summary>USD by underlying, signed: what is borrowed is short.</summary>
    public static SortedDictionary<RiskUnit, decimal> Of(ModelBook book)
    {
        var values = new SortedDictionary<RiskUnit, decimal>();
        var rules = book.Market.Rules.Collateral;
        foreach (var balance in book.Balances.Where(balance => balance.Value != 0))
        {
            if (rules.TermsOf(balance.Asset).Kind is AssetKind.Stablecoin or AssetKind.Fiat)
            {
                continue;
            }

            // A share of a vault may be named for no underlying: then it is one of its own.
            var unit = rules.UnitOf(balance.Asset) ?? new RiskUnit(balance.Asset.Code);
            values[unit] = values.GetValueOrDefault(unit) + balance.Value;
        }

        return values;
    }
}
