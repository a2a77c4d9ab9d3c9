namespace MultiVenueMargin.Risk.RuleBooks.Perpetuals;

/// <summary>What a resting order gives away at once if it fills: Binance and Bybit take it off equity.</summary>
public static class OrderLoss
{
    /// <summary>Zero or positive, in the quote currency: a bid above the mark or an ask below it.</summary>
    /// <param name="size">Signed units of the underlying: a bid's are positive.</param>
    /// <param name="limit">The order's price.</param>
    /// <param name="mark">The mark.</param>
    public static decimal Of(decimal size, decimal limit, decimal mark) => Math.Max(0m, size * (limit - mark));
}
