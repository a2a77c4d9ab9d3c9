using MultiVenueMargin.Domain.Market;
using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Risk.Pricing;

namespace MultiVenueMargin.Risk.Tests.Pricing;

public sealed class SmileTests
{
    private static readonly SmilePoint[] Points = [new(-0.3, 0.80), new(-0.1, 0.60), new(0.0, 0.55), new(0.25, 0.65)];

    /// <summary>Derive, lyra-utils test/math/SVI.t.sol (commit 759e9625), strikes its moneyness clamp leaves alone.</summary>
    [Theory]
    [InlineData(1500, 0.9597244734120128)]
    [InlineData(1800, 0.8513856076969522)]
    public void SviTotalVariance_WhenPublishedByDerive_IsTheSame(double strike, double expected)
    {
        const double Years = 0.038356164383561646;
        double variance = SmileVariance.SviTotalVariance(
            Math.Log(strike / 1805),
            0.027616438356164386,
            0.041424657534246574,
            0.003452054794520548,
            0.001726027397260274,
            0.000345205479452055);
        Assert.Equal(expected, Math.Sqrt(variance / Years), 1e-14);
    }

    [Fact]
    public void SviTotalVariance_WhenFarInTheWings_GrowsWithItsSlopes()
    {
        // w → a + b·(1 ± ρ)·|k − m| as k → ±∞.
        Assert.Equal(0.01 + (0.2 * 0.7 * 1e6), SmileVariance.SviTotalVariance(1e6, 0.01, 0.2, -0.3, 0, 0.1), 1e-4);
        Assert.Equal(0.01 + (0.2 * 1.3 * 1e6), SmileVariance.SviTotalVariance(-1e6, 0.01, 0.2, -0.3, 0, 0.1), 1e-4);
    }

    [Fact]
    public void SviTotalVariance_WhenAtItsMinimum_IsThePublishedMinimum()
    {
        // k* = m − ρσ/√(1 − ρ²) gives a + bσ√(1 − ρ²): Gatheral and Jacquier, Arbitrage-free SVI volatility surfaces, §3.
        const double Rho = -0.6;
        double at = 0.05 - (Rho * 0.2 / 0.8);
        Assert.Equal(0.01 + (0.3 * 0.2 * 0.8), SmileVariance.SviTotalVariance(at, 0.01, 0.3, Rho, 0.05, 0.2), 1e-16);
    }

    [Fact]
    public void SviTotalVariance_WhenParametersPassTheCheck_IsNeverNegative() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(20_000).WithReplay(20_261_121, 7),
        Prop.ForAll(
            (from k in Range(-5, 5)
             from b in Range(0, 2)
             from rho in Gen.OneOf(Range(-1, 1), Gen.Elements(-1.0, 1.0))
             from m in Range(-1, 1)
             from sigma in Range(0, 1)
             from lift in Gen.OneOf(Range(-1, 1), Gen.Constant(0.0))
             select (k, b, rho, m, sigma, lift)).ToArbitrary(),
            x =>
            {
                double a = x.lift - (x.b * x.sigma * Math.Sqrt((1 - x.rho) * (1 + x.rho)));
                bool sound = SmileVariance.IsSviVarianceNonNegative(a, x.b, x.rho, x.sigma);
                return sound
                    ? x.lift >= -1e-15 && SmileVariance.SviTotalVariance(x.k, a, x.b, x.rho, x.m, x.sigma) >= 0
                    : x.lift <= 1e-15;
            }));

    [Theory]
    [InlineData("k", double.NaN, 0.1, 0.1, 0, 0, 0.1)]
    [InlineData("a", 0, double.NaN, 0.1, 0, 0, 0.1)]
    [InlineData("a", 0, -0.02, 0.1, 0, 0, 0.1)]
    [InlineData("b", 0, 0.1, -0.1, 0, 0, 0.1)]
    [InlineData("b", 0, 0.1, double.PositiveInfinity, 0, 0, 0.1)]
    [InlineData("rho", 0, 0.1, 0.1, 1.1, 0, 0.1)]
    [InlineData("rho", 0, 0.1, 0.1, double.NaN, 0, 0.1)]
    [InlineData("m", 0, 0.1, 0.1, 0, double.NegativeInfinity, 0.1)]
    [InlineData("sigma", 0, 0.1, 0.1, 0, 0, -0.1)]
    [InlineData("sigma", 0, 0.1, 0.1, 0, 0, double.NaN)]
    public void SviTotalVariance_WhenAParameterIsOutOfDomain_RefusesItByName(
        string name, double k, double a, double b, double rho, double m, double sigma) =>
        Assert.Throws<ArgumentOutOfRangeException>(name, () => SmileVariance.SviTotalVariance(k, a, b, rho, m, sigma));

    [Theory]
    [InlineData(-0.3, 0.80 * 0.80)]
    [InlineData(-0.2, ((0.80 * 0.80) + (0.60 * 0.60)) / 2)]
    [InlineData(-0.1, 0.60 * 0.60)]
    [InlineData(0.0, 0.55 * 0.55)]
    [InlineData(0.05, (0.55 * 0.55) + (((0.65 * 0.65) - (0.55 * 0.55)) / 5))]
    [InlineData(0.25, 0.65 * 0.65)]
    [InlineData(-9, 0.80 * 0.80)]
    [InlineData(9, 0.65 * 0.65)]
    public void InterpolateTotalVariance_WhenInsideOrOutside_IsLinearInVarianceAndFlat(double k, double variancePerYear) =>
        Assert.Equal(variancePerYear * 0.5, SmileVariance.InterpolateTotalVariance(k, 0.5, Points), 1e-16);

    [Fact]
    public void InterpolateTotalVariance_WhenOnePoint_IsFlat() =>
        Assert.Equal(0.36 * 2, SmileVariance.InterpolateTotalVariance(1.5, 2, [new SmilePoint(0.1, 0.6)]), 1e-15);

    [Fact]
    public void InterpolateTotalVariance_WhenPointsAreNoSmile_RefusesThem()
    {
        Assert.Throws<ArgumentException>("points", () => SmileVariance.InterpolateTotalVariance(0, 1, []));
        Assert.Throws<ArgumentException>("points", () => SmileVariance.InterpolateTotalVariance(0, 1, [new(0, 1), new(0, 2)]));
        Assert.Throws<ArgumentException>("points", () => SmileVariance.InterpolateTotalVariance(0, 1, [new(1, 1), new(0, 2)]));
        Assert.Throws<ArgumentOutOfRangeException>("points", () => SmileVariance.InterpolateTotalVariance(0, 1, [new(0, -1)]));
        Assert.Throws<ArgumentOutOfRangeException>("points", () => SmileVariance.InterpolateTotalVariance(0, 1, [new(double.NaN, 1)]));
        Assert.Throws<ArgumentOutOfRangeException>("k", () => SmileVariance.InterpolateTotalVariance(double.NaN, 1, Points));
        Assert.Throws<ArgumentOutOfRangeException>("years", () => SmileVariance.InterpolateTotalVariance(0, -1, Points));
    }

    private static Gen<double> Range(double from, double to) =>
        Gen.Choose(0, 1 << 30).Select(i => from + ((to - from) * (i / (double)(1 << 30))));
}
