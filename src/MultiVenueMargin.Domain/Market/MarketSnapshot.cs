using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Domain.Market;

/// <summary>
/// Everything the market says at one moment. Immutable and numbered, so that a figure can be recomputed from it.
/// What is absent here is unknown: it is named where it would have been used, and never read as zero.
/// </summary>
public sealed record MarketSnapshot
{
    public required MarketVersion Version { get; init; }

    /// <summary>The valuation time: ages and times to expiry are counted from it.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>USD consensus per asset.</summary>
    public required IReadOnlyDictionary<Asset, AssetMark> Prices { get; init; }

    public required IReadOnlyDictionary<InstrumentId, Instrument> Instruments { get; init; }

    public required IReadOnlyDictionary<InstrumentId, InstrumentMark> Marks { get; init; }

    public required IReadOnlyDictionary<RiskUnit, UnitMarket> Units { get; init; }

    public IReadOnlyList<Correlation> Correlations { get; init; } = [];

    /// <summary>Set by risk management in a crisis: credits between units are off.</summary>
    public bool StressFlag { get; init; }
}

/// <summary>The correlation of two units over 250 days and in the stress period, each within [−1, 1].</summary>
public sealed record Correlation(RiskUnit First, RiskUnit Second, double Days250, double Stress)
{
    public bool IsBetween(RiskUnit one, RiskUnit other) =>
        (First == one && Second == other) || (First == other && Second == one);
}
