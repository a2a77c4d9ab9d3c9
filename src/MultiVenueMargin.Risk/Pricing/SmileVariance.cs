using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Risk.Pricing;

/// <summary>
/// Total variance w = σ²·T of one expiry over k = ln(K/F), MARGIN.md §1. Pure and thread-safe. Bad parameters are refused with
/// <see cref="ArgumentOutOfRangeException"/>: a smile is checked where it enters, not patched where it is used.
/// </summary>
public static class SmileVariance
{
    /// <summary>
    /// Raw SVI: w(k) = a + b·(ρ·(k − m) + √((k − m)² + σ²)). Never negative.
    /// </summary>
    public static double SviTotalVariance(double k, double a, double b, double rho, double m, double sigma)
    {
        RequireFinite(k, nameof(k));
        RequireFinite(a, nameof(a));
        RequireFinite(m, nameof(m));
        if (!(b >= 0.0 && double.IsFinite(b)))
        {
            throw new ArgumentOutOfRangeException(nameof(b), b, "Expected a finite number, zero or more.");
        }

        if (!(rho >= -1.0 && rho <= 1.0))
        {
            throw new ArgumentOutOfRangeException(nameof(rho), rho, "Expected a correlation, −1 to 1.");
        }

        if (!(sigma >= 0.0 && double.IsFinite(sigma)))
        {
            throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "Expected a finite number, zero or more.");
        }

        if (!IsSviVarianceNonNegative(a, b, rho, sigma))
        {
            throw new ArgumentOutOfRangeException(nameof(a), a, "These parameters give negative variance near the minimum.");
        }

        double distance = k - m;
        double wing = Math.Sqrt(Math.FusedMultiplyAdd(distance, distance, sigma * sigma));
        double variance = Math.FusedMultiplyAdd(b, Math.FusedMultiplyAdd(rho, distance, wing), a);

        // The minimum is not negative, as checked, so anything under zero is rounding.
        return Math.Max(variance, 0.0);
    }

    /// <summary>
    /// Whether raw SVI is non-negative at every k: b ≥ 0, |ρ| ≤ 1, σ ≥ 0 and a + b·σ·√(1 − ρ²) ≥ 0, the last being the
    /// smile's minimum. False for anything not finite.
    /// </summary>
    public static bool IsSviVarianceNonNegative(double a, double b, double rho, double sigma)
    {
        // (1 − ρ)(1 + ρ) keeps the digits that 1 − ρ² loses near ±1.
        double minimum = a + (b * sigma * Math.Sqrt((1.0 - rho) * (1.0 + rho)));
        return b >= 0.0 && Math.Abs(rho) <= 1.0 && sigma >= 0.0 && minimum >= 0.0 && double.IsFinite(minimum);
    }

    /// <summary>
    /// Total variance at <paramref name="k"/>, linear in total variance between neighbouring points, flat in volatility
    /// outside them; at a point, exactly its σ²·T.
    /// </summary>
    /// <param name="k">ln(K/F).</param>
    /// <param name="years">T, of this expiry; zero or more.</param>
    /// <param name="points">At least one, in strictly rising order of k.</param>
    /// <exception cref="ArgumentException">There is no point, or the order is not strictly rising.</exception>
    public static double InterpolateTotalVariance(double k, double years, ReadOnlySpan<SmilePoint> points)
    {
        RequireFinite(k, nameof(k));
        Black76.RequireFiniteAndNotNegative(years, nameof(years));
        RequireSmile(points);

        if (k <= points[0].LogMoneyness)
        {
            return TotalVariance(points[0], years);
        }

        for (int i = 1; i < points.Length; i++)
        {
            SmilePoint right = points[i];
            if (k < right.LogMoneyness)
            {
                SmilePoint left = points[i - 1];
                double share = (k - left.LogMoneyness) / (right.LogMoneyness - left.LogMoneyness);
                double from = TotalVariance(left, years);
                return Math.FusedMultiplyAdd(share, TotalVariance(right, years) - from, from);
            }
        }

        return TotalVariance(points[^1], years);
    }

    private static double TotalVariance(SmilePoint point, double years) => point.Volatility * point.Volatility * years;

    private static void RequireSmile(ReadOnlySpan<SmilePoint> points)
    {
        if (points.IsEmpty)
        {
            throw new ArgumentException("A smile has at least one point.", nameof(points));
        }

        for (int i = 0; i < points.Length; i++)
        {
            RequireFinite(points[i].LogMoneyness, nameof(points));
            Black76.RequireFiniteAndNotNegative(points[i].Volatility, nameof(points));
            if (i > 0 && points[i].LogMoneyness <= points[i - 1].LogMoneyness)
            {
                throw new ArgumentException("The points of a smile come in strictly rising order of k.", nameof(points));
            }
        }
    }

    private static void RequireFinite(double value, string name)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(name, value, "Expected a finite number.");
        }
    }
}
