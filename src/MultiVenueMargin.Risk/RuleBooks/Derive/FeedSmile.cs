using MultiVenueMargin.Risk.RuleBooks.Pricing;

namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>
/// A smile of total variance, w(k) = a + b·(ρ·(k − m) + √((k − m)² + σ²)) at k = ln(K/F), as Derive's volatility feed sends it. Beyond
/// four times √(a + b·σ) the smile is flat, and w is at most 144.
/// </summary>
public sealed record FeedSmile
{
    private const double MostVariance = 144.0;
    private const double MoneynessReach = 4.0;

    public required double A { get; init; }

    public required double B { get; init; }

    public required double Rho { get; init; }

    public required double M { get; init; }

    public required double Sigma { get; init; }

    /// <summary>The forward that it was fitted to.</summary>
    public required decimal Forward { get; init; }

    /// <summary>The time to expiry that it was fitted to, in years.</summary>
    public required double Years { get; init; }

    /// <summary>Volatility per root of a year; a strike of zero has none.</summary>
    /// <exception cref="ArgumentException">The smile has no variance there.</exception>
    public decimal VolatilityAt(decimal strike)
    {
        if (strike == 0)
        {
            return 0m;
        }

        var reach = MoneynessReach * Math.Sqrt(A + (B * Sigma));
        var distance = Math.Clamp(Math.Log((double)(strike / Forward)), -reach, reach) - M;
        var variance = A + (B * ((Rho * distance) + Math.Sqrt((distance * distance) + (Sigma * Sigma))));
        return variance >= 0
            ? DoubleDigits.ToDecimal(Math.Sqrt(Math.Min(variance, MostVariance) / Years))
            : throw new ArgumentException($"The smile has a variance of {variance} at {strike}.", nameof(strike));
    }
}
