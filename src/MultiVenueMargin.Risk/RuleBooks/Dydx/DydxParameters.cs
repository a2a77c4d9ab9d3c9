namespace MultiVenueMargin.Risk.RuleBooks.Dydx;

/// <summary>What the rule book <c>dydx</c> reads.</summary>
public sealed record DydxParameters
{
    /// <summary>The only coin that counts; the chain takes one for one USD.</summary>
    public required string Collateral { get; init; }

    public required IReadOnlyList<DydxTier> Tiers { get; init; }

    /// <summary>The tier of an underlying that no market below names.</summary>
    public required string DefaultTier { get; init; }

    /// <summary>Tier by underlying.</summary>
    public required IReadOnlyDictionary<string, string> Markets { get; init; }

    /// <summary>Underlyings whose market is isolated: each lies in an account of its own.</summary>
    public required IReadOnlyList<string> IsolatedMarkets { get; init; }

    public required DydxLiquidationTerms Liquidation { get; init; }
}
