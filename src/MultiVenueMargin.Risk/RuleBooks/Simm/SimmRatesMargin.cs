namespace MultiVenueMargin.Risk.RuleBooks.Simm;

/// <summary>Margin of the interest-rate risk class, at 15 significant digits.</summary>
/// <param name="Delta">From curves, inflation and cross-currency basis.</param>
/// <param name="Vega">From volatilities.</param>
/// <param name="Curvature">From the same, as the convexity that goes with them.</param>
public sealed record SimmRatesMargin(decimal Delta, decimal Vega, decimal Curvature)
{
    public decimal Total => Delta + Vega + Curvature;
}
