namespace MultiVenueMargin.Risk.RuleBooks.Grids;

/// <summary>The relative price moves of a scenario table.</summary>
public static class PriceMoves
{
    /// <summary>From −range to +range in even steps, the middle one no move: <c>2·buckets + 1</c> of them.</summary>
    public static IReadOnlyList<decimal> Even(decimal range, int bucketsEachSide) =>
        bucketsEachSide > 0
            ? [.. Enumerable.Range(-bucketsEachSide, (2 * bucketsEachSide) + 1).Select(bucket => range * bucket / bucketsEachSide)]
            : throw new ArgumentOutOfRangeException(nameof(bucketsEachSide), bucketsEachSide, "There is at least one bucket each side.");
}
