namespace MultiVenueMargin.Risk.RuleBooks.Binance;

/// <summary>What Binance portfolio margin counts of one coin: margin asset − loan + futures wallet + futures profit, haircut where positive.</summary>
public static class UnifiedEquity
{
    /// <summary>min(E · price · rate, E · price): the rate bites only on what is owned.</summary>
    public static decimal Counted(decimal equity, decimal price, decimal rate) => Math.Min(equity * price * rate, equity * price);
}
