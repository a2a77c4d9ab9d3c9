namespace MultiVenueMargin.Risk.RuleBooks.Drift;

/// <summary>What the rule book <c>drift</c> reads.</summary>
public sealed record DriftParameters
{
    /// <summary>The coin in which perpetuals settle; it has no weights.</summary>
    public required string Quote { get; init; }

    /// <summary>Asked for per resting order, in 10^-6 USD.</summary>
    public required long PerOrder { get; init; }

    /// <summary>The most that one market's profit counts at initial, in 10^-6 USD.</summary>
    public required long ProfitCap { get; init; }

    /// <summary>Weights by coin, upper and lower case alike. A coin that is not here counts nothing.</summary>
    public required IReadOnlyDictionary<string, DriftSpotMarket> Coins { get; init; }

    /// <summary>The market of an underlying that is not named below.</summary>
    public required DriftPerpMarket DefaultPerpetual { get; init; }

    /// <summary>Markets by underlying.</summary>
    public required IReadOnlyDictionary<string, DriftPerpMarket> Perpetuals { get; init; }

    public required DriftLiquidationTerms Liquidation { get; init; }

    /// <summary>An account at a level, in the ordinary mode.</summary>
    public DriftTerms TermsAt(DriftLevel level) => new() { Level = level, PerOrder = PerOrder, ProfitCap = ProfitCap };
}
