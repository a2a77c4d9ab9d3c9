namespace MultiVenueMargin.Risk.RuleBooks.Okx;

/// <summary>One tier of the venue: a rate or multiplier up to an amount; the last may have no end. Both are always stated.</summary>
public sealed record RateTier(decimal? UpTo, decimal Rate);
