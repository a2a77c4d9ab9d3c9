namespace MultiVenueMargin.Risk.RuleBooks.Mechanisms;

/// <summary>The three guards of EMIR (RTS 153/2013, article 28), of which a clearing house applies at least one.</summary>
public static class AntiProcyclicality
{
    /// <summary>(a) A buffer on top, released while margins rise: margin × (1 + buffer × (1 − used)).</summary>
    public static decimal Buffered(decimal margin, decimal buffer, decimal used) => margin * (1m + (buffer * (1m - used)));

    /// <summary>(b) Stressed observations weigh at least a quarter.</summary>
    public static decimal StressWeighted(decimal margin, decimal stressed, decimal weight) => ((1m - weight) * margin) + (weight * stressed);

    /// <summary>(c) Never below what ten years of volatility would ask.</summary>
    public static decimal Floored(decimal margin, decimal longRun) => Math.Max(margin, longRun);
}
