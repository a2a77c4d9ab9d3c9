using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Pricing;
using MultiVenueMargin.Risk.Pricing.Lanes;

namespace MultiVenueMargin.Risk.Tests.Pricing;

/// <summary>Many options at once against each alone, from worthless coins to the largest prices, at expiry, without volatility and with far too much of it.</summary>
public sealed class GreeksKernelTests
{
    private const double Forward = 64_317.123456789;

    [Fact]
    public void Greeks_OfManyAtOnce_AreTheBitsOfEachAlone()
    {
        List<(OptionRight Right, double Forward, double Strike, double Volatility, double Years)> options = [.. Options()];
        Assert.True(options.Count > 10_000, $"{options.Count} options");
        var (one, four, eight, widest) = (new GreeksKernel(), new GreeksKernel(), new GreeksKernel(), new GreeksKernel());
        foreach (var block in options.Chunk(GreeksKernel.Block))
        {
            Fill(one, block);
            Fill(four, block);
            Fill(eight, block);
            Fill(widest, block);
            one.Run<OneLane>(block.Length);
            four.Run<FourLanes>(block.Length);
            eight.Run<EightLanes>(block.Length);
            widest.Run(block.Length);
            for (int i = 0; i < block.Length; i++)
            {
                (OptionRight right, double forward, double strike, double volatility, double years) = block[i];
                OptionGreeks alone = Black76.PriceAndGreeks(right, forward, strike, volatility, years);
                foreach (GreeksKernel each in new[] { one, four, eight, widest })
                {
                    AssertSameBits(alone.Price, each.Prices[i], block[i]);
                    AssertSameBits(alone.Delta, each.Deltas[i], block[i]);
                    AssertSameBits(alone.Gamma, each.Gammas[i], block[i]);
                    AssertSameBits(alone.Vega, each.Vegas[i], block[i]);
                    AssertSameBits(alone.Theta, each.Thetas[i], block[i]);
                    AssertSameBits(Black76.LogMoneyness(forward, strike), each.LogMoneyness[i], block[i]);
                }
            }
        }
    }

    /// <summary>A block that is not full computes what is in it, whatever else lies there.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(64)]
    public void Greeks_OfABlockThatIsNotFull_AreThoseOfWhatIsInIt(int options)
    {
        var kernel = new GreeksKernel();
        kernel.Sides.Fill(double.NaN);
        kernel.Forwards.Fill(double.NaN);
        var some = Options().Where(option => option is { Years: > 0.2, Volatility: 0.7, Strike: > 1e3, Forward: Forward }).Take(options).ToArray();
        Assert.True(some.Length > 0 || options == 0);
        Fill(kernel, some);
        kernel.Run(some.Length);
        for (int i = 0; i < some.Length; i++)
        {
            AssertSameBits(
                Black76.PriceAndGreeks(some[i].Right, some[i].Forward, some[i].Strike, some[i].Volatility, some[i].Years).Vega, kernel.Vegas[i], some[i]);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65)]
    public void Greeks_OfMoreThanABlock_AreRefused(int options) => Assert.Throws<ArgumentOutOfRangeException>(() => new GreeksKernel().Run(options));

    private static IEnumerable<(OptionRight Right, double Forward, double Strike, double Volatility, double Years)> Options() =>
        from right in new[] { OptionRight.Call, OptionRight.Put }
        from forward in new[] { 0, 1e-100, 1e-5, Forward, 1e100 }
        from strike in new[] { 0, 1e-100, forward * 1e-3, forward * 0.5, forward * 0.9, forward * 0.99999999, forward, forward * 1.000001, forward * 1.3, forward * 40, 1e100 }
        where strike == 0 || strike is >= 1e-100 and <= 1e100
        from years in new[] { 0, 1e-12, 1.0 / 31_536_000, 1.0 / 8_760, 0.002, 0.02, 0.3, 1, 2, 40 }
        from volatility in new[] { 0, 1e-300, 1e-9, 0.004, 0.04, 0.2, 0.7, 1.5, 3, 60, 1e6 }
        select (right, forward, strike, volatility, years);

    private static void Fill(GreeksKernel kernel, (OptionRight Right, double Forward, double Strike, double Volatility, double Years)[] options)
    {
        for (int i = 0; i < options.Length; i++)
        {
            kernel.Sides[i] = Black76.Side(options[i].Right);
            kernel.Forwards[i] = options[i].Forward;
            kernel.Strikes[i] = options[i].Strike;
            kernel.Volatilities[i] = options[i].Volatility;
            kernel.RootYears[i] = Math.Sqrt(options[i].Years);
        }
    }

    private static void AssertSameBits(double expected, double actual, object of) =>
        Assert.True(BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual), $"{of}: {expected:R} and not {actual:R}");
}
