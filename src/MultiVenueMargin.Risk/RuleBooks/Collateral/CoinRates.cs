namespace MultiVenueMargin.Risk.RuleBooks.Collateral;

/// <summary>Collateral rates of coins.</summary>
/// <param name="Coins">Those with the same rates.</param>
/// <param name="Slices">By amount.</param>
public sealed record CoinRates(IReadOnlyList<string> Coins, IReadOnlyList<CollateralSlice> Slices);
