namespace MultiVenueMargin.Risk.RuleBooks.Mechanisms;

/// <summary>
/// A cap on what may be liquidated within a rolling window, so that liquidations do not outrun the market: a call takes what the
/// window has left, the rest waits until what was taken has left the window.
/// </summary>
/// <param name="Most">Size per window.</param>
/// <param name="Seconds">Length of the window.</param>
public sealed record LiquidationWindow(decimal Most, decimal Seconds)
{
    /// <param name="position">Size to liquidate, signed.</param>
    /// <param name="taken">What was taken before, each with its age in seconds.</param>
    /// <returns>What of the position is left, signed.</returns>
    public decimal Left(decimal position, IEnumerable<(decimal Size, decimal Age)> taken)
    {
        var spent = taken.Where(each => each.Age <= Seconds).Sum(each => Math.Abs(each.Size));
        var now = Math.Min(Math.Abs(position), Math.Max(Most - spent, 0m));
        return position - (Math.Sign(position) * now);
    }
}
