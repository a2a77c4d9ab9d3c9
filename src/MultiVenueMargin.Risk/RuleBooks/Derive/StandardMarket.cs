namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>What an account under the standard manager has in one market, in cash (USDC).</summary>
public sealed record StandardMarket
{
    public required string Name { get; init; }

    public required decimal Spot { get; init; }

    /// <summary>What the spot feed says of itself, 0 to 1.</summary>
    public decimal SpotConfidence { get; init; } = 1m;

    public ManagerPerpetual Perpetual { get; init; } = ManagerPerpetual.None;

    /// <summary>Units of the underlying held.</summary>
    public decimal BaseAmount { get; init; }

    public IReadOnlyList<ManagerExpiry> Expiries { get; init; } = [];
}
