namespace MultiVenueMargin.Risk.RuleBooks.Aave;

/// <summary>How much of a debt one call may repay.</summary>
/// <param name="WholeAtOrBelow">The health factor at which all of it may be.</param>
/// <param name="Partial">Share above that.</param>
/// <param name="Whole">Share at or below that.</param>
public sealed record AaveCloseFactor(decimal WholeAtOrBelow, decimal Partial, decimal Whole);
