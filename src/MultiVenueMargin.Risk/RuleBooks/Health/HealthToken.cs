namespace MultiVenueMargin.Risk.RuleBooks.Health;

/// <summary>One token of an account.</summary>
/// <param name="Name">As orders and perpetuals refer to it.</param>
/// <param name="Balance">Deposited, or owed where negative, with what orders have set free.</param>
/// <param name="Weights">Initial and maintenance.</param>
/// <param name="Prices">Oracle and lagged.</param>
/// <param name="Totals">What the venue as a whole holds; absent: weights are not scaled.</param>
/// <param name="IsPriced">Whether its oracle can be used.</param>
public sealed record HealthToken(
    string Name, decimal Balance, HealthWeights Weights, HealthPrices Prices, BankTotals? Totals = null, bool IsPriced = true)
{
    /// <summary>Scaled at the liability price, which makes the most of a concentration.</summary>
    public decimal AssetWeight(HealthLevel level) => level == HealthLevel.Initial && Totals is not null
        ? Totals.ScaledAssetWeight(Weights.Asset(level), Prices.Liability(level))
        : Weights.Asset(level);

    public decimal LiabilityWeight(HealthLevel level) => level == HealthLevel.Initial && Totals is not null
        ? Totals.ScaledLiabilityWeight(Weights.Liability(level), Prices.Liability(level))
        : Weights.Liability(level);

    /// <summary>What an amount of it adds to health: weighted as an asset, or as a liability where negative.</summary>
    public decimal Contribution(decimal amount, HealthLevel level) => amount < 0
        ? amount * LiabilityWeight(level) * Prices.Liability(level)
        : amount * AssetWeight(level) * Prices.Asset(level);
}
