namespace MultiVenueMargin.Domain.Rules;

/// <summary>How far a figure may be off, from the spread of its sources and its age (MARGIN §2).</summary>
public sealed record UncertaintyRules
{
    /// <summary>How many half-widths of the consensus count.</summary>
    public decimal ConfidenceMultiple { get; init; } = 2m;

    /// <summary>Younger than this is fresh and costs nothing.</summary>
    public TimeSpan Fresh { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Aged by more than this since it ceased to be fresh is lost: it is no longer relied on and the state becomes unknown.</summary>
    public TimeSpan Lost { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Daily volatility of stablecoins and fiat currencies where the market does not measure one.</summary>
    public decimal StableDailyVolatility { get; init; } = 0.005m;
}
