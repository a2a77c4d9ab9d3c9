namespace MultiVenueMargin.Risk.RuleBooks.Hyperliquid;

/// <summary>What Hyperliquid publishes.</summary>
public sealed record HyperliquidParameters
{
    public required IReadOnlyList<HyperliquidTable> Tables { get; init; }

    /// <summary>The table of coins that have none of their own.</summary>
    public required string Others { get; init; }

    /// <summary>Coins that the cross account takes.</summary>
    public required IReadOnlyList<string> CollateralCoins { get; init; }

    /// <summary>Below this share of maintenance the backstop vault takes over.</summary>
    public required decimal BackstopShare { get; init; }

    /// <summary>The least share of all notional that must stay when something is taken out.</summary>
    public required decimal TransferShare { get; init; }

    /// <summary>Loan to value of each coin that portfolio margin would lend against.</summary>
    public required IReadOnlyDictionary<string, decimal> LoanToValue { get; init; }
}
