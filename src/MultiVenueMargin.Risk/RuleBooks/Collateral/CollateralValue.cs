using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Risk.RuleBooks.Collateral;

/// <summary>What venues count of a coin as collateral: rates by slices of the amount (Bybit, KuCoin, MEXC) or one haircut (Kraken). Debts count in full.</summary>
public static class CollateralValue
{
    /// <summary>Coins counted: Σ slice · rate of what is owned, nothing above the last slice; all of what is owed.</summary>
    public static decimal Coins(decimal amount, IReadOnlyList<Tier> rates) => amount <= 0 ? amount : Tier.Charge(rates, amount);

    /// <summary>value · (1 − haircut); all of a debt.</summary>
    public static decimal AfterHaircut(decimal value, decimal haircut) => value <= 0 ? value : value * (1m - haircut);
}
