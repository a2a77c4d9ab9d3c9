namespace MultiVenueMargin.Domain.Market;

/// <summary>Implied volatility of one expiry over log-moneyness k = ln(K/F).</summary>
public abstract record Smile;

/// <summary>Quoted points, ordered by k; total variance is linear between them and volatility flat outside.</summary>
public sealed record QuotedSmile(IReadOnlyList<SmilePoint> Points) : Smile;

/// <summary>One point of a smile: log-moneyness and volatility per year.</summary>
public readonly record struct SmilePoint(double LogMoneyness, double Volatility);

/// <summary>Raw SVI: total variance w(k) = a + b·(ρ·(k − m) + √((k − m)² + s²)).</summary>
public sealed record SviSmile(double A, double B, double Rho, double M, double Sigma) : Smile;
