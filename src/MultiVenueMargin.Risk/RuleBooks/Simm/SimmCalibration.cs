namespace MultiVenueMargin.Risk.RuleBooks.Simm;

/// <summary>One published calibration of the interest-rate risk class.</summary>
public sealed record SimmCalibration
{
    /// <summary><c>2.6</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Days of the margin period of risk.</summary>
    public required int Days { get; init; }

    public required IReadOnlyList<SimmRiskWeights> CurveWeights { get; init; }

    public required decimal InflationWeight { get; init; }

    public required decimal BasisWeight { get; init; }

    public required decimal VegaWeight { get; init; }

    /// <summary>Historical volatility ratio: curvature is scaled by its inverse square.</summary>
    public required decimal HistoricalVolatilityRatio { get; init; }

    /// <summary>Days over twice an option's time that curvature takes of its vega: SF(t) = ½·min(1, days/t).</summary>
    public required decimal CurvatureDays { get; init; }

    /// <summary>Concentration thresholds; empty: none are applied, as for one day.</summary>
    public required IReadOnlyList<SimmThreshold> Thresholds { get; init; }
}
