using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.RuleBooks.Books;

/// <summary>All of one instrument at one venue in one pool, netted and priced.</summary>
/// <param name="Venue">Where it is held.</param>
/// <param name="Instrument">What the market says of it.</param>
/// <param name="Quantity">Signed number of contracts.</param>
/// <param name="AverageEntry">What it was entered at, in the quote currency; absent where the balance has its profit already.</param>
/// <param name="UnrealisedProfit">Profit not yet in any balance, in the settlement asset; an option's is its value and is counted as that.</param>
public sealed record ModelPosition(
    LocationId Venue, PricedInstrument Instrument, decimal Quantity, decimal? AverageEntry, decimal UnrealisedProfit)
{
    public Derivative Contract => Instrument.Contract;

    public InstrumentId Id => Contract.Id;

    public RiskUnit Unit => Contract.Unit;

    /// <summary>For reports: <c>BTC-PERP@A</c>.</summary>
    public string Name => $"{Id}@{Venue}";

    /// <summary>Quantity times multiplier: units of the underlying; of an inverse future or perpetual, USD.</summary>
    public decimal Size => Quantity * Contract.Multiplier;

    /// <summary>Signed USD per 100 % move of the underlying.</summary>
    public decimal Delta => Quantity * Instrument.Delta;

    public PricedFuture? Future => Instrument as PricedFuture;

    public PricedOptionContract? Option => Instrument as PricedOptionContract;

    public bool IsPerpetual => Contract is Perpetual;

    /// <summary>The end of the contract; absent for a perpetual.</summary>
    public DateTimeOffset? Expiry => (Contract as DatedDerivative)?.Expiry;

    /// <summary>An option's value in USD at the venue's mark; zero for what is settled daily.</summary>
    public decimal OptionValue => Option is { } option ? Quantity * option.ContractValue : 0m;
}
