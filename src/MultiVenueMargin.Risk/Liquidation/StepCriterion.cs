using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.Liquidation;

/// <summary>
/// What no step may do (MARGIN, Liquidation plans). With equity the ratio may not fall. With negative equity less margin makes the
/// ratio worse, so there the shortfall, MM less worst equity, may not grow: what margin a step releases is at least what it costs.
/// </summary>
/// <remarks>
/// A step across zero answers to both. Upwards the ratio rises by itself, for it was negative and no longer is, so that the shortfall
/// decides; downwards the ratio always falls, so that no step leads there.
/// </remarks>
internal static class StepCriterion
{
    public static bool IsNoWorse(LiquidationFigures after, LiquidationFigures before)
    {
        var (wasNegative, isNegative) = (before.AdjustedEquity < Usd.Zero, after.AdjustedEquity < Usd.Zero);
        var isAcross = wasNegative != isNegative;
        var growsShortfall = after.Shortfall > before.Shortfall;
        var worsensRatio = RatioOrder.Compare(after, before) < 0;
        return isAcross ? !growsShortfall && !worsensRatio
            : wasNegative ? !growsShortfall
            : !worsensRatio;
    }
}
