using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Pricing;

namespace MultiVenueMargin.Risk.Tests.Pricing;

public sealed class Black76Tests
{
    private const double HalfUnit = 1.1102230246251565e-16;

    // A forward with a full mantissa, so that nothing is exact by luck.
    private const double Forward = 64_317.123456789;

    // F/K from 1e-6 to 1e6, dense around the money; strikes a last place off the forward included.
    private static readonly double[] Moneyness =
    [
        1e-6, 1e-4, 0.01, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999, 0.999999, 0.99999999, 1 - 1e-12, 1 - 1.2e-16,
        1, 1 + 2.3e-16, 1 + 1e-12, 1.00000001, 1.000001, 1.001, 1.01, 1.05, 1.1, 1.25, 1.5, 2, 3, 5, 6, 10, 100, 1e4, 1e6,
    ];

    private static readonly double[] TotalVolatilities =
    [
        1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 0.001, 0.003, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 0.85, 1, 1.2,
        1.5, 1.8, 2, 2.5, 3, 4, 5, 6, 7, 8, 10, 12, 15, 25,
    ];

    private static readonly OptionRight[] Rights = [OptionRight.Call, OptionRight.Put];

    // Inputs as a desk or a scenario may produce them, extremes included.
    private static readonly Arbitrary<(OptionRight Right, double F, double K, double Sigma, double T)> Inputs = (
        from right in Gen.Elements(Rights)
        from forward in Spread(1e-3, 1e6)
        from moneyness in Gen.OneOf(Spread(1e-6, 1e6), Spread(0.5, 2), Spread(0.999, 1.001))
        from volatility in Gen.OneOf(Spread(1e-3, 20), Gen.Constant(0.0))
        from years in Gen.OneOf(Spread(1e-9, 10), Gen.Constant(0.0))
        select (right, forward, forward / moneyness, volatility, years)).ToArbitrary();

    [Fact]
    public void Price_WhenComparedWithReferenceOverTheWholeDomain_StaysWithinBound()
    {
        double worst = 0;
        foreach ((OptionRight right, double strike, double volatility) in Grid())
        {
            double price = Black76.Price(right, Forward, strike, volatility, 1);
            Precise exact = PreciseBlack76.Price(right, Forward, strike, volatility, 1);
            double error = Math.Abs((Precise.Of(price) - exact).ToDouble());

            // Only F − K and its sum with the time value may add rounding of their own size.
            double intrinsicRounding = 2 * HalfUnit * exact.ToDouble();
            worst = Math.Max(worst, (error - intrinsicRounding) / Math.Min(Forward, strike));
            Assert.True(price >= 0);
            if (strike <= 100 * Forward)
            {
                // Beyond, the rounding of K − F alone is larger.
                Assert.True(error <= 1e-13 * Forward, $"{right} K={strike:R} s={volatility:R}: error {error:E2}");
            }
        }

        // The documented bound is 1e-14; a change that loses a digit of it should be seen.
        Assert.True(worst <= 2e-15, $"worst error {worst:E2} of min(F, K)");
    }

    [Fact]
    public void Price_WhenOutOfTheMoney_IsRelativelyExact()
    {
        foreach ((OptionRight right, double strike, double volatility) in Grid())
        {
            double near = (Math.Abs(Math.Log(Forward / strike)) / volatility) - (volatility / 2);
            bool outOfTheMoney = right == OptionRight.Call ? Forward <= strike : strike <= Forward;
            if (!outOfTheMoney || near > 14)
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

    [Theory]
    [InlineData(OptionRight.Call)]
    [InlineData(OptionRight.Put)]
    public void Price_WhenYearsAndVolatilityVary_AgreesWithReference(OptionRight right)
    {
        foreach (double years in new[] { 1e-9, 1.0 / 31_536_000, 1.0 / 8_760, 1.0 / 365, 0.25, 2, 10 })
        {
            foreach (double volatility in new[] { 0.05, 0.5, 0.85, 1.5, 4 })
            {
                double price = Black76.Price(right, Forward, 62_000, volatility, years);
                Precise exact = PreciseBlack76.Price(right, Forward, 62_000, volatility, years);
                Assert.True(Math.Abs((Precise.Of(price) - exact).ToDouble()) <= 3e-15 * Forward);
            }
        }
    }

    /// <summary>
    /// OpenGamma Strata, BlackFormulaRepositoryTest, PRE_COMPUTER_PRICES (commit 39c46e34): forward 104, 4.5 years.
    /// </summary>
    [Theory]
    [InlineData(85, 0.1, 20.816241352493662)]
    [InlineData(85, 0.3, 34.22506482807403)]
    [InlineData(85, 0.8, 66.87809290575849)]
    [InlineData(90, 0.12, 18.355904456594594)]
    [InlineData(100, 0.1, 10.76221357246159)]
    [InlineData(100, 0.5, 43.24555444486169)]
    [InlineData(103, 0.15, 13.589326615797177)]
    [InlineData(108, 0.2, 15.876921735149438)]
    [InlineData(150, 0.1, 0.4521972353043875)]
    [InlineData(150, 0.8, 55.062112340600244)]
    public void Price_WhenPublishedByStrata_IsTheSame(double strike, double volatility, double expected) =>
        Assert.Equal(expected, Black76.Price(OptionRight.Call, 104, strike, volatility, 4.5), 1e-12);

    /// <summary>Derive, lyra-utils test/math/Black76.t.sol (commit 759e9625): prices carry their discount factor.</summary>
    [Theory]
    [InlineData(604_800, 1, 1500, 1500, 1, 82.805080668634559515, 82.805080668634559515, 0.5276016935562116)]
    [InlineData(172_800, 0.75, 1000, 700, 0.9998904169635637, 299.967125089526177817, 0.00000000045708468, 0.999999999944921)]
    [InlineData(31_536_000, 25, 1000, 700, 0.9801986733067553, 980.198673306755267731, 686.139071314728653306, 1)]
    [InlineData(31_536_000, 4, 1000, 0, 0.99, 990, 0, 1)]
    [InlineData(31_536_000, 4, 0, 1000, 0.99, 0, 990, 0)]
    public void Price_WhenPublishedByDerive_IsTheSame(
        double seconds, double volatility, double forward, double strike, double discount, double call, double put, double delta)
    {
        double years = seconds / 31_536_000;
        Assert.Equal(call, discount * Black76.Price(OptionRight.Call, forward, strike, volatility, years), 1e-11);
        Assert.Equal(put, discount * Black76.Price(OptionRight.Put, forward, strike, volatility, years), 1e-11);
        Assert.Equal(delta, Black76.Delta(OptionRight.Call, forward, strike, volatility, years), 1e-14);
    }

    [Theory]
    [InlineData(OptionRight.Call, 110, 100, 0, 1, 10)]
    [InlineData(OptionRight.Call, 90, 100, 0, 1, 0)]
    [InlineData(OptionRight.Put, 90, 100, 0.5, 0, 10)]
    [InlineData(OptionRight.Put, 110, 100, 0.5, 0, 0)]
    [InlineData(OptionRight.Call, 100, 100, 0, 1, 0)]
    [InlineData(OptionRight.Put, 100, 100, 0.5, 0, 0)]
    [InlineData(OptionRight.Call, 0, 0, 0.5, 1, 0)]
    [InlineData(OptionRight.Put, 0, 100, 0.5, 1, 100)]
    public void Price_WhenNoVolatilityOrNothingAtStake_IsExactlyIntrinsic(
        OptionRight right, double forward, double strike, double volatility, double years, double expected) =>
        Assert.Equal(expected, Black76.Price(right, forward, strike, volatility, years));

    [Theory]
    [InlineData(1e300, 1e6)]
    [InlineData(1e200, 1e300)]
    [InlineData(100, 100)]
    public void Price_WhenVolatilityIsAbsurd_ReachesItsBound(double volatility, double years)
    {
        Assert.Equal(Forward, Black76.Price(OptionRight.Call, Forward, 70_000, volatility, years));
        Assert.Equal(70_000, Black76.Price(OptionRight.Put, Forward, 70_000, volatility, years), 1e-10);
    }

    [Fact]
    public void Price_WhenInputsAreArbitrary_KeepsParityBoundsAndSign() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(20_000).WithReplay(20_261_121, 7),
        Prop.ForAll(Inputs, x =>
        {
            double call = Black76.Price(OptionRight.Call, x.F, x.K, x.Sigma, x.T);
            double put = Black76.Price(OptionRight.Put, x.F, x.K, x.Sigma, x.T);
            double rounding = 4 * HalfUnit * Math.Max(x.F, x.K);
            return call >= Math.Max(x.F - x.K, 0)
                && put >= Math.Max(x.K - x.F, 0)
                && call <= x.F + rounding
                && put <= x.K + rounding
                && Math.Abs(call - put - (x.F - x.K)) <= rounding;
        }));

    [Fact]
    public void Price_WhenVolatilityRises_DoesNotFall() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(20_000).WithReplay(20_261_121, 7),
        Prop.ForAll(Inputs, x =>
            Black76.Price(x.Right, x.F, x.K, (x.Sigma * 1.01) + 1e-6, x.T)
            >= Black76.Price(x.Right, x.F, x.K, x.Sigma, x.T) - (1e-14 * Math.Min(x.F, x.K))));

    [Fact]
    public void Greeks_WhenComparedWithDifferencesOfTheReference_Agree()
    {
        // Central differences with a step of 1e-20 in 115 digits: their own error is below 1e-35.
        Precise step = Precise.Parse("0.00000000000000000001");
        foreach (OptionRight right in Rights)
        {
            foreach (double strike in new[] { 6_000.0, 32_000, 50_000, 60_000, 64_000, 64_317.123456789, 66_000, 90_000, 400_000 })
            {
                foreach ((double volatility, double years) in new[] { (0.6, 0.25), (0.3, 0.01), (1.2, 2.0), (3.0, 4.0) })
                {
                    OptionGreeks actual = Black76.PriceAndGreeks(right, Forward, strike, volatility, years);
                    Precise f = Precise.Of(Forward);
                    Precise k = Precise.Of(strike);
                    Precise v = Precise.Of(volatility);
                    Precise t = Precise.Of(years);
                    Precise at = PreciseBlack76.Price(right, f, k, v, t);
                    Precise up = PreciseBlack76.Price(right, f + step, k, v, t);
                    Precise down = PreciseBlack76.Price(right, f - step, k, v, t);
                    Precise two = step * 2;
                    Precise vega = (PreciseBlack76.Price(right, f, k, v + step, t) - PreciseBlack76.Price(right, f, k, v - step, t)) / two;
                    Precise decay = (PreciseBlack76.Price(right, f, k, v, t - step) - PreciseBlack76.Price(right, f, k, v, t + step)) / two;

                    Assert.Equal(Black76.Price(right, Forward, strike, volatility, years), actual.Price);
                    Assert.Equal(Black76.Delta(right, Forward, strike, volatility, years), actual.Delta);
                    Assert.Equal(((up - down) / two).ToDouble(), actual.Delta, 1e-15);
                    Assert.Equal((((up - at) - (at - down)) / step / step).ToDouble(), actual.Gamma, 1e-13 / Forward);
                    Assert.Equal(vega.ToDouble(), actual.Vega, 1e-14 * Forward);
                    Assert.Equal(decay.ToDouble(), actual.Theta, 1e-13 * Forward);
                }
            }
        }
    }

    [Fact]
    public void Delta_WhenCallAndPutArePaired_DifferByOne() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(20_000).WithReplay(20_261_121, 7),
        Prop.ForAll(Inputs, x =>
        {
            double call = Black76.Delta(OptionRight.Call, x.F, x.K, x.Sigma, x.T);
            double put = Black76.Delta(OptionRight.Put, x.F, x.K, x.Sigma, x.T);
            return call is >= 0 and <= 1 && put is >= -1 and <= 0 && Math.Abs(call - put - 1) <= 1e-15;
        }));

    [Theory]
    [InlineData(OptionRight.Call, 110, 1)]
    [InlineData(OptionRight.Call, 90, 0)]
    [InlineData(OptionRight.Put, 110, 0)]
    [InlineData(OptionRight.Put, 90, -1)]
    public void Greeks_WhenExpiredAwayFromTheStrike_AreThoseOfTheIntrinsicValue(OptionRight right, double forward, double delta)
    {
        foreach ((double volatility, double years) in new[] { (0.5, 0.0), (0.0, 1.0), (0.0, 0.0) })
        {
            OptionGreeks priced = Black76.PriceAndGreeks(right, forward, 100, volatility, years);
            Assert.Equal(delta, priced.Delta, 2e-16);
            Assert.Equal((0.0, 0.0, 0.0), (priced.Gamma, priced.Vega, priced.Theta));
        }
    }

    [Fact]
    public void Greeks_WhenExpiredAtTheStrike_AreTheirLimits()
    {
        OptionGreeks call = Black76.PriceAndGreeks(OptionRight.Call, 100, 100, 0.5, 0);
        Assert.Equal(0.0, call.Price);
        Assert.Equal(0.5, call.Delta, 2e-16);
        Assert.Equal(double.PositiveInfinity, call.Gamma);
        Assert.Equal(0.0, call.Vega);
        Assert.Equal(double.NegativeInfinity, call.Theta);

        OptionGreeks calm = Black76.PriceAndGreeks(OptionRight.Put, 100, 100, 0, 0.25);
        Assert.Equal(-0.5, calm.Delta, 2e-16);
        Assert.Equal(100 * 0.3989422804014327 * 0.5, calm.Vega, 1e-14);
        Assert.Equal(0.0, calm.Theta);
    }

    [Fact]
    public void Greeks_WhenInputsAreArbitrary_AreNumbersOfTheRightSign() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(20_000).WithReplay(20_261_121, 7),
        Prop.ForAll(Inputs, x =>
        {
            OptionGreeks priced = Black76.PriceAndGreeks(x.Right, x.F, x.K, x.Sigma, x.T);
            return priced.Price >= 0 && priced.Gamma >= 0 && priced.Vega >= 0 && priced.Theta <= 0;
        }));

    [Theory]
    [InlineData("right", 0, 100, 100, 0.5, 1)]
    [InlineData("right", 7, 100, 100, 0.5, 1)]
    [InlineData("forward", 1, double.NaN, 100, 0.5, 1)]
    [InlineData("forward", 1, -1, 100, 0.5, 1)]
    [InlineData("forward", 1, double.PositiveInfinity, 100, 0.5, 1)]
    [InlineData("forward", 1, 1e101, 100, 0.5, 1)]
    [InlineData("forward", 1, 1e-101, 100, 0.5, 1)]
    [InlineData("strike", 1, 100, double.NaN, 0.5, 1)]
    [InlineData("strike", 1, 100, -1e-9, 0.5, 1)]
    [InlineData("strike", 1, 100, double.PositiveInfinity, 0.5, 1)]
    [InlineData("volatility", 1, 100, 100, double.NaN, 1)]
    [InlineData("volatility", 1, 100, 100, -0.1, 1)]
    [InlineData("volatility", 1, 100, 100, double.PositiveInfinity, 1)]
    [InlineData("years", 1, 100, 100, 0.5, double.NaN)]
    [InlineData("years", 1, 100, 100, 0.5, -1e-9)]
    [InlineData("years", 1, 100, 100, 0.5, double.PositiveInfinity)]
    public void PublicEntries_WhenAnArgumentIsOutOfDomain_RefuseItByName(
        string name, int right, double forward, double strike, double volatility, double years)
    {
        OptionRight kind = (OptionRight)right;
        Assert.Throws<ArgumentOutOfRangeException>(name, () => Black76.Price(kind, forward, strike, volatility, years));
        Assert.Throws<ArgumentOutOfRangeException>(name, () => Black76.Delta(kind, forward, strike, volatility, years));
        Assert.Throws<ArgumentOutOfRangeException>(name, () => Black76.PriceAndGreeks(kind, forward, strike, volatility, years));
    }

    /// <summary>
    /// The one expectation here that is a copied output, and on purpose: it says that every machine, build and
    /// instruction set gives these bits. Whether the bits are right is for the tests above. A deliberate change of
    /// the arithmetic changes this line, and with it every margin figure's last digits: such a change is a new version of the rules.
    /// </summary>
    [Fact]
    public void Price_WhenRunOnAnyMachine_HasTheSameBits()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((OptionRight right, double strike, double volatility) in Grid())
        {
            OptionGreeks priced = Black76.PriceAndGreeks(right, Forward, strike, volatility, 1);
            foreach (double value in new[] { priced.Price, priced.Delta, priced.Gamma, priced.Vega, priced.Theta })
            {
                hash.AppendData(BitConverter.GetBytes(BitConverter.DoubleToInt64Bits(value)));
            }
        }

        Assert.Equal("EE122A5E378A6144C28517AA288929A1", Convert.ToHexString(hash.GetHashAndReset())[..32]);
    }

    private static IEnumerable<(OptionRight Right, double Strike, double Volatility)> Grid() =>
        from moneyness in Moneyness
        from volatility in TotalVolatilities
        from right in Rights
        select (right, Forward / moneyness, volatility);

    // Even in the logarithm, which is how prices and volatilities spread.
    private static Gen<double> Spread(double from, double to) =>
        Gen.Choose(0, 1 << 30).Select(i => from * Math.Pow(to / from, i / (double)(1 << 30)));
}
