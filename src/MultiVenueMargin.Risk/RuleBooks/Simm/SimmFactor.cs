namespace MultiVenueMargin.Risk.RuleBooks.Simm;

/// <summary>One risk factor of a currency with what it weighs.</summary>
/// <param name="Kind">Which correlation it has with others.</param>
/// <param name="Tenor">Place among the tenors; −1 where it has none.</param>
/// <param name="Curve">Sub-curve; empty where it has none.</param>
/// <param name="Weighted">Sensitivity times risk weight and concentration, or a curvature.</param>
internal readonly record struct SimmFactor(SimmFactorKind Kind, int Tenor, string Curve, double Weighted);

/// <summary>What a factor of the interest-rate risk class is.</summary>
internal enum SimmFactorKind
{
    /// <summary>A point of a curve or of its volatility.</summary>
    Tenor = 0,

    /// <summary>Inflation or its volatility.</summary>
    Inflation,

    /// <summary>Basis to another currency.</summary>
    Basis,
}
