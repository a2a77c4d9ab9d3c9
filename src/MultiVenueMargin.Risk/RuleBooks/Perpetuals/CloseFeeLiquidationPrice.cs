namespace MultiVenueMargin.Risk.RuleBooks.Perpetuals;

/// <summary>Isolated liquidation price where the fee of closing is reserved beside maintenance: Gate and OKX.</summary>
public static class CloseFeeLiquidationPrice
{
    /// <summary>(entry − margin/size) / (1 − side·(rate + fee)); zero or less: no fall of the price liquidates it.</summary>
    /// <param name="size">Signed units of the underlying.</param>
    /// <param name="entry">What it was entered at.</param>
    /// <param name="margin">What was set aside for it.</param>
    /// <param name="maintenanceRate">Maintenance margin per unit of notional.</param>
    /// <param name="takerFee">The fee of closing per unit of notional.</param>
    public static decimal Of(decimal size, decimal entry, decimal margin, decimal maintenanceRate, decimal takerFee) =>
        (entry - (margin / size)) / (1m - (Math.Sign(size) * (maintenanceRate + takerFee)));

    /// <summary>The same moved towards the entry by a share of the way: what a careful bot takes for its own limit (freqtrade).</summary>
    public static decimal Buffered(decimal entry, decimal liquidationPrice, decimal buffer, bool isLong) =>
        liquidationPrice + ((isLong ? 1m : -1m) * buffer * Math.Abs(entry - liquidationPrice));
}
