namespace MultiVenueMargin.Risk.Hot;

/// <summary>One risk unit on one market.</summary>
internal readonly record struct HotUnit
{
    /// <summary>S; 0 where the unit has no price.</summary>
    public double Index { get; init; }

    public double DailyVolatility { get; init; }

    /// <summary>ADV in coins; 0 where nobody says.</summary>
    public double DailyVolume { get; init; }
}
