namespace MultiVenueMargin.Risk.RuleBooks.Collateral;

/// <summary>A slice of an amount, in coins, and the share of it that counts.</summary>
/// <param name="UpTo">Where it ends; absent: nowhere.</param>
/// <param name="Rate">Share that counts.</param>
public sealed record CollateralSlice(decimal? UpTo, decimal Rate);
