namespace MultiVenueMargin.Risk.RuleBooks.Okx;

/// <summary>What <c>okx-mcm</c> reads.</summary>
/// <param name="Positions">Position tiers by underlying.</param>
/// <param name="OtherPositions">Of all other underlyings.</param>
/// <param name="Borrow">Of coins whose equity is negative.</param>
/// <param name="Discounts">By coin.</param>
public sealed record OkxMcmParameters(
    IReadOnlyDictionary<string, PositionTiers> Positions,
    PositionTiers OtherPositions,
    BorrowRates Borrow,
    IReadOnlyDictionary<string, CoinDiscount> Discounts);
