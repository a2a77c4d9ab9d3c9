namespace MultiVenueMargin.Risk.RuleBooks.Greeks;

/// <summary>How far the price of some underlyings is moved.</summary>
/// <param name="Units">Which; empty: all that no other line names.</param>
/// <param name="Range">The largest move each way: 0.16.</param>
public sealed record GreeksRange(IReadOnlyList<string> Units, decimal Range);
