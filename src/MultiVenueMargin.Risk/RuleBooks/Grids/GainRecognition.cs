namespace MultiVenueMargin.Risk.RuleBooks.Grids;

/// <summary>How much of a bucket's gain may pay for another bucket's loss.</summary>
/// <param name="Share">Of the gain.</param>
/// <param name="Most">At most so much; absent: no limit.</param>
public readonly record struct GainRecognition(decimal Share, decimal? Most)
{
    /// <summary>A loss counts in full.</summary>
    public decimal Counted(decimal profit) => profit <= 0 ? profit
        : Most is { } most ? Math.Min(Share * profit, most)
        : Share * profit;
}
