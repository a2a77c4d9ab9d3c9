using MultiVenueMargin.Risk.Pricing;

namespace MultiVenueMargin.Risk.Tests.Pricing;

public sealed class KernelMathTests
{
    [Fact]
    public void Exp_WhenComparedWithReference_StaysWithinOnePointOneUnits()
    {
        double worst = 0;
        for (double x = -150; x <= 60; x += 0.0712345678901)
        {
            worst = Math.Max(worst, UnitsOff(KernelMath.Exp(x), Precise.Exp(Precise.Of(x))));
        }

        for (double x = -1; x <= 1; x += 0.00123456789)
        {
            worst = Math.Max(worst, UnitsOff(KernelMath.Exp(x), Precise.Exp(Precise.Of(x))));
        }

        Assert.True(worst <= 1.1, $"worst {worst:F3} units");
    }

    [Theory]
    [InlineData(-690)]
    [InlineData(-707.9)]
    [InlineData(300.5)]
    [InlineData(709)]
    public void Exp_WhenArgumentIsExtreme_AgreesWithProductOfHalves(double x)
    {
        // The fixed-point reference cannot hold e^-690; e^(x/2) squared can be judged instead, to a few units more.
        double half = KernelMath.Exp(x / 2);
        Assert.Equal(1.0, KernelMath.Exp(x) / half / half, 1e-15);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-0.0, 1)]
    [InlineData(-708.0001, 0)]
    [InlineData(-5e7, 0)]
    [InlineData(-1e300, 0)]
    public void Exp_WhenExactOrFlushed_IsExact(double x, double expected) => Assert.Equal(expected, KernelMath.Exp(x));

    [Fact]
    public void Log_WhenComparedWithReference_StaysWithinThreeUnitsOrTwoAndAHalfEminus16()
    {
        double worst = 0;
        double worstFarFromOne = 0;
        for (double x = 1e-20; x < 1e20; x *= 1.0712345)
        {
            Judge(x);
        }

        for (double x = 0.4; x < 2.5; x += 0.00123456789)
        {
            Judge(x);
        }

        for (double d = 1e-15; d < 0.1; d *= 1.9)
        {
            Judge(1 + d);
            Judge(1 - d);
        }

        Assert.True(worst <= 1, $"worst {worst:F3} of the bound");
        Assert.True(worstFarFromOne <= 1.1, $"worst {worstFarFromOne:F3} units");

        void Judge(double x)
        {
            Precise exact = Precise.Log(Precise.Of(x));
            double log = KernelMath.Log(x);
            double units = UnitsOff(log, exact);
            double absolute = Math.Abs((Precise.Of(log) - exact).ToDouble());
            worst = Math.Max(worst, Math.Min(units / 3, absolute / 2.5e-16));
            if (x is < 0.5 or > 2)
            {
                worstFarFromOne = Math.Max(worstFarFromOne, units);
            }
        }
    }

    [Fact]
    public void Log_WhenOneOrZero_IsExact()
    {
        Assert.Equal(0.0, KernelMath.Log(1));
        Assert.Equal(double.NegativeInfinity, KernelMath.Log(0));
    }

    [Fact]
    public void LogRatio_WhenComparedWithReference_StaysWithinFourUnitsHoweverCloseTheArguments()
    {
        double worst = 0;
        const double B = 64_317.123456789;
        for (double d = 1e-12; d < 1e6; d *= 1.37)
        {
            Judge(B + (B * d), B);
            Judge(B, B + (B * d));
        }

        double next = B;
        for (int i = 0; i < 40; i++)
        {
            next = Math.BitIncrement(next);
            Judge(next, B);
        }

        Assert.True(worst <= 4, $"worst {worst:F3} units");

        void Judge(double a, double b) => worst = Math.Max(
            worst, UnitsOff(KernelMath.LogRatio(a, b), Precise.Log(Precise.Of(a) / Precise.Of(b))));
    }

    [Theory]
    [InlineData(1e-100, 1e100, -460.51701859880913680359829)]
    [InlineData(1e100, 1e-100, 460.51701859880913680359829)]
    public void LogRatio_WhenArgumentsAreAtTheEdgeOfTheDomain_Holds(double a, double b, double expected) =>
        Assert.Equal(expected, KernelMath.LogRatio(a, b), 1e-13);

    private static double UnitsOff(double value, Precise exact)
    {
        double size = Math.Abs(exact.ToDouble());
        return Math.Abs((Precise.Of(value) - exact).ToDouble()) / (Math.BitIncrement(size) - size);
    }
}
