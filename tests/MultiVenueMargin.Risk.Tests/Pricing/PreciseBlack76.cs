using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Risk.Tests.Pricing;

/// <summary>The textbook formula F·N(d₁) − K·N(d₂), in 115 digits, where its cancellations do not matter.</summary>
internal static class PreciseBlack76
{
    public static Precise Price(OptionRight right, double forward, double strike, double volatility, double years) =>
        Price(right, Precise.Of(forward), Precise.Of(strike), Precise.Of(volatility), Precise.Of(years));

    public static Precise Price(OptionRight right, Precise forward, Precise strike, Precise volatility, Precise years)
    {
        Precise spread = volatility * Precise.Sqrt(years);
        Precise forwardMinusStrike = forward - strike;
        Precise call = spread == Precise.Zero
            ? Precise.Max(forwardMinusStrike, Precise.Zero)
            : Call(forward, strike, spread);
        return right == OptionRight.Call ? call : call - forwardMinusStrike;
    }

    /// <summary>The price of the out-of-the-money option of the pair.</summary>
    public static Precise TimeValue(double forward, double strike, double volatility, double years) =>
        Price(forward <= strike ? OptionRight.Call : OptionRight.Put, forward, strike, volatility, years);

    private static Precise Call(Precise forward, Precise strike, Precise spread)
    {
        Precise d1 = (Precise.Log(forward / strike) / spread) + (spread / 2);
        Precise d2 = d1 - spread;
        return (forward * Precise.NormalCumulative(d1)) - (strike * Precise.NormalCumulative(d2));
    }
}
