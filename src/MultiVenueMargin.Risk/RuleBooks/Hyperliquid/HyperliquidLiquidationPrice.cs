namespace MultiVenueMargin.Risk.RuleBooks.Hyperliquid;

/// <summary>
/// Hyperliquid's liquidation price: price − side · margin available / size / (1 − l·side), l the maintenance rate. Margin available
/// is what the position has beyond maintenance: account value in cross mode, its own margin in isolated mode.
/// </summary>
public static class HyperliquidLiquidationPrice
{
    /// <summary>At the price at which the margin is measured; zero or less: no fall of the price liquidates it.</summary>
    /// <param name="price">The mark, or the entry where the margin is what it was at entry.</param>
    /// <param name="size">Signed units of the underlying.</param>
    /// <param name="margin">Account value, or the isolated position's own margin, at that price.</param>
    /// <param name="maintenanceRate">l.</param>
    public static decimal Of(decimal price, decimal size, decimal margin, decimal maintenanceRate) =>
        price - (MarginAvailable(price, size, margin, maintenanceRate) / size / (1m - (maintenanceRate * Math.Sign(size))));

    public static decimal MarginAvailable(decimal price, decimal size, decimal margin, decimal maintenanceRate) =>
        margin - (Math.Abs(size) * price * maintenanceRate);
}
