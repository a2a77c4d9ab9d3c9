namespace MultiVenueMargin.Risk.RuleBooks.Mechanisms;

/// <summary>
/// A perpetual market that charges for one-sidedness: an order moves its own price by size over skew scale and fills halfway, and
/// the margin fraction rises with the position's size over the same scale, so that the requirement is quadratic in size.
/// </summary>
/// <param name="SkewScale">Size that would double the price; a large one means a deep market.</param>
/// <param name="InitialFraction">Initial margin ratio per size over skew scale.</param>
/// <param name="LeastInitialRatio">Initial margin ratio of a small position.</param>
/// <param name="MaintenanceScalar">Maintenance ratio as a share of the initial one.</param>
/// <param name="LeastPositionMargin">Added to both requirements of any position, in USD.</param>
public sealed record SkewMarket(
    decimal SkewScale, decimal InitialFraction, decimal LeastInitialRatio, decimal MaintenanceScalar, decimal LeastPositionMargin)
{
    /// <summary>What a position opened at once in an even market filled at.</summary>
    public decimal FillPrice(decimal size, decimal price) => price * (1m + (size / 2m / SkewScale));

    /// <summary>Profit of such a position at a later price; below zero at once, because the fill was worse than the price.</summary>
    public decimal Profit(decimal size, decimal price, decimal priceNow) => size * (priceNow - FillPrice(size, price));

    public decimal InitialMargin(decimal size, decimal price) => (Notional(size, price) * InitialRatio(size)) + MinimumOf(size);

    public decimal MaintenanceMargin(decimal size, decimal price) => (Notional(size, price) * InitialRatio(size) * MaintenanceScalar) + MinimumOf(size);

    public static decimal Notional(decimal size, decimal price) => Math.Abs(size) * price;

    private decimal InitialRatio(decimal size) => (Math.Abs(size) / SkewScale * InitialFraction) + LeastInitialRatio;

    private decimal MinimumOf(decimal size) => size == 0 ? 0m : LeastPositionMargin;
}
