namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>What PMRM_2 reads.</summary>
public sealed record PortfolioMargin2Parameters
{
    public required IReadOnlyList<ManagerScenario> Scenarios { get; init; }

    public required VolatilityShock VolatilityShock { get; init; }

    public required SkewShock SkewShock { get; init; }

    /// <summary>For expiries that are worth something.</summary>
    public required StaticDiscount LongDiscount { get; init; }

    /// <summary>For expiries that are owed.</summary>
    public required StaticDiscount ShortDiscount { get; init; }

    public required decimal InitialFactor { get; init; }

    public required decimal MaintenanceFactor { get; init; }

    public required BasisContingency Basis { get; init; }

    public required PegRule Peg { get; init; }

    public required ConfidenceRule Confidence { get; init; }

    public required ChargeRate Perpetual { get; init; }

    public required ChargeRate Option { get; init; }
}
