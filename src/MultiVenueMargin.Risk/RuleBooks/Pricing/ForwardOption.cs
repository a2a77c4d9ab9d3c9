using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Pricing;

namespace MultiVenueMargin.Risk.RuleBooks.Pricing;

/// <summary>
/// Black-76: a European option on a forward. The intrinsic value is exact and what time adds is computed apart, so that a call less
/// a put of the same strike is the forward less the strike to the last digit.
/// </summary>
public static class ForwardOption
{
    private const decimal SecondsPerYear = 31_536_000m;

    /// <summary>A year of 365 days.</summary>
    public static double YearsOf(decimal seconds) => (double)seconds / (double)SecondsPerYear;

    /// <summary>Price in units of the forward.</summary>
    /// <param name="right">Call or put.</param>
    /// <param name="forward">Zero or more.</param>
    /// <param name="strike">Zero or more.</param>
    /// <param name="volatility">Per root of a year; zero leaves the intrinsic value.</param>
    /// <param name="years">Zero or more.</param>
    /// <param name="discount">What a unit at expiry is worth now.</param>
    public static decimal Price(OptionRight right, decimal forward, decimal strike, double volatility, double years, decimal discount)
    {
        var intrinsic = Math.Max(right == OptionRight.Call ? forward - strike : strike - forward, 0m);
        var worthless = forward > strike ? OptionRight.Put : OptionRight.Call;
        var time = Black76.Price(worthless, (double)forward, (double)strike, volatility, years);
        return discount * (intrinsic + DoubleDigits.ToDecimal(time));
    }

    /// <summary>How much the price of a call moves with its forward, before discounting.</summary>
    public static decimal CallDelta(decimal forward, decimal strike, double volatility, double years) =>
        DoubleDigits.ToDecimal(Black76.Delta(OptionRight.Call, (double)forward, (double)strike, volatility, years));
}
