using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.House;

/// <summary>How far single factors may move before a pool is called or liquidated (MARGIN §6).</summary>
public static class Distances
{
    /// <summary>Every factor the book depends on: each unit's price, volatility and basis, each stablecoin, each venue.</summary>
    public static IReadOnlyList<Factor> FactorsOf(Book book, MarketSnapshot market, RuleSet rules) =>
        throw new NotSupportedException("Being built.");

    /// <summary>The distances of one pool to each level (a ratio, such as 1.20) along each factor.</summary>
    public static IReadOnlyList<Distance> Find(
        Book book, MarketSnapshot market, RuleSet rules, PoolId pool, IReadOnlyList<Factor> factors, IReadOnlyList<decimal> levels) =>
        throw new NotSupportedException("Being built.");
}
