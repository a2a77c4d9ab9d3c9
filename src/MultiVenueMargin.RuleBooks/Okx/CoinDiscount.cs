namespace MultiVenueMargin.RuleBooks.Okx;

/// <summary>How much of a coin's equity counts.</summary>
/// <param name="InUsd">Whether the ladder's amounts are USD; else coins.</param>
/// <param name="Ladder">Rates by amount; beyond its end nothing counts.</param>
public sealed record CoinDiscount(bool InUsd, IReadOnlyList<LadderStep> Ladder)
{
    /// <summary>What counts of so many coins, in USD.</summary>
    public decimal Counted(decimal coins, decimal price) => InUsd
        ? SlicedCharge.Of(Ladder, coins * price)
        : SlicedCharge.Of(Ladder, coins) * price;
}
