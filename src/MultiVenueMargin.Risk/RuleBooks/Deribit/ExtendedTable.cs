using MultiVenueMargin.Risk.RuleBooks.Grids;

namespace MultiVenueMargin.Risk.RuleBooks.Deribit;

/// <summary>
/// The far moves, meant for short options far out of the money: futures move no further than the table's range, of an option's
/// profit only a share counts, and of either sign only what exceeds the dampener.
/// </summary>
/// <param name="Moves">Relative moves, each with volatilities up.</param>
/// <param name="Factor"><c>extended_table_factor</c>.</param>
public sealed record ExtendedTable(IReadOnlyList<decimal> Moves, decimal Factor)
{
    /// <summary>How far futures move at a far move.</summary>
    public static decimal FuturesMove(decimal move, decimal range) => Math.Clamp(move, -range, range);

    /// <summary>The share of an option's profit that counts at a far move, as sister venues print it: range over move.</summary>
    public static decimal CountedShare(decimal move, decimal range) => move == 0 ? 1m : Math.Min(1m, range / Math.Abs(move));

    /// <summary>What counts of a bucket's profit, brought nearer to nothing by the dampener; a gain counts as in the table first.</summary>
    public decimal Counted(decimal profit, GainRecognition gains, decimal dampener)
    {
        var counted = gains.Counted(Factor * profit);
        return Math.Sign(counted) * Math.Max(0m, Math.Abs(counted) - dampener);
    }
}
