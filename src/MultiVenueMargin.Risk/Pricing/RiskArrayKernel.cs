// One option under many scenarios: the inner loop of every scan.
//
// A scenario multiplies the forward by g = 1 + s, so ln(F′/K) = ln(F/K) + ln g: one logarithm per option and one per
// scenario, shared by all options, in place of one per pair. The sum is off by at most 3e-15 where a fresh logarithm
// would be off by its last place; that moves a price by at most 3e-15·min(F′, K) (see Black76), far inside the bound of 1e-13·F.
//
// Each cell is Black76.PriceTrusted on the same arguments a naive loop would pass, so the array equals that loop to the bit, and
// a scenario that moves nothing is exactly zero.

using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Risk.Pricing;

/// <summary>Value changes of one option under a set of scenarios. Pure, thread-safe, allocates nothing.</summary>
public static class RiskArrayKernel
{
    // Stands for ln 0: with K = 0 as well, ∞ − ∞ would be no number, ∞ − 1e300 is ∞.
    private const double LogOfNothing = -1e300;

    // Times the largest forward this is still far from overflow.
    private const double LargestMove = 1e100;

    /// <summary>
    /// Fills <paramref name="changes"/>[j] = B(F·(1+s_j), K, σ_j, T) − B(F, K, σ, T), undiscounted, in units of the
    /// forward per one unit of the underlying. Absolute error at most 1e-13·max(F, F·(1+s_j)) plus the rounding of the prices.
    /// </summary>
    /// <param name="right">Call or put.</param>
    /// <param name="forward">F, as in <see cref="Black76"/>.</param>
    /// <param name="strike">K, as in <see cref="Black76"/>.</param>
    /// <param name="years">T.</param>
    /// <param name="volatility">σ before the shock.</param>
    /// <param name="priceMoves">s_j, relative, from −1 to 1e100.</param>
    /// <param name="volatilities">σ_j after the shock, as many as moves.</param>
    /// <param name="changes">Receives the changes, as many as moves.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its domain.</exception>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void PriceChanges(
        OptionRight right,
        double forward,
        double strike,
        double years,
        double volatility,
        ReadOnlySpan<double> priceMoves,
        ReadOnlySpan<double> volatilities,
        Span<double> changes)
    {
        Black76.RequireRight(right);
        Black76.RequirePrice(forward, nameof(forward));
        Black76.RequirePrice(strike, nameof(strike));
        Black76.RequireFiniteAndNotNegative(years, nameof(years));
        Black76.RequireFiniteAndNotNegative(volatility, nameof(volatility));
        RequireSameLength(priceMoves.Length, volatilities.Length, nameof(volatilities));
        RequireSameLength(priceMoves.Length, changes.Length, nameof(changes));
        for (int j = 0; j < priceMoves.Length; j++)
        {
            RequireMove(priceMoves[j], nameof(priceMoves));
            Black76.RequireFiniteAndNotNegative(volatilities[j], nameof(volatilities));
        }

        double logMoneyness = Black76.LogMoneyness(forward, strike);
        double rootYears = Math.Sqrt(years);
        double basePrice = Black76.PriceTrusted(right, forward, strike, logMoneyness, volatility * rootYears);
        for (int j = 0; j < priceMoves.Length; j++)
        {
            double growth = 1.0 + priceMoves[j];
            changes[j] = PriceChange(
                right, forward, strike, logMoneyness, rootYears, growth, LogGrowth(growth), volatilities[j], basePrice);
        }
    }

    /// <summary>
    /// The same bits without checks and without logarithms, for scanning many options under one scenario set: growths and
    /// their logarithms come from <see cref="Prepare"/>, and all spans have the length of <paramref name="growths"/>.
    /// </summary>
    internal static void PriceChangesTrusted(
        OptionRight right,
        double forward,
        double strike,
        double years,
        double volatility,
        ReadOnlySpan<double> growths,
        ReadOnlySpan<double> logGrowths,
        ReadOnlySpan<double> volatilities,
        Span<double> changes)
    {
        // Sliced to one length, the spans need no bounds checks below.
        logGrowths = logGrowths[..growths.Length];
        volatilities = volatilities[..growths.Length];
        changes = changes[..growths.Length];

        double logMoneyness = Black76.LogMoneyness(forward, strike);
        double rootYears = Math.Sqrt(years);
        double basePrice = Black76.PriceTrusted(right, forward, strike, logMoneyness, volatility * rootYears);
        for (int j = 0; j < growths.Length; j++)
        {
            changes[j] = PriceChange(
                right, forward, strike, logMoneyness, rootYears, growths[j], logGrowths[j], volatilities[j], basePrice);
        }
    }

    /// <summary>1 + s_j and ln(1 + s_j), once per scenario set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A move is outside −1 to 1e100.</exception>
    internal static void Prepare(ReadOnlySpan<double> priceMoves, Span<double> growths, Span<double> logGrowths)
    {
        RequireSameLength(priceMoves.Length, growths.Length, nameof(growths));
        RequireSameLength(priceMoves.Length, logGrowths.Length, nameof(logGrowths));
        for (int j = 0; j < priceMoves.Length; j++)
        {
            RequireMove(priceMoves[j], nameof(priceMoves));
            growths[j] = 1.0 + priceMoves[j];
            logGrowths[j] = LogGrowth(growths[j]);
        }
    }

    /// <summary>ln g, with a finite stand-in for ln 0.</summary>
    internal static double LogGrowth(double growth) => Math.Max(KernelMath.Log(growth), LogOfNothing);

    private static double PriceChange(
        OptionRight right,
        double forward,
        double strike,
        double logMoneyness,
        double rootYears,
        double growth,
        double logGrowth,
        double volatility,
        double basePrice) =>
        Black76.PriceTrusted(right, forward * growth, strike, logMoneyness + logGrowth, volatility * rootYears)
        - basePrice;

    private static void RequireMove(double move, string name)
    {
        if (!(move >= -1.0 && move <= LargestMove))
        {
            throw new ArgumentOutOfRangeException(name, move, "Expected a relative move from −1 to 1e100.");
        }
    }

    private static void RequireSameLength(int expected, int actual, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"Expected one entry per price move: {expected}, not {actual}.", name);
        }
    }
}
