using MultiVenueMargin.Risk.RuleBooks.Grids;

namespace MultiVenueMargin.Risk.RuleBooks.Deribit;

/// <summary>What earlier versions of portfolio margin added to their worst case, in coin.</summary>
public static class LegacyContingencies
{
    /// <summary>Options of one strike that are short in the end, calls and puts together.</summary>
    public static decimal NetShort(IEnumerable<decimal> positionsAtStrike) => Math.Max(0m, -positionsAtStrike.Sum());

    /// <summary>So much per option that is short in the end, strike by strike.</summary>
    public static decimal ShortOptions(IEnumerable<IEnumerable<decimal>> strikes, decimal charge) => strikes.Sum(NetShort) * charge;

    /// <summary>A share of the futures that stand against each other.</summary>
    public static decimal OffsettingFutures(decimal longCoins, decimal shortCoins, decimal rate) =>
        Math.Min(Math.Abs(longCoins), Math.Abs(shortCoins)) * rate;

    /// <summary>A share of all options, long and short (the oldest rules).</summary>
    public static decimal AllOptions(decimal options, decimal rate) => Math.Abs(options) * rate;

    /// <summary>The largest change of implied volatility of an expiry: max·(30/d)^p.</summary>
    public static double VolatilityChange(double largest, double days, double power) => largest * VolatilityTerm.Scale(days, power);
}
