using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Pricing;

namespace MultiVenueMargin.Risk.Tests.Pricing;

public sealed class Black76Tests
{
    private const double HalfUnit = 1.1102230246251565e-16;

    // F/K from 1e-6 to 1e6, dense around the money; strikes a last place off the forward included.
    private static readonly double[] Moneyness =
    [
        1e-6, 1e-4, 0.01, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999, 0.999999, 0.99999999, 1 - 1e-12, 1 - 1.2e-16,
        1, 1 + 2.3e-16, 1 + 1e-12, 1.00000001, 1.000001, 1.001, 1.01, 1.05, 1.1, 1.25, 1.5, 2, 3, 5, 6, 10, 100, 1e4, 1e6,
    ];

    private static readonly double[] TotalVolatilities =
    [
        1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 0.001, 0.003, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 0.85, 1, 1.2, 1.5,
        1.8, 2, 2.5, 3, 4, 5, 6, 7, 8, 10, 12, 15, 25,
    ];

    // A forward with a full mantissa, so that nothing is exact by luck.
    private const double Forward = 64_317.123456789;

    [Fact]
    public void Price_WhenComparedWithReferenceOverTheWholeDomain_StaysWithinBound()
    {
        double worst = 0;
        foreach (double moneyness in Moneyness)
        {
            double strike = Forward / moneyness;
            foreach (double volatility in TotalVolatilities)
            {
                foreach (OptionRight right in new[] { OptionRight.Call, OptionRight.Put })
                {
                    double price = Black76.Price(right, Forward, strike, volatility, 1);
                    Precise exact = PreciseBlack76.Price(right, Forward, strike, volatility, 1);
                    double error = Math.Abs((Precise.Of(price) - exact).ToDouble());

                    // Only F − K and its sum with the time value may add rounding of their own size.
                    double intrinsicRounding = 2 * HalfUnit * exact.ToDouble();
                    worst = Math.Max(worst, (error - intrinsicRounding) / Math.Min(Forward, strike));
                    Assert.True(price >= 0);
                    Assert.True(
                        error <= (1e-14 * Math.Min(Forward, strike)) + intrinsicRounding,
                        $"{right} K={strike:R} s={volatility:R}: {price:R}, error {error:E2}");
                    if (strike <= 100 * Forward)
                    {
                        Assert.True(error <= 1e-13 * Forward);
                    }
                }
            }
        }

        Assert.True(worst <= 2e-15, $"worst error {worst:E2} of min(F, K)");
    }

    [Fact]
    public void Price_WhenOutOfTheMoney_IsRelativelyExact()
    {
        foreach (double moneyness in Moneyness)
        {
            double strike = Forward / moneyness;
            foreach (double volatility in TotalVolatilities)
            {
                OptionRight right = Forward <= strike ? OptionRight.Call : OptionRight.Put;
                double near = (Math.Abs(Math.Log(Forward / strike)) / volatility) - (volatility / 2);
                if (near > 14)
                {
                    continue;
                }

                double price = Black76.Price(right, Forward, strike, volatility, 1);
                Precise exact = PreciseBlack76.Price(right, Forward, strike, volatility, 1);
                double error = Math.Abs(((Precise.Of(price) - exact) / exact).ToDouble());
                Assert.True(
                    error <= 2e-15 * (5 + (near * near)),
                    $"{right} K={strike:R} s={volatility:R}: {price:R}, relative error {error:E2}");
            }
        }
    }
}
