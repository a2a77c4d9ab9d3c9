namespace MultiVenueMargin.Risk.RuleBooks.Deribit;

/// <summary>What <c>deribit-pm</c> reads; the names in brackets are those of the venue's own <c>public/pme/get_params</c>.</summary>
/// <param name="MaintenanceShare">Of the risk matrix margin (<c>mm_factor</c>).</param>
/// <param name="BucketsEachSide">Price moves on each side of none (<c>buckets_count</c>).</param>
/// <param name="LeastDays">Below so many days the volatility shock grows no further.</param>
/// <param name="ExtendedMoves">Far moves.</param>
/// <param name="Pairs">By underlying.</param>
/// <param name="Usd">For contracts of any underlying that are settled in USD or a stablecoin.</param>
/// <param name="Collateral">Haircuts on initial margin, by coin.</param>
public sealed record DeribitPmParameters(
    decimal MaintenanceShare,
    int BucketsEachSide,
    decimal LeastDays,
    IReadOnlyList<decimal> ExtendedMoves,
    IReadOnlyDictionary<string, PairParameters> Pairs,
    CurrencyParameters Usd,
    IReadOnlyDictionary<string, decimal> Collateral);
