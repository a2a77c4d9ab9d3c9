namespace MultiVenueMargin.Risk.RuleBooks.Okx;

/// <summary>Underlyings that move alike.</summary>
/// <param name="Units">Which; of the last class, none.</param>
/// <param name="PriceMoves">Of MR1, each up and down.</param>
/// <param name="ExtremeMove">Of MR6, up and down.</param>
/// <param name="Basis">MR4.</param>
/// <param name="MinimumCharge">MR7 before its multipliers: share of the delta of each instrument.</param>
public sealed record OkxUnitClass(
    IReadOnlyList<string> Units, IReadOnlyList<decimal> PriceMoves, decimal ExtremeMove, BasisCharge Basis, decimal MinimumCharge)
{
    public IEnumerable<decimal> SignedMoves => PriceMoves.SelectMany(move => move == 0 ? [0m] : new[] { move, -move });
}
