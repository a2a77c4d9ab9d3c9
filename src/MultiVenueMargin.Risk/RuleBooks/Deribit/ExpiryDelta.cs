namespace MultiVenueMargin.Risk.RuleBooks.Deribit;

/// <summary>The net delta of all that ends at one moment, in coin or in USD, and how many years away that is.</summary>
public readonly record struct ExpiryDelta(decimal Delta, decimal Years);
