namespace MultiVenueMargin.Risk.RuleBooks.Paradex;

/// <summary>One cell of the scan.</summary>
/// <param name="Move">Of spot.</param>
/// <param name="Volatility">Of the mark volatility, before the term of its expiry.</param>
/// <param name="Weight">Which share of the loss counts.</param>
public sealed record ScanScenario(decimal Move, decimal Volatility, decimal Weight);
