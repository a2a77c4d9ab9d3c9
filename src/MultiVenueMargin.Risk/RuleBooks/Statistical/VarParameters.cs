using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Risk.RuleBooks.Statistical;

/// <summary>Parameters of the value at risk, and of the guards on top of it.</summary>
public sealed record VarParameters
{
    /// <summary>λ of the volatility forecast, per day.</summary>
    public required decimal Decay { get; init; }

    /// <summary>Days of history, the newest.</summary>
    public required int MostDays { get; init; }

    /// <summary>Below these the report says that the window is short.</summary>
    public required int LeastDays { get; init; }

    public required int HorizonDays { get; init; }

    public required decimal LeastScaling { get; init; }

    public required decimal MostScaling { get; init; }

    /// <summary>1 − confidence of the value at risk.</summary>
    public required decimal ValueAtRiskTail { get; init; }

    /// <summary>1 − confidence of the expected shortfall.</summary>
    public required decimal ShortfallTail { get; init; }

    public required decimal StressWeight { get; init; }

    public required decimal Buffer { get; init; }

    /// <summary>The buffer is released while volatility rose by more than this factor…</summary>
    public required decimal ReleaseAbove { get; init; }

    /// <summary>…over this many days.</summary>
    public required int ReleaseLookbackDays { get; init; }

    public required int ReleaseDays { get; init; }

    public required int RebuildDays { get; init; }

    internal StatisticalRules ToRules() => new()
    {
        Decay = Decay,
        MostScenarios = MostDays,
        HorizonDays = HorizonDays,
        LeastScaling = LeastScaling,
        MostScaling = MostScaling,
        ValueAtRiskTail = ValueAtRiskTail,
        ShortfallTail = ShortfallTail,
        StressWeight = StressWeight,
        BufferShare = Buffer,
        ReleaseAbove = ReleaseAbove,
        ReleaseLookbackDays = ReleaseLookbackDays,
        ReleaseDays = ReleaseDays,
        RebuildDays = RebuildDays,
    };
}
