namespace MultiVenueMargin.Risk.RuleBooks.Deribit;

/// <summary>What <c>deribit-sm</c> reads.</summary>
/// <param name="Futures">Rates of perpetuals and futures, by underlying.</param>
/// <param name="ShortOptions">The same for every underlying.</param>
/// <param name="Collateral">Haircuts on initial margin, by coin.</param>
public sealed record DeribitSmParameters(
    IReadOnlyDictionary<string, SizedRate> Futures, ShortOptionMargin ShortOptions, IReadOnlyDictionary<string, decimal> Collateral);
