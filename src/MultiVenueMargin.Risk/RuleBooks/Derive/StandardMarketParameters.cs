namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>What the standard manager asks in one market; a part that is absent is not listed there.</summary>
public sealed record StandardMarketParameters
{
    public StandardPerpetualRates? Perpetual { get; init; }

    public StandardOptionRates? Option { get; init; }

    public StandardBaseRates? Base { get; init; }
}
