namespace MultiVenueMargin.Domain.Market;

/// <summary>
/// Daily log returns of a unit's price and of its at-the-money volatility, oldest first and of equal length, with the
/// stress set of the same unit (MARGIN §4).
/// </summary>
public sealed record ReturnHistory
{
    public required IReadOnlyList<double> PriceReturns { get; init; }

    public required IReadOnlyList<double> VolatilityReturns { get; init; }

    /// <summary>The price's long-run daily volatility: the floor against procyclicality.</summary>
    public required double LongRunVolatility { get; init; }

    public IReadOnlyList<StressMove> Stress { get; init; } = [];
}

/// <summary>One historical or hypothetical event: joint log moves of price and volatility, taken as they are: −0.7 halves the price.</summary>
public readonly record struct StressMove(double Price, double Volatility);
