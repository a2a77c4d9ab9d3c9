namespace MultiVenueMargin.Risk.RuleBooks.Simm;

/// <summary>Delta risk weights of one volatility group of currencies, one per tenor.</summary>
/// <param name="Currencies">Which; empty: all that no other line names.</param>
/// <param name="Weights">In basis points, in the order of the tenors.</param>
public sealed record SimmRiskWeights(IReadOnlyList<string> Currencies, IReadOnlyList<decimal> Weights);
