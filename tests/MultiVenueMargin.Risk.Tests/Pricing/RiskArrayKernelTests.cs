using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Pricing;
using MultiVenueMargin.Risk.Pricing.Lanes;

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
        foreach (double strike in Strikes)
        {
            RiskArrayKernel.PriceChanges(right, Forward, strike, years, volatility, Moves, volatilities, changes);

            double x = Black76.LogMoneyness(Forward, strike);
            double before = Black76.Price(right, Forward, strike, volatility, years);
            for (int j = 0; j < Moves.Length; j++)
            {
                double growth = 1 + Moves[j];
                double after = Black76.PriceTrusted(
                    Black76.Side(right),
                    Forward * growth,
                    strike,
                    x + RiskArrayKernel.LogGrowth(growth),
                    Black76.TotalVolatility(volatilities[j], years));
                AssertSameBits(after - before, changes[j]);
            }
        }
    }

    /// <summary>Four and eight lanes also on machines that have no such registers: there the runtime does them one by one.</summary>
    [Theory]
    [InlineData(OptionRight.Call)]
    [InlineData(OptionRight.Put)]
    public void PriceChanges_WhateverTheWidth_AreTheSameBits(OptionRight right)
    {
        int compared = 0;
        foreach (double[] moves in Grids())
        {
            double[] growths = new double[RiskArrayKernel.LanesFor(moves.Length)];
            double[] logGrowths = new double[growths.Length];
            RiskArrayKernel.Prepare(moves, growths, logGrowths);
            foreach ((double forward, double strike) in Pairs())
            {
                foreach (double years in new[] { 0, 1e-9, 1.0 / 31_536_000, 0.002, 0.3, 2, 40 })
                {
                    foreach (double volatility in new[] { 0, 1e-9, 0.04, 0.7, 3, 60, 1e6 })
                    {
                        double[] volatilities = [.. growths.Select((_, j) => j < moves.Length ? volatility * (0.5 + (j % 5 * 0.4)) : volatility)];
                        double[] one = Changes<OneLane>(right, forward, strike, volatility, years, growths, logGrowths, volatilities);
                        compared += SameBits(one, Changes<FourLanes>(right, forward, strike, volatility, years, growths, logGrowths, volatilities));
                        compared += SameBits(one, Changes<EightLanes>(right, forward, strike, volatility, years, growths, logGrowths, volatilities));
                        Assert.All(one, change => Assert.True(double.IsFinite(change), $"F={forward:R} K={strike:R} T={years:R} σ={volatility:R}"));
                        Assert.All(one[moves.Length..], change => AssertSameBits(0.0, change));
                    }
                }
            }
        }

        Assert.True(compared > 500_000, $"{compared} compared");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 8)]
    [InlineData(8, 8)]
    [InlineData(37, 40)]
    [InlineData(64, 64)]
    public void Lanes_ForSomeScenarios_AreWholeRegisters(int scenarios, int lanes) =>
        Assert.Equal(lanes, RiskArrayKernel.LanesFor(scenarios));

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

    // One scenario, the house set in shape, and more than one block of them from ruin to the largest move.
    private static IEnumerable<double[]> Grids() =>
        [[0.1], Moves, [.. Enumerable.Range(0, 150).Select(j => j == 0 ? -1 : j == 149 ? 1e100 : -1 + (j * 0.02))]];

    private static IEnumerable<(double Forward, double Strike)> Pairs() =>
        from forward in new[] { 0, 1e-100, 1e-3, Forward, 1e100 }
        from strike in new[] { 0, 1e-100, forward, forward * 0.999999, forward * 1.3, 1e100 }
        where strike == 0 || strike is >= 1e-100 and <= 1e100
        select (forward, strike);

    private static double[] Changes<TLanes>(
        OptionRight right, double forward, double strike, double volatility, double years, double[] growths, double[] logGrowths, double[] volatilities)
        where TLanes : struct, ILanes<TLanes>
    {
        // What is in the room before does not matter.
        double[] room = [.. Enumerable.Repeat(double.NaN, RiskArrayKernel.RoomLength)];
        double[] changes = [.. Enumerable.Repeat(double.NaN, growths.Length)];
        double before = Black76.Price(right, forward, strike, volatility, years);
        RiskArrayKernel.PriceChanges<TLanes>(
            Black76.Side(right), forward, strike, Black76.LogMoneyness(forward, strike), Math.Sqrt(years), before, growths, logGrowths, volatilities, room, changes);
        return changes;
    }

    private static int SameBits(double[] expected, double[] actual)
    {
        for (int j = 0; j < expected.Length; j++)
        {
            AssertSameBits(expected[j], actual[j]);
        }

        return expected.Length;
    }

    private static double[] Shocked(double volatility) =>
        [.. Moves.Select((_, j) => (j % 3) switch { 0 => volatility * 1.45, 1 => volatility, _ => volatility * 0.75 })];

    private static void AssertSameBits(double expected, double actual) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(actual));
}
