namespace MultiVenueMargin.Risk.RuleBooks.Aave;

/// <summary>Parameters of an Aave v3 market.</summary>
public sealed record AaveParameters
{
    public required IReadOnlyList<AaveReserve> Reserves { get; init; }

    public required AaveCloseFactor CloseFactor { get; init; }
}
