namespace MultiVenueMargin.Risk.RuleBooks.Aave;

/// <summary>HF = Σ (collateral value × liquidation threshold) / Σ debt value. Below one the position may be liquidated; exactly one is safe.</summary>
public static class AaveHealthFactor
{
    /// <summary>Absent where nothing is owed: no fall of any price can hurt.</summary>
    public static decimal? Of(IEnumerable<(decimal Value, decimal Threshold)> collateral, decimal debt) =>
        debt > 0 ? collateral.Sum(each => each.Value * each.Threshold) / debt : null;

    public static bool IsLiquidatable(decimal? healthFactor) => healthFactor < 1m;
}
