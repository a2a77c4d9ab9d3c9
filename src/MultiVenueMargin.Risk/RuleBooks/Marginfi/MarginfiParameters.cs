namespace MultiVenueMargin.Risk.RuleBooks.Marginfi;

/// <summary>Parameters of marginfi's main group.</summary>
public sealed record MarginfiParameters
{
    public required IReadOnlyList<MarginfiBank> Banks { get; init; }

    public required OracleBand Confidence { get; init; }

    /// <summary>No bank weighs a debt less: for debts in coins without published weights.</summary>
    public required decimal LeastLiabilityWeight { get; init; }

    /// <summary>Share of what is liquidated that the liquidator keeps.</summary>
    public required decimal LiquidatorFee { get; init; }

    /// <summary>Share of it that goes to the insurance fund.</summary>
    public required decimal InsuranceFee { get; init; }
}
