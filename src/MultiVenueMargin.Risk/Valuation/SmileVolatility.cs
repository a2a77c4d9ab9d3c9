using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Risk.Valuation;

/// <summary>Reads a volatility off a smile (MARGIN §1).</summary>
internal static class SmileVolatility
{
    /// <summary>σ per year at log-moneyness k, for a smile of an expiry so many years away.</summary>
    public static double At(Smile smile, double moneyness, double years) => smile switch
    {
        QuotedSmile quoted => OfPoints(quoted.Points, moneyness),
        SviSmile svi => Math.Sqrt(Math.Max(TotalVariance(svi, moneyness), 0) / years),
        _ => throw new ArgumentOutOfRangeException(nameof(smile), smile.GetType().Name, "Not a known kind of smile."),
    };

    private static double TotalVariance(SviSmile svi, double moneyness)
    {
        var distance = moneyness - svi.M;
        return svi.A + (svi.B * ((svi.Rho * distance) + Math.Sqrt((distance * distance) + (svi.Sigma * svi.Sigma))));
    }

    /// <summary>Linear in total variance between points (the years cancel), flat outside.</summary>
    private static double OfPoints(IReadOnlyList<SmilePoint> points, double moneyness)
    {
        if (moneyness <= points[0].LogMoneyness)
        {
            return points[0].Volatility;
        }

        for (var i = 1; i < points.Count; i++)
        {
            var (left, right) = (points[i - 1], points[i]);
            if (moneyness <= right.LogMoneyness)
            {
                var share = (moneyness - left.LogMoneyness) / (right.LogMoneyness - left.LogMoneyness);
                var leftVariance = left.Volatility * left.Volatility;
                var rightVariance = right.Volatility * right.Volatility;
                return Math.Sqrt(leftVariance + ((rightVariance - leftVariance) * share));
            }
        }

        return points[^1].Volatility;
    }
}
