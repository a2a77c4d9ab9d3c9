namespace MultiVenueMargin.Risk.RuleBooks.Okx;

/// <summary>MR8: shares of what is borrowed, in USD.</summary>
public sealed record BorrowRates(decimal Maintenance, decimal Initial);
