namespace MultiVenueMargin.Domain.Rules;

/// <summary>The scenario set of a unit and how its results add up (MARGIN §3).</summary>
public sealed record ScanRules
{
    /// <summary>Grid steps on each side of no move; the step is the class' range over this.</summary>
    public int GridSteps { get; init; } = 4;

    /// <summary>Relative rise of volatility at 30 days.</summary>
    public decimal VolatilityUp { get; init; } = 0.45m;

    /// <summary>Relative fall of volatility at 30 days.</summary>
    public decimal VolatilityDown { get; init; } = 0.25m;

    /// <summary>p below 30 days, in (30/D)^p.</summary>
    public decimal ShortTermPower { get; init; } = 0.30m;

    /// <summary>p from 30 days on.</summary>
    public decimal LongTermPower { get; init; } = 0.13m;

    /// <summary>The least volatility after a rise.</summary>
    public decimal LeastVolatilityUp { get; init; } = 0.50m;

    /// <summary>The moves of the tails, volatility up; each counts min(1, R/|move|).</summary>
    public IReadOnlyList<decimal> TailMoves { get; init; } = [-0.66m, -0.33m, 0.50m, 1m, 2m, 3m, 4m, 5m];

    /// <summary>Of a unit's loss in a tail this much is not counted.</summary>
    public decimal TailDampenerUsd { get; init; } = 25_000m;

    /// <summary>The extreme moves as a multiple of R, volatility unchanged.</summary>
    public decimal ExtremeMultiple { get; init; } = 1.5m;

    /// <summary>The share of an extreme move that counts.</summary>
    public decimal ExtremeWeight { get; init; } = 0.5m;

    /// <summary>The share of one location's gain that may pay for another's loss.</summary>
    public decimal GainShare { get; init; } = 0.6m;

    /// <summary>The most that one location's gain may pay.</summary>
    public decimal GainCapUsd { get; init; } = 20_000_000m;

    public OptionalScenarioRules Optional { get; init; } = new();
}

/// <summary>Scenarios that are off in the requirement unless a rule set turns them on; stress always runs them.</summary>
public sealed record OptionalScenarioRules
{
    /// <summary>Two rotations of the smile around the forward: each σ × (1 ± rotation·k), k = ln(K/F), k clamped to ±1.</summary>
    public bool Skew { get; init; }

    public decimal SkewRotation { get; init; } = 0.5m;

    /// <summary>One scenario per location: everything positive there becomes nothing and hedges there vanish.</summary>
    public bool VenueLoss { get; init; }

    /// <summary>Per quote stablecoin, at each of these prices relative to its mark.</summary>
    public bool Depeg { get; init; }

    public IReadOnlyList<decimal> DepegPrices { get; init; } = [0.97m, 0.90m, 0.80m];

    /// <summary>Lines that are not final are taken back by their chain.</summary>
    public bool Reorganisation { get; init; }
}
