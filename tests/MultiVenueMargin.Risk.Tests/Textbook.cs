namespace MultiVenueMargin.Risk.Tests;

/// <summary>
/// Black-76 as a textbook has it, by the slow series for the normal distribution: good to some 1e-14 of the forward, and
/// nothing in common with the kernel. Also comparisons of money with figures that went through such a calculation.
/// </summary>
internal static class Textbook
{
    /// <summary>φ(x).</summary>
    public static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>N(x) = ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + …).</summary>
    public static double Normal(double x)
    {
        if (Math.Abs(x) > 8)
        {
            return x > 0 ? 1 : 0;
        }

        var (sum, term) = (0.0, x);
        for (var n = 3; sum + term != sum; n += 2)
        {
            sum += term;
            term *= x * x / n;
        }

        return 0.5 + (Density(x) * sum);
    }

    /// <summary>d₁ = ln(F/K)/(σ√T) + σ√T/2.</summary>
    public static double D1(double forward, double strike, double volatility, double years) =>
        (Math.Log(forward / strike) / (volatility * Math.Sqrt(years))) + (volatility * Math.Sqrt(years) / 2);

    /// <summary>F·N(d₁) − K·N(d₂).</summary>
    public static double Call(double forward, double strike, double volatility, double years)
    {
        var d1 = D1(forward, strike, volatility, years);
        return (forward * Normal(d1)) - (strike * Normal(d1 - (volatility * Math.Sqrt(years))));
    }

    /// <summary>By parity: call − (F − K).</summary>
    public static double Put(double forward, double strike, double volatility, double years) =>
        Call(forward, strike, volatility, years) - (forward - strike);

    /// <summary>Equal within the tolerance of MARGIN §1: the larger of 1e-6 USD and 1e-9 relative.</summary>
    public static void AssertNear(double expected, decimal actual)
    {
        var tolerance = Math.Max(1e-6, 1e-9 * Math.Abs(expected));
        Assert.True(Math.Abs(expected - (double)actual) <= tolerance, $"expected {expected:R}, not {actual}");
    }
}
