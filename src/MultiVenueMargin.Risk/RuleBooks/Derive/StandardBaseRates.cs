namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>What the underlying counts as collateral.</summary>
/// <param name="Factor">Share of its value that counts for maintenance.</param>
/// <param name="InitialScale">Share of that which counts for initial margin.</param>
public sealed record StandardBaseRates(decimal Factor, decimal InitialScale);
