namespace MultiVenueMargin.Domain.Rules;

/// <summary>Filtered historical simulation and its guards against procyclicality (MARGIN §4).</summary>
public sealed record StatisticalRules
{
    /// <summary>Decay of the EWMA variance per day.</summary>
    public decimal Decay { get; init; } = 0.97m;

    public int MostScenarios { get; init; } = 1_000;

    public int HorizonDays { get; init; } = 2;

    /// <summary>Bounds of σ_now/σ_t.</summary>
    public decimal LeastScaling { get; init; } = 0.5m;

    public decimal MostScaling { get; init; } = 2.0m;

    /// <summary>1 − confidence of the value at risk.</summary>
    public decimal ValueAtRiskTail { get; init; } = 0.005m;

    /// <summary>1 − confidence of the expected shortfall.</summary>
    public decimal ShortfallTail { get; init; } = 0.025m;

    public decimal StressWeight { get; init; } = 0.25m;

    /// <summary>The buffer on top of the raw figure when it is full.</summary>
    public decimal BufferShare { get; init; } = 0.25m;

    /// <summary>The buffer is released while volatility rose by more than this factor…</summary>
    public decimal ReleaseAbove { get; init; } = 1.2m;

    /// <summary>…over this many days.</summary>
    public int ReleaseLookbackDays { get; init; } = 5;

    /// <summary>Days in which a full buffer is released.</summary>
    public int ReleaseDays { get; init; } = 5;

    /// <summary>Days in which an empty buffer is rebuilt.</summary>
    public int RebuildDays { get; init; } = 20;
}
