namespace MultiVenueMargin.Risk.RuleBooks.Span;

/// <summary>The scanning risk of a portfolio and what it is made of.</summary>
/// <param name="Risk">The worst loss of all scenarios; nothing where none loses.</param>
/// <param name="WorstScenario">Which, counted from one; the first of several equal ones.</param>
/// <param name="TimeRisk">The loss of the look-ahead alone: the mean of the two scenarios without a price move.</param>
/// <param name="VolatilityRisk">What the worst scenario loses beyond the mean of it and its pair, which moves volatility the other way.</param>
public sealed record SpanScan(decimal Risk, int WorstScenario, decimal TimeRisk, decimal VolatilityRisk)
{
    private const int Paired = 14;

    /// <summary>What a move of the price alone loses; credits between commodities are given on it.</summary>
    public decimal PriceRisk => Math.Max(0m, Risk - VolatilityRisk - TimeRisk);

    /// <param name="array">The portfolio's profits by scenario, in the numbered order.</param>
    public static SpanScan Of(IReadOnlyList<decimal> array)
    {
        if (array.Count == 0)
        {
            return new SpanScan(0m, 1, 0m, 0m);
        }

        var worst = 0;
        for (var at = 1; at < array.Count; at++)
        {
            worst = array[at] < array[worst] ? at : worst;
        }

        // Scenarios come in pairs that differ in volatility alone, but for the two extremes at the end.
        var pair = worst < Paired ? worst ^ 1 : worst;
        var risk = Math.Max(0m, -array[worst]);
        var both = array.Count > pair ? (array[worst] + array[pair]) / 2m : array[worst];
        var time = array.Count > 1 ? -(array[0] + array[1]) / 2m : 0m;
        return new SpanScan(risk, worst + 1, time, Math.Max(0m, risk + both));
    }
}
