using MultiVenueMargin.Risk.RuleBooks.Collateral;

namespace MultiVenueMargin.Risk.RuleBooks.Bybit;

/// <summary>What Bybit publishes of portfolio margin, and what stands in where it publishes only the kind of charge.</summary>
public sealed record BybitPortfolioParameters
{
    /// <summary>The last class is the one of all other underlyings.</summary>
    public required IReadOnlyList<BybitRiskTerms> Classes { get; init; }

    /// <summary>Price points on each side of no move.</summary>
    public required int PriceSteps { get; init; }

    /// <summary>Relative rise of volatility.</summary>
    public required decimal VolatilityUp { get; init; }

    /// <summary>Relative fall of volatility.</summary>
    public required decimal VolatilityDown { get; init; }

    /// <summary>Share of the delta hedged between two quote currencies, by slices of USD.</summary>
    public required IReadOnlyList<CollateralSlice> StablecoinSpread { get; init; }

    /// <summary>Initial over maintenance margin of positions.</summary>
    public required decimal InitialFactor { get; init; }

    public required BybitAccountTerms Account { get; init; }
}
