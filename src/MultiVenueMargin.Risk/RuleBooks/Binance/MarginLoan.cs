namespace MultiVenueMargin.Risk.RuleBooks.Binance;

/// <summary>What Binance portfolio margin asks of a margin loan.</summary>
public static class MarginLoan
{
    /// <summary>In the coin that was borrowed.</summary>
    public static decimal Maintenance(decimal loan, decimal rate) => loan * rate;

    /// <summary>borrowed / (leverage − 1).</summary>
    public static decimal Initial(decimal loan, decimal leverage) => loan / (leverage - 1m);
}
