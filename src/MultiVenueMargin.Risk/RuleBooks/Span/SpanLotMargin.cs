namespace MultiVenueMargin.Risk.RuleBooks.Span;

/// <summary>
/// Margin by the lot, as clearing houses print it for members: a rate for what is outright and a rate per spread between months.
/// </summary>
public sealed record SpanLotMargin(decimal Spreads, decimal OutrightLots, decimal Total)
{
    /// <param name="tiers">Lots by month.</param>
    /// <param name="outrightRate">Per lot of what is left when long and short lots are netted.</param>
    /// <param name="spreads">Which months may be spread, with the rate of each.</param>
    /// <param name="other">What else the house asks.</param>
    public static SpanLotMargin Of(IReadOnlyList<SpanTierDelta> tiers, decimal outrightRate, IEnumerable<SpanSpread> spreads, decimal other = 0m)
    {
        var formed = SpanInterMonth.Form(tiers, spreads);
        var outright = Math.Abs(tiers.Sum(tier => tier.Long - tier.Short));
        return new SpanLotMargin(
            formed.Sum(spread => spread.Count), outright, (outrightRate * outright) + formed.Sum(spread => spread.Charge) + other);
    }
}
