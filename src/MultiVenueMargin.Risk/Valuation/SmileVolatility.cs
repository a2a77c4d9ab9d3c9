using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Pricing;

namespace MultiVenueMargin.Risk.Valuation;

/// <summary>Reads a volatility off a smile (MARGIN §1).</summary>
internal static class SmileVolatility
{
    /// <summary>σ per year at log-moneyness k, for a smile of an expiry so many years away.</summary>
    public static double At(Smile smile, double moneyness, double years) => smile switch
    {
        // Between quoted points the years cancel, so one year does.
        QuotedSmile quoted => Math.Sqrt(SmileVariance.InterpolateTotalVariance(moneyness, 1.0, [.. quoted.Points])),
        SviSmile svi => Math.Sqrt(SmileVariance.SviTotalVariance(moneyness, svi.A, svi.B, svi.Rho, svi.M, svi.Sigma) / years),
        _ => throw new ArgumentOutOfRangeException(nameof(smile), smile.GetType().Name, "Not a known kind of smile."),
    };
}
