namespace MultiVenueMargin.Risk.RuleBooks.Deribit;

/// <summary>Profit in coin of what is worth so many coins and fixed in USD.</summary>
public static class InverseProfit
{
    /// <summary>q·s/(1 + s): contracts worth <paramref name="coins"/> now, after the price moved by a share of itself.</summary>
    public static decimal InCoin(decimal coins, decimal move) => move > -1m
        ? coins * move / (1m + move)
        : throw new ArgumentOutOfRangeException(nameof(move), move, "A price cannot lose all it is; an inverse contract would have no value.");
}
