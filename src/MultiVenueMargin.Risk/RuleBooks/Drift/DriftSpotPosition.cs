using System.Numerics;

namespace MultiVenueMargin.Risk.RuleBooks.Drift;

/// <summary>A coin in an account, with what rests in orders. Amounts are in the token's units.</summary>
/// <param name="Name">For the lines it makes.</param>
/// <param name="Market">The coin's weights.</param>
/// <param name="Tokens">Owned (positive) or owed.</param>
/// <param name="Price">USD per token.</param>
/// <param name="Bids">Tokens that resting bids would add; not negative.</param>
/// <param name="Asks">Tokens that resting asks would take away, as a negative number.</param>
/// <param name="OrderCount">How many orders rest.</param>
/// <param name="MarketDeposits">Of all users, in 10^-6 USD; zero where nobody says.</param>
public sealed record DriftSpotPosition(
    string Name,
    DriftSpotMarket Market,
    BigInteger Tokens,
    DriftStrictPrice Price,
    BigInteger Bids = default,
    BigInteger Asks = default,
    int OrderCount = 0,
    BigInteger MarketDeposits = default);
