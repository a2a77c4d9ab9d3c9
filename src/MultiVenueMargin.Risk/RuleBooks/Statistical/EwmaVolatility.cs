namespace MultiVenueMargin.Risk.RuleBooks.Statistical;

/// <summary>
/// Volatility that forgets: σ² = λσ² + (1 − λ)r². IIBX margins with it: VaR = e^(kσ) − 1, k its multiple for the confidence wanted,
/// over the days of closing out by the square root of time.
/// </summary>
/// <param name="Decay">λ per day.</param>
public sealed record EwmaVolatility(double Decay)
{
    /// <summary>σ after these returns.</summary>
    public double After(double volatility, IEnumerable<double> returns) =>
        Math.Sqrt(returns.Aggregate(volatility * volatility, (variance, r) => (Decay * variance) + ((1 - Decay) * r * r)));

    /// <summary>Value at risk of one day, as a share.</summary>
    public static double ValueAtRisk(double volatility, double multiple) => Math.Exp(multiple * volatility) - 1;

    /// <summary>The same over several days.</summary>
    public static double Over(double valueAtRisk, double days) => Math.Sqrt(days) * valueAtRisk;
}
