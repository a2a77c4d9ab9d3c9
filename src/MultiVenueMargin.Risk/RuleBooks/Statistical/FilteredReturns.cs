namespace MultiVenueMargin.Risk.RuleBooks.Statistical;

/// <summary>Past returns as they would be today: r × clamp(σ_now/σ_then).</summary>
/// <param name="LeastScaling">The least that a return is scaled by.</param>
/// <param name="MostScaling">The most.</param>
public sealed record FilteredReturns(decimal LeastScaling, decimal MostScaling)
{
    /// <summary>A day of no volatility at all is left as it is.</summary>
    public decimal Of(decimal past, decimal volatilityThen, decimal volatilityNow) =>
        past * (volatilityThen > 0 ? Math.Clamp(volatilityNow / volatilityThen, LeastScaling, MostScaling) : 1m);
}
