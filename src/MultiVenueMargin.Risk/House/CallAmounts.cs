using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Risk.House;

/// <summary>What it takes to meet a call in a given asset at a given place (MARGIN §6).</summary>
public static class CallAmounts
{
    /// <summary>
    /// The least amount of an asset that, posted at a location and valued like everything else, brings the pool's equity to
    /// the target multiple of MM, rounded up to 10^-8; absent when no amount does.
    /// </summary>
    public static Quantity? AmountIn(
        Book book, MarketSnapshot market, RuleSet rules, PoolId pool, Asset asset, LocationId location) =>
        throw new NotSupportedException("Being built.");
}
