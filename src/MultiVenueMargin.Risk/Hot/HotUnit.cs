namespace MultiVenueMargin.Risk.Hot;

/// <summary>One risk unit on one market.</summary>
internal readonly record struct HotUnit
{
    /// <summary>S; 0 where the unit has no price.</summary>
    public double Index { get; init; }

    public double DailyVolatility { get; init; }

    /// <summary>ADV in coins; 0 where nobody says.</summary>
    public double DailyVolume { get; init; }

    /// <summary>Whether a history is loaded, from which statistical figures are found when a book is compiled.</summary>
    public bool HasHistory { get; init; }
}
