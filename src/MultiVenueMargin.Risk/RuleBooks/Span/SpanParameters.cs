namespace MultiVenueMargin.Risk.RuleBooks.Span;

/// <summary>The parameters of SPAN for a book of crypto futures and options.</summary>
public sealed record SpanParameters
{
    /// <summary>How many days nearer to expiry the scenarios are.</summary>
    public required decimal LookAheadDays { get; init; }

    /// <summary>How likely each move is, for the one delta by which an option enters spreads; they need not add up to one.</summary>
    public required IReadOnlyList<SpanDeltaWeight> DeltaWeights { get; init; }

    public required IReadOnlyDictionary<string, SpanCommodityTerms> Commodities { get; init; }

    /// <summary>Of underlyings that are not listed.</summary>
    public required SpanCommodityTerms OtherCommodity { get; init; }

    /// <summary>By days to expiry, the nearest first; the last has no end.</summary>
    public required IReadOnlyList<SpanTier> Tiers { get; init; }

    /// <summary>Between tiers of each commodity; the charge is a share of the scan of one leg.</summary>
    public required IReadOnlyList<SpanSpread> Spreads { get; init; }

    /// <summary>Between commodities; deltas are in USD, so that the ratios are of values.</summary>
    public required IReadOnlyList<SpanCredit> Credits { get; init; }

    /// <summary>The share of each asset's value that does not count as collateral; what is not here is not taken.</summary>
    public required IReadOnlyDictionary<string, decimal> Haircuts { get; init; }

    /// <summary>What makes them no parameters of any SPAN; absent where nothing does.</summary>
    public string? Fault =>
        Commodities.Values.Append(OtherCommodity).Any(terms => terms.PriceScan <= 0m || terms.InitialPriceScan < terms.PriceScan) ? "a price scan range is above zero, and the one to enter no narrower"
        : Tiers.Count == 0 || Tiers[^1].UpToDays is not null || Tiers.SkipLast(1).Any(tier => tier.UpToDays is null) ? "of the tiers the last and no other has no end"
        : Spreads.Any(spread => spread.FirstDelta <= 0m || spread.SecondDelta <= 0m) || Credits.Any(credit => credit.FirstDelta <= 0m || credit.SecondDelta <= 0m) ? "the deltas of a spread are above zero"
        : DeltaWeights.All(weight => weight.Weight == 0m) || DeltaWeights.Any(weight => weight.Weight < 0m) ? "delta weights are not negative, and not all zero"
        : null;

    public SpanCommodityTerms TermsOf(string unit) => Commodities.GetValueOrDefault(unit, OtherCommodity);
}

/// <summary>A move of the price in scan ranges, up and down alike, and how much it weighs.</summary>
public sealed record SpanDeltaWeight(decimal Price, decimal Weight);

/// <summary>A stretch of expiries that spreads take for one month.</summary>
/// <param name="Name">As spreads name it.</param>
/// <param name="UpToDays">Expiries up to so many days away; absent for the last.</param>
public sealed record SpanTier(string Name, decimal? UpToDays);

/// <summary>What is published of one commodity.</summary>
/// <param name="PriceScan">The price scan range as a share of the price: what maintenance rests on.</param>
/// <param name="InitialPriceScan">The same for initial margin.</param>
/// <param name="VolatilityScan">The volatility scan range: a share of the volatility, or points of it (0.04 is four points).</param>
/// <param name="VolatilityIsRelative">Which of the two.</param>
/// <param name="ExtremeMultiple">How many ranges the extremes move.</param>
/// <param name="ExtremeCover">The share of an extreme's loss that counts.</param>
/// <param name="ShortOptionMinimum">For a short option, as a share of what underlies it.</param>
public sealed record SpanCommodityTerms(
    decimal PriceScan,
    decimal InitialPriceScan,
    decimal VolatilityScan,
    bool VolatilityIsRelative,
    decimal ExtremeMultiple,
    decimal ExtremeCover,
    decimal ShortOptionMinimum)
{
    /// <summary>What is asked initially of what maintenance asks so much.</summary>
    public decimal InitialOf(decimal maintenance) => maintenance * InitialPriceScan / PriceScan;
}
