namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>A subaccount under a portfolio manager: one underlying. Everything is in units of cash (USDC).</summary>
public sealed record ManagerPortfolio
{
    public required decimal Cash { get; init; }

    /// <summary>Price of the underlying.</summary>
    public required decimal SpotPrice { get; init; }

    /// <summary>What the spot feed says of itself, 0 to 1.</summary>
    public decimal SpotConfidence { get; init; } = 1m;

    /// <summary>USD per unit of cash. Only collateral is converted at it; the venue books every profit one to one.</summary>
    public decimal StablePrice { get; init; } = 1m;

    public ManagerPerpetual Perpetual { get; init; } = ManagerPerpetual.None;

    /// <summary>Units of the underlying held as collateral: the one collateral that the first manager knows.</summary>
    public decimal BaseAmount { get; init; }

    /// <summary>What the second manager takes.</summary>
    public IReadOnlyList<ManagerCollateral> Collaterals { get; init; } = [];

    public IReadOnlyList<ManagerExpiry> Expiries { get; init; } = [];
}
