namespace MultiVenueMargin.Risk.RuleBooks.Span;

/// <summary>
/// The inter-month (intracommodity) spread charge. The scan takes all months for one price; that one month may move without
/// another is charged by the spread. Spreads are formed in order of priority, and a delta that is in one is in no other.
/// </summary>
public static class SpanInterMonth
{
    public static IReadOnlyList<SpanFormedSpread> Form(IEnumerable<SpanTierDelta> tiers, IEnumerable<SpanSpread> spreads)
    {
        var longs = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var shorts = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var tier in tiers)
        {
            longs[tier.Tier] = longs.GetValueOrDefault(tier.Tier) + tier.Long;
            shorts[tier.Tier] = shorts.GetValueOrDefault(tier.Tier) + tier.Short;
        }

        var formed = new List<SpanFormedSpread>();
        foreach (var spread in spreads.OrderBy(spread => spread.Priority))
        {
            var count = Take(spread, longs, shorts);
            count += spread.First == spread.Second ? 0m : Take(spread, shorts, longs);
            if (count > 0)
            {
                formed.Add(new SpanFormedSpread(spread, count));
            }
        }

        return formed;
    }

    private static decimal Take(SpanSpread spread, Dictionary<string, decimal> first, Dictionary<string, decimal> second)
    {
        var count = Math.Min(
            first.GetValueOrDefault(spread.First) / spread.FirstDelta, second.GetValueOrDefault(spread.Second) / spread.SecondDelta);
        if (count > 0)
        {
            first[spread.First] -= count * spread.FirstDelta;
            second[spread.Second] -= count * spread.SecondDelta;
        }

        return Math.Max(0m, count);
    }
}
