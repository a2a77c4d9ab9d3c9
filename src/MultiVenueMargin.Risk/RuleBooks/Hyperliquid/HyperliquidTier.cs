using MultiVenueMargin.Risk.RuleBooks.Perpetuals;

namespace MultiVenueMargin.Risk.RuleBooks.Hyperliquid;

/// <summary>One tier of a Hyperliquid margin table; the maintenance rate is half of the initial one at its leverage.</summary>
/// <param name="LowerBound">The notional from which on it holds.</param>
/// <param name="MaxLeverage">The highest leverage there.</param>
public sealed record HyperliquidTier(decimal LowerBound, decimal MaxLeverage)
{
    /// <summary>0.5 / max leverage.</summary>
    public decimal MaintenanceRate => RateAt(MaxLeverage);

    public static decimal RateAt(decimal maxLeverage) => 0.5m / maxLeverage;

    public static BracketLadder Ladder(IEnumerable<HyperliquidTier> tiers) =>
        new(tiers.Select(tier => new NotionalBracket(tier.LowerBound, tier.MaintenanceRate, tier.MaxLeverage)));
}
