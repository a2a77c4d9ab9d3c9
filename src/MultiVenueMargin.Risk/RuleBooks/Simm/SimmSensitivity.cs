namespace MultiVenueMargin.Risk.RuleBooks.Simm;

/// <summary>One line of the common risk interchange format, in the calculation currency.</summary>
/// <param name="ProductClass"><c>RatesFX</c>, <c>Credit</c>, <c>Equity</c> or <c>Commodity</c>; each is margined by itself.</param>
/// <param name="RiskType">As the format spells it: <c>Risk_IRCurve</c>, <c>Risk_IRVol</c>.</param>
/// <param name="Qualifier">For rates: the currency.</param>
/// <param name="Tenor">For rates: <c>2w</c> to <c>30y</c>; empty where the type has none.</param>
/// <param name="Curve">For rates: the sub-curve.</param>
/// <param name="Amount">Per basis point of rates; of volatilities vega times volatility.</param>
public sealed record SimmSensitivity(string ProductClass, string RiskType, string Qualifier, string Tenor, string Curve, decimal Amount);
