namespace MultiVenueMargin.Risk.RuleBooks.Bybit;

/// <summary>Bybit's isolated liquidation price of a linear perpetual.</summary>
public static class BybitLiquidationPrice
{
    /// <summary>entry · (1 − side·(1/leverage − rate)); initial margin at entry less maintenance is what may be lost.</summary>
    public static decimal Isolated(decimal entry, decimal leverage, decimal maintenanceRate, bool isLong) =>
        entry * (1m - ((isLong ? 1m : -1m) * ((1m / leverage) - maintenanceRate)));
}
