namespace MultiVenueMargin.Risk.Hot;

/// <summary>One asset on one market.</summary>
internal readonly record struct HotAsset
{
    public bool HasMark { get; init; }

    /// <summary>USD per unit; 1 where there is none, as PEG takes it.</summary>
    public double Mark { get; init; }

    public double Confidence { get; init; }

    /// <summary>When the mark was last known to be true, in UTC ticks.</summary>
    public long AsOf { get; init; }

    public double DailyVolatility { get; init; }
}
