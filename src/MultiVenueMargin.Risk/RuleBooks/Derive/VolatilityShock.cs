namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>How far volatilities move: range·(30 days / days to expiry)^power, as a share.</summary>
public sealed record VolatilityShock
{
    private const double ReferenceDays = 30.0;
    private const double SecondsPerDay = 86_400.0;

    public required double RangeUp { get; init; }

    public required double RangeDown { get; init; }

    /// <summary>Up to 30 days to expiry.</summary>
    public required double ShortTermPower { get; init; }

    public required double LongTermPower { get; init; }

    /// <summary>Fewer days than these count as these.</summary>
    public required double LeastDays { get; init; }

    /// <summary>A volatility that moves up is at least this.</summary>
    public required double LeastUp { get; init; }

    public double Shocked(double volatility, ScenarioVolatility move, decimal seconds) => move switch
    {
        ScenarioVolatility.None => volatility,

        // At expiry nothing depends on it any more, and the term would be without bound.
        ScenarioVolatility.Up or ScenarioVolatility.Down when seconds == 0 => volatility,
        ScenarioVolatility.Up => Math.Max(volatility * (1.0 + (RangeUp * TermOf(seconds))), LeastUp),
        ScenarioVolatility.Down => volatility * Math.Max(1.0 - (RangeDown * TermOf(seconds)), 0.0),
        _ => throw new ArgumentOutOfRangeException(nameof(move), move, "A rotation is no shock of this kind."),
    };

    private double TermOf(decimal seconds)
    {
        var days = (double)seconds / SecondsPerDay;
        return Math.Pow(ReferenceDays / Math.Max(days, LeastDays), days <= ReferenceDays ? ShortTermPower : LongTermPower);
    }
}
