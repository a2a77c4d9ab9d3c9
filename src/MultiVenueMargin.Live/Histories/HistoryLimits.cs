namespace MultiVenueMargin.Live.Histories;

/// <summary>What going through a past may take. Beyond it, it is refused with the advice to name a shorter span.</summary>
public static class HistoryLimits
{
    /// <summary>Records that are told: with their evidence some hundred megabytes at the most, and more than anybody reads.</summary>
    public const int Lines = 20_000;

    /// <summary>Evaluations of a re-run under other rules: some ten minutes of work.</summary>
    public const int Looks = 1_000_000;

    /// <summary>Market versions that wait for a recorded decision that rests on an earlier one; the two are a commit apart.</summary>
    public const int MarketsHeld = 10_000;
}
