namespace MultiVenueMargin.Risk.RuleBooks.Simm;

/// <summary>Net sensitivity from which a currency counts as concentrated, in the calculation currency's USD.</summary>
/// <param name="Currencies">Which; empty: all that no other line names.</param>
/// <param name="Delta">USD per basis point.</param>
/// <param name="Vega">USD.</param>
public sealed record SimmThreshold(IReadOnlyList<string> Currencies, decimal Delta, decimal Vega);
