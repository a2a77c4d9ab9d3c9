using MultiVenueMargin.Risk.RuleBooks.Grids;

namespace MultiVenueMargin.Risk.RuleBooks.Deribit;

/// <summary>
/// How volatilities move in the risk matrix: up <c>max(σ·(1 + up·(30/d)^p), least)</c>, down <c>max(σ·(1 − down·(30/d)^p), 0)</c>,
/// p the short-term power below 30 days.
/// </summary>
/// <param name="RangeUp"><c>volatility_range_up</c>.</param>
/// <param name="RangeDown"><c>volatility_range_down</c>.</param>
/// <param name="ShortTermPower"><c>short_term_vega_power</c>.</param>
/// <param name="LongTermPower"><c>long_term_vega_power</c>.</param>
/// <param name="LeastUp"><c>min_volatility_for_shock_up</c>.</param>
public sealed record VolatilityShock(decimal RangeUp, decimal RangeDown, decimal ShortTermPower, decimal LongTermPower, decimal LeastUp)
{
    public double Up(double volatility, double days) =>
        Math.Max(volatility * (1 + ((double)RangeUp * Term(days))), (double)LeastUp);

    public double Down(double volatility, double days) =>
        Math.Max(volatility * (1 - ((double)RangeDown * Term(days))), 0);

    private double Term(double days) => VolatilityTerm.Scale(days, (double)ShortTermPower, (double)LongTermPower);
}
