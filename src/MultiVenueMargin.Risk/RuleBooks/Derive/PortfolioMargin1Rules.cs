namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>The rule book of PMRM.</summary>
public sealed record PortfolioMargin1Rules
{
    /// <summary>The coin that is cash.</summary>
    public required string Cash { get; init; }

    /// <summary>Underlyings that have such a manager.</summary>
    public required IReadOnlyList<string> Units { get; init; }

    public required PortfolioMargin1Parameters Manager { get; init; }

    public required AuctionParameters Auction { get; init; }
}
