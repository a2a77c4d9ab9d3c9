namespace MultiVenueMargin.Risk.RuleBooks.Health;

/// <summary>
/// Funds that the resting spot orders of one market have locked. They end up as either token, and an order can fill no worse than
/// its own price, so the most extreme order price caps the conversion where it is known.
/// </summary>
/// <param name="Base">Name of the base token.</param>
/// <param name="Quote">Name of the quote token.</param>
/// <param name="ReservedBase">Base locked by asks.</param>
/// <param name="ReservedQuote">Quote locked by bids.</param>
/// <param name="LowestAsk">Quote per base; absent: unknown.</param>
/// <param name="HighestBidInverse">Base per quote at the highest bid; absent: unknown.</param>
public sealed record ReservedOrders(
    string Base, string Quote, decimal ReservedBase, decimal ReservedQuote, decimal? LowestAsk = null, decimal? HighestBidInverse = null)
{
    /// <summary>Base tokens once every bid has filled.</summary>
    public decimal AllAsBase(HealthToken inBase, HealthToken inQuote, HealthLevel level)
    {
        var atOracle = ReservedQuote * inQuote.Prices.Asset(level) / inBase.Prices.Liability(level);
        return ReservedBase + Capped(atOracle, ReservedQuote * HighestBidInverse);
    }

    /// <summary>Quote tokens once every ask has filled.</summary>
    public decimal AllAsQuote(HealthToken inBase, HealthToken inQuote, HealthLevel level)
    {
        var atOracle = ReservedBase * inBase.Prices.Asset(level) / inQuote.Prices.Liability(level);
        return ReservedQuote + Capped(atOracle, ReservedBase * LowestAsk);
    }

    private static decimal Capped(decimal amount, decimal? most) => most is > 0 ? Math.Min(amount, most.Value) : amount;
}
