using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Collateral;

/// <summary>All of one instrument at one venue in one pool, netted and priced.</summary>
/// <param name="venue">Where it is held.</param>
/// <param name="instrument">What the market says of it.</param>
/// <param name="quantity">Signed number of contracts.</param>
/// <param name="uncertainty">u: from the older of its mark and the position itself.</param>
internal sealed class HeldPosition(LocationId venue, PricedInstrument instrument, decimal quantity, decimal uncertainty)
{
    private string? _name;

    public LocationId Venue => venue;

    public PricedInstrument Instrument => instrument;

    public decimal Quantity => quantity;

    public decimal Uncertainty => uncertainty;

    /// <summary>For reports: <c>BTC-PERP@A</c>. Put together when it is asked for first; most evaluations explain nothing.</summary>
    public string Name => _name ??= $"{Id}@{Venue}";

    public InstrumentId Id => Instrument.Contract.Id;

    /// <summary>Δ$ of the whole position.</summary>
    public decimal Delta { get; } = quantity * instrument.Delta;

    /// <summary>The instrument as an option; absent for anything else.</summary>
    public PricedOptionContract? AsOption => Instrument as PricedOptionContract;

    /// <summary>An option's value in USD.</summary>
    public decimal OptionValue => AsOption is { } option ? Quantity * option.ContractValue : 0m;

    /// <summary>Quantity in units of the underlying.</summary>
    public decimal Units => Quantity * Instrument.Contract.Multiplier;

    /// <summary>The end of the contract; absent for a perpetual.</summary>
    public DateTimeOffset? Expiry => (Instrument.Contract as DatedDerivative)?.Expiry;
}
