namespace MultiVenueMargin.Risk.RuleBooks.Span;

/// <summary>How SPAN 2 adds its parts: x·historical + (1 − x)·stress + liquidity + concentration.</summary>
/// <param name="HistoricalRisk">Filtered historical value at risk.</param>
/// <param name="StressRisk">The worst of stress events.</param>
/// <param name="Liquidity">What closing out costs.</param>
/// <param name="Concentration">What it costs more for being large.</param>
/// <param name="HistoricalWeight">x; it was never published.</param>
public sealed record Span2Total(decimal HistoricalRisk, decimal StressRisk, decimal Liquidity, decimal Concentration, decimal HistoricalWeight)
{
    public decimal Amount => (HistoricalWeight * HistoricalRisk) + ((1m - HistoricalWeight) * StressRisk) + Liquidity + Concentration;
}
