namespace MultiVenueMargin.Simulation;

/// <summary>What a long span has to reach, or it proves nothing of it.</summary>
internal static class Expected
{
    /// <summary>A shorter span need not reach everything.</summary>
    public const int LeastSpan = 500;

    private static readonly string[] All =
    [
        "journal: failed",
        "journal: opened again",
        "start: from a snapshot",
    ];

    public static IReadOnlyList<string> MissingFrom(Sometimes seen) => [.. All.Where(what => !seen.Counts.ContainsKey(what))];
}
