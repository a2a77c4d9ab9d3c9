namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>
/// How the smile turns: each volatility is multiplied by 1 + clamp(k·cap/k*, ±cap) at k = ln(K/F), with the cap reached at k*, an
/// estimate of where the smile flattens out.
/// </summary>
public sealed record SkewShock
{
    public required double LinearCap { get; init; }

    /// <summary>Added to the cap per root of a year.</summary>
    public required double LinearCapPerRootYear { get; init; }

    public required double AbsCap { get; init; }

    public required double AbsCapPerRootYear { get; init; }

    /// <summary>The least k*.</summary>
    public required double LeastWidth { get; init; }

    public required double WidthScale { get; init; }

    public required double WidthVolatility { get; init; }

    public required double WidthVolatilityPerRootYear { get; init; }

    public double Shocked(ManagerOption option, ScenarioVolatility move, decimal forward, double years)
    {
        // At either end of the strikes an option has no time value, whatever its volatility.
        if (option.Strike == 0 || forward == 0)
        {
            return option.Volatility;
        }

        var root = Math.Sqrt(years);
        var moneyness = Math.Log((double)(option.Strike / forward));
        var (cap, k) = move == ScenarioVolatility.Linear
            ? (LinearCap + (LinearCapPerRootYear * root), moneyness)
            : (AbsCap + (AbsCapPerRootYear * root), Math.Abs(moneyness));
        var width = Math.Max(LeastWidth, root * WidthScale * (WidthVolatility + (WidthVolatilityPerRootYear * root)));
        var turn = k == 0 || cap == 0 ? 0.0 : k * cap / width;
        return option.Volatility * Math.Max(1.0 + (k >= 0 ? Math.Min(cap, turn) : Math.Max(-cap, turn)), 0.0);
    }
}
