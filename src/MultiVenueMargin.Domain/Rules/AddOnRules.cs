namespace MultiVenueMargin.Domain.Rules;

/// <summary>Parameters of the add-ons per unit (MARGIN §5).</summary>
public sealed record AddOnRules
{
    /// <summary>VEGA_TERM: volatility points charged on vega matched between expiries.</summary>
    public decimal VegaTermPoints { get; init; } = 15m;

    /// <summary>VEGA_TERM: days between expiries at which the full charge applies.</summary>
    public decimal VegaTermFullGapDays { get; init; } = 30m;

    /// <summary>PEG: rate per slice of matched USD between two quote currencies.</summary>
    public IReadOnlyList<Tier> PegTiers { get; init; } =
        [new(1_000_000m, 0.005m), new(5_000_000m, 0.01m), new(20_000_000m, 0.02m), new(null, 0.04m)];

    /// <summary>PEG: the curve of the rate over the lower of the two prices: 1 at and above the first price, then linear.</summary>
    public decimal PegCalmAbove { get; init; } = 0.995m;

    /// <summary>PEG: the price at which the rate has grown by <see cref="PegStrainMultiple"/>.</summary>
    public decimal PegStrainAt { get; init; } = 0.99m;

    public decimal PegStrainMultiple { get; init; } = 5m;

    /// <summary>PEG: the price at and below which the rate is <see cref="PegBrokenRate"/>.</summary>
    public decimal PegBrokenAt { get; init; } = 0.80m;

    public decimal PegBrokenRate { get; init; } = 0.40m;

    /// <summary>RATE: parallel move of the discount rate.</summary>
    public decimal RateShock { get; init; } = 0.01m;

    /// <summary>LIQ: k in k·σ_day·√(coins/ADV).</summary>
    public decimal ImpactCoefficient { get; init; } = 0.7m;

    /// <summary>LIQ: an option's half spread as a share of its mark…</summary>
    public decimal OptionSpreadOfMark { get; init; } = 0.05m;

    /// <summary>…plus this share of the underlying's value.</summary>
    public decimal OptionSpreadOfUnderlying { get; init; } = 0.0002m;

    /// <summary>CONC: the share of daily volume that can be closed in a day.</summary>
    public decimal ConcentrationVolumeShare { get; init; } = 0.10m;

    public decimal ConcentrationBaseDays { get; init; } = 0.3m;

    public decimal ConcentrationMostDays { get; init; } = 5m;

    public decimal ConcentrationHorizonDays { get; init; } = 2m;

    public decimal ConcentrationMost { get; init; } = 0.5m;

    /// <summary>MIN_DELTA on |net Δ$|.</summary>
    public decimal MinimumOnNet { get; init; } = 0.02m;

    /// <summary>MIN_DELTA on what is hedged.</summary>
    public decimal MinimumOnHedged { get; init; } = 0.01m;

    /// <summary>Maximum loss: the discount takes interest rates this much lower per year.</summary>
    public decimal MaximumLossRate { get; init; } = 0.01m;
}
