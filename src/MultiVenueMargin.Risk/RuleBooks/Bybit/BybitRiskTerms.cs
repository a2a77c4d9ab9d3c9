namespace MultiVenueMargin.Risk.RuleBooks.Bybit;

/// <summary>The stress and contingency factors of a class of underlyings under Bybit portfolio margin.</summary>
/// <param name="Name">What reports call the class.</param>
/// <param name="Coins">Its underlyings; empty for the class of all others.</param>
/// <param name="PriceRange">The largest price move, both ways.</param>
/// <param name="ShortOption">Per USD of index that is net short.</param>
/// <param name="VegaPointsPerDay">Volatility points charged on hedged vega per day between two expiries.</param>
/// <param name="BasisPerYear">Share of hedged delta charged per year between two expiries.</param>
/// <param name="Futures">Share of the notional of futures and perpetuals.</param>
public sealed record BybitRiskTerms(
    string Name, IReadOnlyList<string> Coins, decimal PriceRange, decimal ShortOption, decimal VegaPointsPerDay, decimal BasisPerYear, decimal Futures);
