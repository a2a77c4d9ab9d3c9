using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Risk.RuleBooks.Okx;

/// <summary>Tiers of which every slice has its own rate, like tax brackets.</summary>
public static class SlicedCharge
{
    /// <summary>Σ slice·rate; what lies beyond the last tier, where that ends, is charged nothing and counts nothing.</summary>
    public static decimal Of(IReadOnlyList<RateTier> tiers, decimal amount) =>
        Tier.Charge([.. tiers.Select(tier => new Tier(tier.UpTo, tier.Rate))], amount);
}
