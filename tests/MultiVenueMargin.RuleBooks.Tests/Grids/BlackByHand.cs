namespace MultiVenueMargin.RuleBooks.Tests.Grids;

/// <summary>Black-76 by the slow series of the normal distribution, which has nothing in common with the kernel.</summary>
internal static class BlackByHand
{
    public static double Call(double forward, double strike, double volatility, double years)
    {
        var d1 = D1(forward, strike, volatility, years);
        return (forward * Normal(d1)) - (strike * Normal(d1 - (volatility * Math.Sqrt(years))));
    }

    public static double D1(double forward, double strike, double volatility, double years) =>
        (Math.Log(forward / strike) / (volatility * Math.Sqrt(years))) + (volatility * Math.Sqrt(years) / 2);

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

        return 0.5 + (Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI) * sum);
    }
}
