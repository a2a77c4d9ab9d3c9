namespace MultiVenueMargin.RuleBooks.Derive;

/// <summary>What the standard manager reads of one market.</summary>
public sealed record StandardMarketParameters
{
    public decimal PerpetualInitial { get; init; }

    public decimal PerpetualMaintenance { get; init; }

    /// <summary>Absent where the market has no options.</summary>
    public StandardOptionRates? Option { get; init; }

    /// <summary>Share of the underlying's value that counts for maintenance; zero where it is no collateral.</summary>
    public decimal BaseFactor { get; init; }

    /// <summary>Share of that which counts for initial margin.</summary>
    public decimal BaseInitialScale { get; init; }

    public ConfidenceRule PerpetualConfidence { get; init; } = new(0m, 0m);

    public ConfidenceRule OptionConfidence { get; init; } = new(0m, 0m);

    public ConfidenceRule BaseConfidence { get; init; } = new(0m, 0m);
}
