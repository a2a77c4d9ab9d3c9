namespace MultiVenueMargin.Domain.Rules;

/// <summary>Credit between two units that move together and are held in opposite directions (MARGIN §6).</summary>
public sealed record CreditRules
{
    /// <summary>The pairs that may earn credit.</summary>
    public IReadOnlyList<CreditPair> Pairs { get; init; } = [new(new RiskUnit("BTC"), new RiskUnit("ETH"))];

    /// <summary>The share of the correlation floor that is credited.</summary>
    public decimal CorrelationShare { get; init; } = 0.5m;

    public decimal Most { get; init; } = 0.40m;
}

/// <summary>Two units between which a hedge is recognised.</summary>
public readonly record struct CreditPair(RiskUnit First, RiskUnit Second);
