using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Risk.RuleBooks.Simm;

/// <summary>ISDA SIMM, interest-rate risk class: what all calibrations of a version share, and the calibrations.</summary>
public sealed record SimmParameters
{
    public static SimmParameters Shipped { get; } = RuleBookDocument.Shipped("isda-simm").ParametersAs<SimmParameters>();

    public required IReadOnlyList<string> Tenors { get; init; }

    /// <summary>Days of each tenor, for curvature.</summary>
    public required IReadOnlyList<double> TenorDays { get; init; }

    /// <summary>ρ between tenors, row by row.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> TenorCorrelations { get; init; }

    /// <summary>φ between sub-curves of a currency.</summary>
    public required double CurveCorrelation { get; init; }

    /// <summary>Between inflation, or its volatility, and a tenor.</summary>
    public required double InflationCorrelation { get; init; }

    /// <summary>Between a cross-currency basis and anything else of its currency.</summary>
    public required double BasisCorrelation { get; init; }

    /// <summary>γ between currencies.</summary>
    public required double CurrencyCorrelation { get; init; }

    /// <summary>99.5 % quantile of the standard normal distribution, for curvature.</summary>
    public required double CurvatureQuantile { get; init; }

    public required IReadOnlyList<SimmCalibration> Calibrations { get; init; }

    public SimmCalibration? Find(string version, int days) =>
        Calibrations.FirstOrDefault(calibration => calibration.Version == version && calibration.Days == days);
}
