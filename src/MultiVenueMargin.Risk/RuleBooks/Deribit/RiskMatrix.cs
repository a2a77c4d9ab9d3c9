namespace MultiVenueMargin.Risk.RuleBooks.Deribit;

/// <summary>The aggregated table of one currency pair: what each bucket counts in each cell, added up.</summary>
/// <param name="Standard">By cell of the table.</param>
/// <param name="Extended">By far move.</param>
public sealed record RiskMatrix(IReadOnlyList<decimal> Standard, IReadOnlyList<decimal> Extended)
{
    public static RiskMatrix Of(IReadOnlyList<MatrixBucket> buckets, ExtendedTable table, int cells) => new(
        [.. Enumerable.Range(0, cells).Select(cell => buckets.Sum(bucket => bucket.Gains.Counted(bucket.Standard[cell])))],
        [.. Enumerable.Range(0, table.Moves.Count).Select(cell => buckets.Sum(bucket => table.Counted(bucket.Extended[cell], bucket.Gains, bucket.Dampener)))]);

    /// <summary>The largest loss, zero where nothing loses.</summary>
    public decimal WorstCase => Math.Max(0m, -Standard.Concat(Extended).Min());

    /// <summary>Which cell that is, those of the extended table after the others; the first of equals.</summary>
    public int WorstCell
    {
        get
        {
            var all = Standard.Concat(Extended).ToList();
            return all.IndexOf(all.Min());
        }
    }
}
