namespace MultiVenueMargin.Risk.RuleBooks.Okx;

/// <summary>How much of a coin's equity counts.</summary>
/// <param name="InUsd">Whether the tiers' amounts are USD; else coins.</param>
/// <param name="Tiers">Rates by amount; beyond its end nothing counts.</param>
public sealed record CoinDiscount(bool InUsd, IReadOnlyList<RateTier> Tiers)
{
    /// <summary>What counts of so many coins, in USD.</summary>
    public decimal Counted(decimal coins, decimal price) => InUsd
        ? SlicedCharge.Of(Tiers, coins * price)
        : SlicedCharge.Of(Tiers, coins) * price;
}
