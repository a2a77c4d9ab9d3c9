namespace MultiVenueMargin.Risk.RuleBooks.Binance;

/// <summary>
/// Binance USD-M liquidation price, isolated and cross: the mark at which wallet + profit = maintenance, the other positions of the
/// wallet held at their marks: (WB + Σ uPnL − Σ MM + cum − size·entry) / (|size|·rate − size).
/// </summary>
public static class BinanceLiquidationPrice
{
    /// <param name="wallet">The wallet that stands behind it: all of it in cross mode, what was set aside in isolated mode.</param>
    /// <param name="position">The position asked about.</param>
    /// <param name="others">Other positions on the same wallet; none in isolated mode.</param>
    public static decimal Of(decimal wallet, BracketedPosition position, IEnumerable<BracketedPosition> others)
    {
        var available = wallet + others.Sum(other => other.Profit - other.Maintenance);
        return (available + position.Deduction - (position.Size * position.Entry)) / ((Math.Abs(position.Size) * position.Rate) - position.Size);
    }
}
