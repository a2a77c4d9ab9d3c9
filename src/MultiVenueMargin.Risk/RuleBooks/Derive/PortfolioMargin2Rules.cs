namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>The rule book of PMRM_2.</summary>
public sealed record PortfolioMargin2Rules
{
    /// <summary>The coin that is cash.</summary>
    public required string Cash { get; init; }

    /// <summary>Underlyings that have such a manager.</summary>
    public required IReadOnlyList<string> Units { get; init; }

    /// <summary>By coin.</summary>
    public required IReadOnlyDictionary<string, CollateralTerms> Collaterals { get; init; }

    public required PortfolioMargin2Parameters Manager { get; init; }

    public required AuctionParameters Auction { get; init; }
}
