namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>The rule book of the standard manager.</summary>
public sealed record StandardMarginRules
{
    /// <summary>The coin that is cash.</summary>
    public required string Cash { get; init; }

    /// <summary>By underlying, or by coin where a market has nothing but collateral.</summary>
    public required IReadOnlyDictionary<string, StandardMarketParameters> Markets { get; init; }

    public required StandardFeedRules Feeds { get; init; }

    public required AuctionParameters Auction { get; init; }
}
