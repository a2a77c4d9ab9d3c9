namespace MultiVenueMargin.Domain.Instruments;

/// <summary>How a contract's profit is paid.</summary>
public enum ContractStyle
{
    Unspecified = 0,

    /// <summary>In the quote currency: q·m·(P′ − P).</summary>
    Linear = 1,

    /// <summary>In the underlying coin; the multiplier is the contract's value in USD: q·c·(1/P − 1/P′) coins.</summary>
    Inverse = 2,
}

/// <summary>
/// Something that can be held. Balances, loans, staked and wrapped tokens and vault shares are not instruments but
/// collateral lines (<see cref="Books.CollateralLine"/>) of an asset; a <see cref="Spot"/> pair only names how one is
/// exchanged for another.
/// </summary>
public abstract record Instrument(InstrumentId Id);

/// <summary>A pair of assets exchanged at once. It is never a position: a trade in it moves two balances.</summary>
public sealed record Spot(InstrumentId Id, Asset Base, Asset Quote) : Instrument(Id);

/// <summary>
/// A contract on an underlying: what the scan, the add-ons and the bound work on.
/// </summary>
/// <param name="Id">Its listed name.</param>
/// <param name="Unit">The underlying.</param>
/// <param name="Style">Linear or inverse.</param>
/// <param name="Quote">The quote currency; USD for an inverse contract.</param>
/// <param name="Multiplier">Units of the underlying per contract; for an inverse future or perpetual its value in USD.</param>
public abstract record Derivative(InstrumentId Id, RiskUnit Unit, ContractStyle Style, Asset Quote, decimal Multiplier)
    : Instrument(Id)
{
    public bool IsInverse => Style == ContractStyle.Inverse;

    /// <summary>The asset in which profit is paid: the quote, or the underlying's coin for an inverse contract.</summary>
    public Asset Settlement => IsInverse ? Unit.NativeCoin : Quote;
}

/// <summary>A future without an expiry, held to its index by funding.</summary>
public sealed record Perpetual(InstrumentId Id, RiskUnit Unit, ContractStyle Style, Asset Quote, decimal Multiplier)
    : Derivative(Id, Unit, Style, Quote, Multiplier);

/// <summary>A derivative that ends at a moment. Time to expiry is ACT/365, to the second (MARGIN §1).</summary>
public abstract record DatedDerivative(
    InstrumentId Id, RiskUnit Unit, ContractStyle Style, Asset Quote, decimal Multiplier, DateTimeOffset Expiry)
    : Derivative(Id, Unit, Style, Quote, Multiplier)
{
    private const double SecondsPerYear = 365.0 * 86_400.0;

    /// <summary>Years to expiry at an instant, never negative.</summary>
    public double YearsAt(DateTimeOffset now) => YearsBetween(now, Expiry);

    /// <summary>ACT/365 years between two instants, whole seconds; zero where the end is not after the start.</summary>
    public static double YearsBetween(DateTimeOffset from, DateTimeOffset to)
    {
        var seconds = (to - from).Ticks / TimeSpan.TicksPerSecond;
        return seconds <= 0 ? 0 : seconds / SecondsPerYear;
    }

    public bool IsExpiredAt(DateTimeOffset now) => now >= Expiry;
}

/// <summary>A future that ends at a moment.</summary>
public sealed record DatedFuture(
    InstrumentId Id, RiskUnit Unit, ContractStyle Style, Asset Quote, decimal Multiplier, DateTimeOffset Expiry)
    : DatedDerivative(Id, Unit, Style, Quote, Multiplier, Expiry);

/// <summary>
/// A European option. Its strike is in the quote currency, in USD for an inverse option, whose premium is paid in coin
/// and whose multiplier is, as for a linear one, units of the underlying per contract.
/// </summary>
public sealed record EuropeanOption(
    InstrumentId Id,
    RiskUnit Unit,
    ContractStyle Style,
    Asset Quote,
    decimal Multiplier,
    DateTimeOffset Expiry,
    OptionRight Right,
    Price Strike)
    : DatedDerivative(Id, Unit, Style, Quote, Multiplier, Expiry);
