namespace MultiVenueMargin.Journal;

/// <summary>
/// Which snapshots of a stream stay. The newest two: a start wants the last, and the one before it should that be damaged. And of each span of versions the
/// first, for ever: then a look into the past, however far, reads a span of records and not all. The first of a span never changes, so
/// nothing that was kept is dropped later.
/// </summary>
internal static class SnapshotRetention
{
    public const int Newest = 2;

    /// <summary>So many records take a hundred times the room of the state they make and more; reading them takes a second or a few.</summary>
    public const long Span = 65_536;

    /// <summary>Whether a snapshot is the first of its span. The span from the beginning needs none.</summary>
    /// <param name="before">The version of the kept one before it; 0 without one.</param>
    public static bool StartsSpan(long version, long before) => version / Span > before / Span;
}
