using MultiVenueMargin.Risk.RuleBooks.Perpetuals;

namespace MultiVenueMargin.Risk.RuleBooks.Hyperliquid;

/// <summary>A margin table with the coins that it is for.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Coins">Underlyings; empty where it was published without them.</param>
/// <param name="Tiers">Ascending by lower bound.</param>
public sealed record HyperliquidTable(string Name, IReadOnlyList<string> Coins, IReadOnlyList<HyperliquidTier> Tiers)
{
    /// <summary>As brackets.</summary>
    public CoinLadder Ladder => new(Name, Coins, [.. Tiers.Select(tier => new NotionalBracket(tier.LowerBound, tier.MaintenanceRate, tier.MaxLeverage))]);
}
