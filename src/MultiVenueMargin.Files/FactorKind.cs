using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Files;

/// <summary>What a factor of risk is called in files. Zero is what a refused name reads as, and cannot be written.</summary>
internal enum FactorKind
{
    Unspecified = 0,
    Price,
    Volatility,
    Basis,
    Peg,
    VenueLoss,
}
