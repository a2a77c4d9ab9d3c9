using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Pricing;

namespace MultiVenueMargin.Risk.Tests.Pricing;

public sealed class RiskArrayKernelTests
{
    private const double Forward = 64_317.123456789;

    // The house set of MARGIN.md §3 in shape: grid × three volatilities, tails, extremes; and the total loss.
    private static readonly double[] Moves =
    [
        -0.16, -0.12, -0.08, -0.04, 0, 0.04, 0.08, 0.12, 0.16, -0.66, -0.33, 0.5, 1, 2, 3, 4, 5, -0.24, 0.24, -1, -0.999999,
    ];

    private static readonly double[] Strikes = [0, 100, 6_000, 50_000, 60_000, 64_317.123456789, 70_000, 120_000, 600_000, 6e9];

    public static TheoryData<OptionRight, double, double> Options()
    {
        TheoryData<OptionRight, double, double> data = [];
        foreach (OptionRight right in new[] { OptionRight.Call, OptionRight.Put })
        {
            foreach (double years in new[] { 0, 1.0 / 31_536_000, 0.01, 0.3, 2 })
            {
                data.Add(right, years, 0.7);
                data.Add(right, years, 0);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void PriceChanges_WhenComparedWithANaiveLoop_EqualItToTheBit(OptionRight right, double years, double volatility)
    {
        double[] volatilities = Shocked(volatility);
        double[] changes = new double[Moves.Length];
        double[] trusted = new double[Moves.Length];
        double[] growths = new double[Moves.Length];
        double[] logGrowths = new double[Moves.Length];
        RiskArrayKernel.Prepare(Moves, growths, logGrowths);
        foreach (double strike in Strikes)
        {
            RiskArrayKernel.PriceChanges(right, Forward, strike, years, volatility, Moves, volatilities, changes);
            RiskArrayKernel.PriceChangesTrusted(
                right, Forward, strike, years, volatility, growths, logGrowths, volatilities, trusted);

            double x = Black76.LogMoneyness(Forward, strike);
            double before = Black76.Price(right, Forward, strike, volatility, years);
            for (int j = 0; j < Moves.Length; j++)
            {
                double growth = 1 + Moves[j];
                double after = Black76.PriceTrusted(
                    right,
                    Forward * growth,
                    strike,
                    x + RiskArrayKernel.LogGrowth(growth),
                    Black76.TotalVolatility(volatilities[j], years));
                AssertSameBits(after - before, changes[j]);
                AssertSameBits(after - before, trusted[j]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void PriceChanges_WhenComparedWithTheReference_StayWithinBound(OptionRight right, double years, double volatility)
    {
        double[] volatilities = Shocked(volatility);
        double[] changes = new double[Moves.Length];
        foreach (double strike in Strikes.Where(k => k > 0))
        {
            RiskArrayKernel.PriceChanges(right, Forward, strike, years, volatility, Moves, volatilities, changes);
            Precise before = PreciseBlack76.Price(right, Forward, strike, volatility, years);
            for (int j = 0; j < Moves.Length; j++)
            {
                double forward = Forward * (1 + Moves[j]);
                Precise after = forward > 0
                    ? PreciseBlack76.Price(right, forward, strike, volatilities[j], years)
                    : right == OptionRight.Put ? Precise.Of(strike) : Precise.Zero;
                double error = Math.Abs((Precise.Of(changes[j]) - (after - before)).ToDouble());
                double rounding = 2.3e-16 * (before + after).ToDouble();
                Assert.True(
                    error <= (5e-15 * Math.Max(Math.Min(forward, strike), Math.Min(Forward, strike))) + rounding,
                    $"K={strike:R} move={Moves[j]}: error {error:E2}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void PriceChanges_WhenAScenarioMovesNothing_AreExactlyZero(OptionRight right, double years, double volatility)
    {
        double[] change = [double.NaN];
        foreach (double strike in Strikes)
        {
            RiskArrayKernel.PriceChanges(right, Forward, strike, years, volatility, [0], [volatility], change);
            Assert.Equal(0.0, change[0]);
        }
    }

    [Theory]
    [InlineData(OptionRight.Call, 0)]
    [InlineData(OptionRight.Put, 0)]
    [InlineData(OptionRight.Call, 100)]
    [InlineData(OptionRight.Put, 100)]
    public void PriceChanges_WhenTheUnderlyingIsWorthless_AreZero(OptionRight right, double strike)
    {
        double[] changes = new double[3];
        RiskArrayKernel.PriceChanges(right, 0, strike, 1, 0.5, [-1, 0, 5], [0.5, 0.7, 0.9], changes);
        Assert.Equal([0.0, 0.0, 0.0], changes);
    }

    [Theory]
    [InlineData("priceMoves", double.NaN, 0.5)]
    [InlineData("priceMoves", -1.0000001, 0.5)]
    [InlineData("priceMoves", double.PositiveInfinity, 0.5)]
    [InlineData("volatilities", 0.1, double.NaN)]
    [InlineData("volatilities", 0.1, -0.5)]
    public void PriceChanges_WhenAScenarioIsOutOfDomain_RefuseItByName(string name, double move, double shocked) =>
        Assert.Throws<ArgumentOutOfRangeException>(name, () => RiskArrayKernel.PriceChanges(
            OptionRight.Call, 100, 100, 1, 0.5, [0, move], [0.5, shocked], new double[2]));

    [Theory]
    [InlineData("right", 0, 100, 100, 1, 0.5)]
    [InlineData("forward", 1, double.NaN, 100, 1, 0.5)]
    [InlineData("strike", 1, 100, -1, 1, 0.5)]
    [InlineData("years", 1, 100, 100, double.NaN, 0.5)]
    [InlineData("volatility", 1, 100, 100, 1, double.PositiveInfinity)]
    public void PriceChanges_WhenTheOptionIsOutOfDomain_RefuseItByName(
        string name, int right, double forward, double strike, double years, double volatility) =>
        Assert.Throws<ArgumentOutOfRangeException>(name, () => RiskArrayKernel.PriceChanges(
            (OptionRight)right, forward, strike, years, volatility, [0], [0.5], new double[1]));

    [Fact]
    public void PriceChanges_WhenSpansDifferInLength_AreRefused()
    {
        Assert.Throws<ArgumentException>("volatilities", () => RiskArrayKernel.PriceChanges(
            OptionRight.Call, 100, 100, 1, 0.5, [0, 0.1], [0.5], new double[2]));
        Assert.Throws<ArgumentException>("changes", () => RiskArrayKernel.PriceChanges(
            OptionRight.Call, 100, 100, 1, 0.5, [0, 0.1], [0.5, 0.5], new double[3]));
    }

    private static double[] Shocked(double volatility) =>
        [.. Moves.Select((_, j) => (j % 3) switch { 0 => volatility * 1.45, 1 => volatility, _ => volatility * 0.75 })];

    private static void AssertSameBits(double expected, double actual) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(actual));
}
