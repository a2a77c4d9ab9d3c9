namespace MultiVenueMargin.Risk.RuleBooks.Tims;

/// <summary>
/// How classes of one product group are added: at each valuation point losses count in full, and gains of other classes only at
/// the group's offset.
/// </summary>
public static class TimsOffset
{
    /// <param name="classes">The profit of each class by point; all of the same length.</param>
    /// <param name="offset">The share of gains that counts.</param>
    public static IReadOnlyList<decimal> Combine(IReadOnlyList<IReadOnlyList<decimal>> classes, decimal offset) => classes.Count == 0
        ? []
        : [.. Enumerable.Range(0, classes[0].Count).Select(point =>
            classes.Sum(profits => profits[point] >= 0 ? offset * profits[point] : profits[point]))];

    /// <summary>The worst loss over all points; nothing where none loses.</summary>
    public static decimal WorstLoss(IEnumerable<decimal> profits) => Math.Max(0m, -profits.DefaultIfEmpty(0m).Min());
}
