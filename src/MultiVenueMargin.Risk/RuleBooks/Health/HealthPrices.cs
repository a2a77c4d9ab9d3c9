namespace MultiVenueMargin.Risk.RuleBooks.Health;

/// <summary>
/// The oracle's price and one that follows it slowly. Against new risk an asset is taken at the lower and a liability at the
/// higher of both, so that nobody borrows against a spike.
/// </summary>
public readonly record struct HealthPrices(decimal Oracle, decimal Stable)
{
    /// <summary>Where no slow price is kept.</summary>
    public static HealthPrices Single(decimal oracle) => new(oracle, oracle);

    public decimal Asset(HealthLevel level) => level == HealthLevel.Initial ? Math.Min(Oracle, Stable) : Oracle;

    public decimal Liability(HealthLevel level) => level == HealthLevel.Initial ? Math.Max(Oracle, Stable) : Oracle;
}
