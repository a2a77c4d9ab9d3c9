namespace MultiVenueMargin.Benchmarks.Pricing;

/// <summary>
/// The baseline: Black-76 as textbooks have it, with Math.Log, Math.Exp and W. J. Cody's rational approximations of erfc
/// (Math. Comp. 23, 1969), the usual double-precision choice of pricing libraries. Good to about 1e-15 of the forward.
/// </summary>
internal static class TextbookBlack76
{
    public static double Price(bool call, double forward, double strike, double volatility, double years)
    {
        double spread = volatility * Math.Sqrt(years);
        double d1 = (Math.Log(forward / strike) / spread) + (0.5 * spread);
        double d2 = d1 - spread;
        return call
            ? (forward * Cumulative(d1)) - (strike * Cumulative(d2))
            : (strike * Cumulative(-d2)) - (forward * Cumulative(-d1));
    }

    public static (double Price, double Delta, double Gamma, double Vega, double Theta) PriceAndGreeks(
        bool call, double forward, double strike, double volatility, double years)
    {
        double rootYears = Math.Sqrt(years);
        double spread = volatility * rootYears;
        double d1 = (Math.Log(forward / strike) / spread) + (0.5 * spread);
        double d2 = d1 - spread;
        double sign = call ? 1 : -1;
        double n1 = Cumulative(sign * d1);
        double n2 = Cumulative(sign * d2);
        double density = 0.3989422804014327 * Math.Exp(-0.5 * d1 * d1);
        return (
            sign * ((forward * n1) - (strike * n2)),
            sign * n1,
            density / (forward * spread),
            forward * density * rootYears,
            -forward * density * volatility / (2 * rootYears));
    }

    private static double Cumulative(double x) => 0.5 * Erfc(x * -0.7071067811865476);

    private static double Erfc(double x)
    {
        double size = Math.Abs(x);
        double square = x * x;
        if (size <= 0.46875)
        {
            double p = 0.185777706184603153;
            p = (p * square) + 3.16112374387056560;
            p = (p * square) + 113.864154151050156;
            p = (p * square) + 377.485237685302021;
            p = (p * square) + 3209.37758913846947;
            double q = square + 23.6012909523441209;
            q = (q * square) + 244.024637934444173;
            q = (q * square) + 1282.61652607737228;
            q = (q * square) + 2844.23683343917062;
            return 1 - (x * p / q);
        }

        double value = Math.Exp(-square) * (size <= 4 ? Middle(size) : Far(size));
        return x < 0 ? 2 - value : value;
    }

    private static double Middle(double x)
    {
        double p = 2.15311535474403846e-8;
        p = (p * x) + 0.564188496988670089;
        p = (p * x) + 8.88314979438837594;
        p = (p * x) + 66.1191906371416295;
        p = (p * x) + 298.635138197400131;
        p = (p * x) + 881.952221241769090;
        p = (p * x) + 1712.04761263407058;
        p = (p * x) + 2051.07837782607147;
        p = (p * x) + 1230.33935479799725;
        double q = x + 15.7449261107098347;
        q = (q * x) + 117.693950891312499;
        q = (q * x) + 537.181101862009858;
        q = (q * x) + 1621.38957456669019;
        q = (q * x) + 3290.79923573345963;
        q = (q * x) + 4362.61909014324716;
        q = (q * x) + 3439.36767414372164;
        q = (q * x) + 1230.33935480374942;
        return p / q;
    }

    private static double Far(double x)
    {
        double inverse = 1 / (x * x);
        double p = 1.63153871373020978e-2;
        p = (p * inverse) + 0.305326634961232344;
        p = (p * inverse) + 0.360344899949804439;
        p = (p * inverse) + 0.125781726111229246;
        p = (p * inverse) + 1.60837851487422766e-2;
        p = (p * inverse) + 6.58749161529837803e-4;
        double q = inverse + 2.56852019228982242;
        q = (q * inverse) + 1.87295284992346725;
        q = (q * inverse) + 0.527905102951428412;
        q = (q * inverse) + 6.05183413124413191e-2;
        q = (q * inverse) + 2.33520497626869185e-3;
        return (0.564189583547756287 - (inverse * p / q)) / x;
    }
}
