namespace MultiVenueMargin.Risk.RuleBooks.Paradex;

/// <summary>The least a portfolio asks: for its net delta, and for what is hedged inside it.</summary>
/// <param name="NetRate">Of the net delta.</param>
/// <param name="HedgedRate">Of the hedged delta.</param>
public sealed record MinimumDelta(decimal NetRate, decimal HedgedRate)
{
    /// <summary>(gross − |net|)/2.</summary>
    public static decimal Hedged(decimal net, decimal gross) => (gross - Math.Abs(net)) / 2m;

    /// <summary>In the unit of the deltas.</summary>
    public decimal Of(IReadOnlyCollection<decimal> deltas)
    {
        var net = deltas.Sum();
        return (NetRate * Math.Abs(net)) + (HedgedRate * Hedged(net, deltas.Sum(Math.Abs)));
    }
}
