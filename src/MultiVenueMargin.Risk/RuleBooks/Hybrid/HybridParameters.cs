using MultiVenueMargin.Risk.RuleBooks.Greeks;

namespace MultiVenueMargin.Risk.RuleBooks.Hybrid;

/// <summary>Net greeks for small moves, a revaluation for large ones.</summary>
public sealed record HybridParameters
{
    /// <summary>The grid of small moves; its initial factor holds for both parts.</summary>
    public required GreeksParameters Greeks { get; init; }

    public required IReadOnlyList<HybridScenario> Stress { get; init; }
}
