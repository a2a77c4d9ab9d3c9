using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Pricing;

namespace MultiVenueMargin.Risk.Tests.Pricing;

public sealed class ImpliedVolatilityTests
{
    private const double Unit = 2.220446049250313e-16;

    [Fact]
    public void TryFind_WhenPriceComesFromTheReference_ReturnsItsVolatility()
    {
        const double Strike = 64_317.123456789;
        foreach (double moneyness in new[] { 0.01, 0.3, 0.6, 0.8, 0.95, 0.999, 1 - 1e-9, 1, 1 + 1e-9, 1.001, 1.05, 1.3, 2, 6, 100 })
        {
            double forward = Strike * moneyness;
            foreach (double volatility in new[] { 1e-8, 1e-4, 0.01, 0.05, 0.2, 0.5, 0.9, 1.4, 2, 3, 5, 8 })
            {
                double near = (Math.Abs(Math.Log(moneyness)) / volatility) - (volatility / 2);
                if (near > 14)
                {
                    // The price is below 1e-40 of the forward, and the reference's digits run out.
                    continue;
                }

                foreach (OptionRight right in new[] { OptionRight.Call, OptionRight.Put })
                {
                    double price = PreciseBlack76.Price(right, forward, Strike, volatility, 1).ToDouble();

                    // What one rounding of the price is worth in volatility, relative: the information it carries.
                    double vega = Black76.PriceAndGreeks(right, forward, Strike, volatility, 1).Vega;
                    double resolution = Unit * price / (vega * volatility);
                    if (resolution > 1e-3)
                    {
                        continue;
                    }

                    Assert.True(ImpliedVolatility.TryFind(right, price, forward, Strike, 1, out double found));
                    Assert.True(
                        Math.Abs((found / volatility) - 1) <= 1e-14 + (2 * resolution),
                        $"{right} F/K={moneyness:R} s={volatility:R}: found {found:R}, resolution {resolution:E1}");
                }
            }
        }
    }

    [Fact]
    public void TryFind_WhenPriceIsOurOwn_ReproducesThePrice() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(20_000).WithReplay(20_261_121, 7),
        Prop.ForAll(
            (from right in Gen.Elements(OptionRight.Call, OptionRight.Put)
             from moneyness in Gen.OneOf(Spread(1e-6, 1e6), Spread(0.5, 2), Spread(0.9999, 1.0001))
             from volatility in Spread(1e-3, 8)
             from years in Spread(1e-8, 5)
             select (right, moneyness, volatility, years)).ToArbitrary(),
            x =>
            {
                double forward = 100 * x.moneyness;
                double price = Black76.Price(x.right, forward, 100, x.volatility, x.years);
                if (!ImpliedVolatility.TryFind(x.right, price, forward, 100, x.years, out double found))
                {
                    // Only where the time value has been rounded away: at the intrinsic value or at the bound.
                    double other = Black76.Price(Opposite(x.right), forward, 100, x.volatility, x.years);
                    double timeValue = Math.Min(price, other);
                    double rounding = 2 * Unit * price;
                    return timeValue < 1e-280
                        || timeValue <= rounding
                        || timeValue >= Math.Min(forward, 100) - rounding;
                }

                double again = Black76.Price(x.right, forward, 100, found, x.years);
                return Math.Abs(again - price) <= PriceTolerance(forward, 100, found * Math.Sqrt(x.years)) * price;
            }));

    [Fact]
    public void TryFind_WhenPriceIsAnything_EndsAndNeverInventsAPrice() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(20_000).WithReplay(20_261_121, 7),
        Prop.ForAll(
            (from right in Gen.Elements(OptionRight.Call, OptionRight.Put)
             from moneyness in Gen.OneOf(Spread(1e-30, 1e30), Spread(0.5, 2), Gen.Constant(1.0))
             from share in Gen.OneOf(Spread(1e-300, 1), Spread(0.01, 1).Select(y => 1 - (1e-10 * y)))
             select (right, moneyness, share)).ToArbitrary(),
            x =>
            {
                // A time value anywhere between nothing and its bound, on any moneyness.
                double forward = x.moneyness;
                double low = Math.Min(forward, 1);
                double price = Math.Max(x.right == OptionRight.Call ? forward - 1 : 1 - forward, 0) + (x.share * low);
                return !ImpliedVolatility.TryFind(x.right, price, forward, 1, 0.5, out double found)
                    || Math.Abs(Black76.Price(x.right, forward, 1, found, 0.5) - price)
                        <= PriceTolerance(forward, 1, found * Math.Sqrt(0.5)) * price;
            }));

    [Theory]
    [InlineData(OptionRight.Call, 9.99, 110, 100, 1)]
    [InlineData(OptionRight.Call, 10, 110, 100, 1)]
    [InlineData(OptionRight.Call, 110, 110, 100, 1)]
    [InlineData(OptionRight.Call, 111, 110, 100, 1)]
    [InlineData(OptionRight.Put, 100, 110, 100, 1)]
    [InlineData(OptionRight.Put, 0, 110, 100, 1)]
    [InlineData(OptionRight.Put, -1, 110, 100, 1)]
    [InlineData(OptionRight.Put, 5, 110, 100, 0)]
    [InlineData(OptionRight.Put, 5, 0, 100, 1)]
    [InlineData(OptionRight.Call, 5, 10, 0, 1)]
    [InlineData(OptionRight.Put, 1e-300, 110, 100, 1)]
    public void TryFind_WhenNoVolatilityAnswers_ReturnsFalseAndZero(
        OptionRight right, double price, double forward, double strike, double years)
    {
        Assert.False(ImpliedVolatility.TryFind(right, price, forward, strike, years, out double volatility));
        Assert.Equal(0.0, volatility);
    }

    [Theory]
    [InlineData("right", 0, 5, 100, 100, 1)]
    [InlineData("price", 1, double.NaN, 100, 100, 1)]
    [InlineData("price", 1, double.PositiveInfinity, 100, 100, 1)]
    [InlineData("forward", 1, 5, double.NaN, 100, 1)]
    [InlineData("forward", 1, 5, -1, 100, 1)]
    [InlineData("strike", 1, 5, 100, double.PositiveInfinity, 1)]
    [InlineData("years", 1, 5, 100, 100, -1)]
    [InlineData("years", 1, 5, 100, 100, double.NaN)]
    public void TryFind_WhenAnArgumentIsOutOfDomain_RefusesItByName(
        string name, int right, double price, double forward, double strike, double years) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            name, () => ImpliedVolatility.TryFind((OptionRight)right, price, forward, strike, years, out _));

    // One last place of the volatility moves the price by near² last places: no double reproduces it more closely.
    private static double PriceTolerance(double forward, double strike, double totalVolatility)
    {
        double near = (Math.Abs(Math.Log(forward / strike)) / totalVolatility) - (totalVolatility / 2);
        return 1e-14 + (1e-15 * near * near);
    }

    private static OptionRight Opposite(OptionRight right) => right == OptionRight.Call ? OptionRight.Put : OptionRight.Call;

    private static Gen<double> Spread(double from, double to) =>
        Gen.Choose(0, 1 << 30).Select(i => from * Math.Pow(to / from, i / (double)(1 << 30)));
}
