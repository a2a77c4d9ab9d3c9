using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Collateral;

/// <summary>All of one instrument at one venue in one pool, netted and priced.</summary>
/// <param name="Name">For reports: <c>BTC-PERP@A</c>.</param>
/// <param name="Venue">Where it is held.</param>
/// <param name="Instrument">What the market says of it.</param>
/// <param name="Quantity">Signed number of contracts.</param>
/// <param name="Uncertainty">u: from the older of its mark and the position itself.</param>
internal sealed record HeldPosition(
    string Name, LocationId Venue, PricedInstrument Instrument, decimal Quantity, decimal Uncertainty)
{
    public InstrumentId Id => Instrument.Contract.Id;

    /// <summary>Δ$ of the whole position.</summary>
    public decimal Delta { get; } = Quantity * Instrument.Delta;

    /// <summary>The instrument as an option; absent for anything else.</summary>
    public PricedOptionContract? AsOption => Instrument as PricedOptionContract;

    /// <summary>An option's value in USD.</summary>
    public decimal OptionValue => AsOption is { } option ? Quantity * option.ContractValue : 0m;

    /// <summary>Quantity in units of the underlying.</summary>
    public decimal Units => Quantity * Instrument.Contract.Multiplier;

    /// <summary>The end of the contract; absent for a perpetual.</summary>
    public DateTimeOffset? Expiry => (Instrument.Contract as DatedDerivative)?.Expiry;
}
