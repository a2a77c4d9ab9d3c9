namespace MultiVenueMargin.Risk.Valuation;

/// <summary>An instrument with a price, or why it has none.</summary>
internal sealed record Pricing(PricedInstrument? Instrument, string Reason)
{
    public static Pricing Of(PricedInstrument instrument) => new(instrument, string.Empty);

    public static Pricing Impossible(string reason) => new(null, reason);
}
