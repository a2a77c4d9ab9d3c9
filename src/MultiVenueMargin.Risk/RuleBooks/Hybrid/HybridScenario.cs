namespace MultiVenueMargin.Risk.RuleBooks.Hybrid;

/// <summary>One scenario of the stress.</summary>
/// <param name="Move">Relative move of the price.</param>
/// <param name="VolatilityFactors">What volatilities are multiplied by, each in turn.</param>
/// <param name="Share">Share of the loss that counts.</param>
public sealed record HybridScenario(decimal Move, IReadOnlyList<double> VolatilityFactors, decimal Share);
