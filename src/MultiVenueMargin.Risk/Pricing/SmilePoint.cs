namespace MultiVenueMargin.Risk.Pricing;

/// <summary>One quoted point of an expiry's smile.</summary>
/// <param name="LogMoneyness">k = ln(K/F).</param>
/// <param name="Volatility">Implied volatility per √year, 1.00 = 100 %.</param>
public readonly record struct SmilePoint(double LogMoneyness, double Volatility);
