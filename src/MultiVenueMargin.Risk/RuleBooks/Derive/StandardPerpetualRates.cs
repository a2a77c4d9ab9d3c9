namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>Shares of a perpetual's notional at its mark.</summary>
public sealed record StandardPerpetualRates(decimal Initial, decimal Maintenance);
