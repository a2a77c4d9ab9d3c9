using MultiVenueMargin.Risk.Pricing;

namespace MultiVenueMargin.Risk.RuleBooks.Span;

/// <summary>
/// Risk arrays: the profit of one long contract in each scenario. Clearing houses' files have losses positive; here, as
/// everywhere in this program, a loss is negative.
/// </summary>
public static class SpanArray
{
    /// <summary>Of a future: its move in money times the share that counts.</summary>
    /// <param name="scenarios">In the order of the array.</param>
    /// <param name="priceScanRange">Money per contract.</param>
    public static IReadOnlyList<decimal> OfFuture(IEnumerable<SpanScenario> scenarios, decimal priceScanRange) =>
        [.. scenarios.Select(scenario => scenario.Price * priceScanRange * scenario.Counted)];

    /// <summary>Of an option: its value at the scenario, nearer to expiry by the look-ahead, less its value now.</summary>
    public static IReadOnlyList<decimal> OfOption(IEnumerable<SpanScenario> scenarios, SpanOption option)
    {
        var now = ValueOf(option, option.Forward, option.Volatility, option.Years);
        var later = Math.Max(0.0, option.Years - option.LookAheadYears);
        return
        [
            .. scenarios.Select(scenario =>
            {
                // No price falls below nothing, and no volatility.
                var forward = Math.Max(0.0, option.Forward + ((double)scenario.Price * option.PriceScanRange));
                var shift = (double)scenario.Volatility * option.VolatilityScanRange;
                var volatility = Math.Max(0.0, option.VolatilityIsRelative ? option.Volatility * (1 + shift) : option.Volatility + shift);
                return (decimal)(ValueOf(option, forward, volatility, later) - now) * option.Multiplier * scenario.Counted;
            }),
        ];
    }

    /// <summary>The array of a portfolio: quantities times arrays, scenario by scenario.</summary>
    public static IReadOnlyList<decimal> Sum(IEnumerable<(decimal Quantity, IReadOnlyList<decimal> Array)> legs)
    {
        decimal[] sum = [];
        foreach (var (quantity, array) in legs)
        {
            sum = sum.Length == 0 ? new decimal[array.Count] : sum;
            for (var at = 0; at < sum.Length; at++)
            {
                sum[at] += quantity * array[at];
            }
        }

        return sum;
    }

    /// <summary>What one unit is worth, in the quote currency.</summary>
    public static double ValueOf(SpanOption option, double forward, double volatility, double years) =>
        Math.Exp(-option.InterestRate * years) * Black76.Price(option.Right, forward, option.Strike, volatility, years);
}
