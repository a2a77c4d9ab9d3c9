namespace MultiVenueMargin.Risk.Collateral;

/// <summary>The positions of a book that are netted into one, among those of a pool in instrument order.</summary>
/// <param name="From">The first.</param>
/// <param name="To">After the last.</param>
internal readonly record struct HeldRun(int From, int To)
{
    public ReadOnlySpan<int> Of(int[] members) => members.AsSpan(From, To - From);
}

/// <summary>The same of a position that is in no figure though its place is not lost: it has no price, or it is too old.</summary>
/// <param name="Run">Where its positions are.</param>
/// <param name="IsPriced">Whether age alone keeps it out.</param>
internal readonly record struct LeftOutRun(HeldRun Run, bool IsPriced);
