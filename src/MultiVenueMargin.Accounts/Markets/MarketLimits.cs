namespace MultiVenueMargin.Accounts.Markets;

/// <summary>How much one publisher holds and one batch may bring. Marks are bounded by what is listed. What is beyond is refused by name.</summary>
public static class MarketLimits
{
    /// <summary>Quotes in one batch: every option of the largest venue, several times over.</summary>
    public const int QuotesPerBatch = 100_000;

    /// <summary>Assets that one publisher prices.</summary>
    public const int Prices = 4_096;

    /// <summary>Underlyings of one publisher: usually one.</summary>
    public const int Units = 256;

    public const int Correlations = 65_536;
}
