namespace MultiVenueMargin.Risk.RuleBooks.Deribit;

/// <summary>One underlying against USD.</summary>
/// <param name="PriceRange">Largest move of the table (<c>price_range</c>).</param>
/// <param name="ExtendedFactor"><c>extended_table_factor</c>.</param>
/// <param name="Volatility">How volatilities move.</param>
/// <param name="DeltaShock">What a large delta costs.</param>
/// <param name="Coin">For contracts settled in the underlying's coin.</param>
public sealed record PairParameters(
    decimal PriceRange, decimal ExtendedFactor, VolatilityShock Volatility, DeltaShock DeltaShock, CurrencyParameters Coin);
