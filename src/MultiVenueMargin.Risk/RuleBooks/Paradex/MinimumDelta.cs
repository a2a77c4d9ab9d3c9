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

    /// <summary>
    /// With what resting orders would add: the least favourable fills leave unhedged the larger of all longs less the shorts held, and all shorts less the longs held;
    /// the rest of the larger side is hedged.
    /// </summary>
    public decimal Of(IReadOnlyCollection<decimal> held, IReadOnlyCollection<decimal> ordered)
    {
        var (longs, shorts) = (held.Sum(delta => Math.Max(0m, delta)), held.Sum(delta => Math.Max(0m, -delta)));
        var (mostLong, mostShort) = (longs + ordered.Sum(delta => Math.Max(0m, delta)), shorts + ordered.Sum(delta => Math.Max(0m, -delta)));
        var unhedged = Math.Max(0m, Math.Max(mostLong - shorts, mostShort - longs));
        return (NetRate * unhedged) + (HedgedRate * Math.Max(0m, Math.Max(mostLong, mostShort) - unhedged));
    }
}
