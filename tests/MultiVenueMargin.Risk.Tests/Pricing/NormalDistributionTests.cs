using MultiVenueMargin.Risk.Pricing;
using MultiVenueMargin.Risk.Pricing.Lanes;

namespace MultiVenueMargin.Risk.Tests.Pricing;

public sealed class NormalDistributionTests
{
    [Fact]
    public void Cumulative_WhenComparedWithReference_StaysWithinBounds()
    {
        double worst = 0;
        double worstTail = 0;
        for (double x = -14; x <= 14; x += 0.0123456789)
        {
            Precise exact = Precise.NormalCumulative(Precise.Of(x));
            double error = Math.Abs((Precise.Of(NormalDistribution.Cumulative(x)) - exact).ToDouble());
            worst = Math.Max(worst, error);
            if (x <= 0)
            {
                worstTail = Math.Max(worstTail, error / exact.ToDouble() / (4 + (x * x)));
            }
        }

        Assert.True(worst <= 5e-16, $"worst absolute {worst:E2}");
        Assert.True(worstTail <= 4e-16, $"worst relative in the tail, over 4 + x²: {worstTail:E2}");
    }

    [Theory]
    // Far tails where fixed point ends: the continued fraction of the Mills ratio in double, times the density from four
    // quarters of the exponent.
    [InlineData(-20)]
    [InlineData(-30)]
    [InlineData(-37)]
    public void Cumulative_WhenDeepInTheTail_FollowsTheContinuedFraction(double x)
    {
        double fraction = -x;
        for (int k = 60; k >= 1; k--)
        {
            fraction = -x + (k / fraction);
        }

        double quarter = Precise.Exp(Precise.Of(x) * Precise.Of(x) / -8).ToDouble();
        double expected = Precise.InverseRootTwoPi.ToDouble() / fraction * quarter * quarter * quarter * quarter;
        Assert.Equal(1.0, NormalDistribution.Cumulative(x) / expected, 4e-16 * (4 + (x * x)));
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(40, 1)]
    [InlineData(-40, 0)]
    [InlineData(1e4, 1)]
    [InlineData(-1e4, 0)]
    public void Cumulative_WhenCentralOrFlushed_IsExact(double x, double expected) =>
        Assert.Equal(expected, NormalDistribution.Cumulative(x), 2e-16);

    [Fact]
    public void MillsPolynomial_WhenPointsDiffer_GivesTheDividedDifference()
    {
        NormalDistribution.MillsPolynomial<OneLane>(0.25, -0.75, out OneLane q, out OneLane slope);
        NormalDistribution.MillsPolynomial<OneLane>(-0.75, -0.75, out OneLane other, out _);
        Assert.Equal((q - other).Value / (0.25 - -0.75), slope.Value, 1e-14);
    }
}
