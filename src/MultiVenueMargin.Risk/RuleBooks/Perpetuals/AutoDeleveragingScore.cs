namespace MultiVenueMargin.Risk.RuleBooks.Perpetuals;

/// <summary>
/// Whose position is taken first when a bankrupt one finds no buyer, as BitMEX publishes it: profit times leverage for those who
/// win, profit over leverage for those who lose. The highest score is taken first.
/// </summary>
/// <param name="Profit">Profit as a share of what was paid.</param>
/// <param name="EffectiveLeverage">|mark| / (mark − bankrupt), in value.</param>
/// <param name="Score">What positions are ranked by.</param>
public readonly record struct AutoDeleveragingScore(decimal Profit, decimal EffectiveLeverage, decimal Score)
{
    /// <param name="markValue">Value at the mark; signed, a short's is negative.</param>
    /// <param name="entryValue">Value at the average entry.</param>
    /// <param name="bankruptValue">Value at the bankruptcy price, at which nothing of the owner's is left; it differs from the mark's.</param>
    public static AutoDeleveragingScore Of(decimal markValue, decimal entryValue, decimal bankruptValue)
    {
        var profit = (markValue - entryValue) / Math.Abs(entryValue);
        var leverage = Math.Abs(markValue) / (markValue - bankruptValue);
        return new AutoDeleveragingScore(profit, leverage, profit > 0 ? profit * leverage : profit / leverage);
    }
}
