using MultiVenueMargin.Risk.RuleBooks.Books;

namespace MultiVenueMargin.Risk.RuleBooks.Span;

/// <summary>One combined commodity of a book: all futures, perpetuals and options on one underlying, in USD.</summary>
internal sealed record SpanCommodity
{
    public required string Name { get; init; }

    public required SpanCommodityTerms Terms { get; init; }

    public required SpanScan Scan { get; init; }

    public required IReadOnlyList<SpanFormedSpread> Spreads { get; init; }

    /// <summary>What its short options ask at the least.</summary>
    public required decimal ShortOptionMinimum { get; init; }

    /// <summary>Signed; over all months.</summary>
    public required decimal Delta { get; init; }

    public static SpanCommodity Of(string unit, IEnumerable<ModelPosition> positions, SpanParameters parameters, decimal index, DateTimeOffset now)
    {
        var terms = parameters.TermsOf(unit);
        var open = positions.Where(position => !position.Instrument.IsDelivered && position.Quantity != 0).ToList();
        var seen = open.Select(position => SpanPosition.Of(position, terms, parameters)).ToList();
        return new SpanCommodity
        {
            Name = unit,
            Terms = terms,
            Scan = SpanScan.Of(SpanArray.Sum(seen.Select(position => (1m, position.Array)))),
            Spreads = SpanInterMonth.Form(
                TiersOf(seen, parameters.Tiers, now), parameters.Spreads.Select(spread => spread with { Charge = spread.Charge * terms.PriceScan })),
            ShortOptionMinimum = terms.ShortOptionMinimum * index * open.Where(position => position.Option is not null).Sum(position => Math.Max(0m, -position.Size)),
            Delta = seen.Sum(position => position.Delta),
        };
    }

    /// <summary>Months first: within a month everything nets, within a tier long months and short ones stand side by side.</summary>
    private static IEnumerable<SpanTierDelta> TiersOf(List<SpanPosition> positions, IReadOnlyList<SpanTier> tiers, DateTimeOffset now) =>
        from month in positions.GroupBy(position => position.Expiry)
        let delta = month.Sum(position => position.Delta)
        select new SpanTierDelta(TierOf(month.Key, tiers, now), Math.Max(0m, delta), Math.Max(0m, -delta));

    /// <summary>What never ends is taken for the nearest month: its funding holds it to the index.</summary>
    private static string TierOf(DateTimeOffset? expiry, IReadOnlyList<SpanTier> tiers, DateTimeOffset now) => expiry is not { } end
        ? tiers[0].Name
        : tiers.First(tier => tier.UpToDays is not { } days || (decimal)(end - now).TotalDays <= days).Name;
}
