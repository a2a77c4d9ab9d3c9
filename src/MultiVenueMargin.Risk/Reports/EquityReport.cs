using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Reports;

/// <summary>What a pool is worth, from raw to counted (MARGIN §2).</summary>
public sealed record EquityReport
{
    /// <summary>Σ amount × mark, options at their value.</summary>
    public required Usd Raw { get; init; }

    /// <summary>The worst end, on which everything is decided: Σ counted + Σ option value − STALE.</summary>
    public required Usd Adjusted { get; init; }

    /// <summary>Uncertainty zero.</summary>
    public required Usd Likely { get; init; }

    /// <summary>Assets at 1 + u, debts at 1 − u, plus STALE.</summary>
    public required Usd Best { get; init; }

    /// <summary>STALE: Σ over units of |Σ Δ$·u| of the positions.</summary>
    public required Usd Stale { get; init; }

    public required IReadOnlyList<StaleReport> StaleByUnit { get; init; }

    /// <summary>In the order of the book.</summary>
    public required IReadOnlyList<LineReport> Lines { get; init; }

    /// <summary>By location.</summary>
    public required IReadOnlyList<OptionValueReport> OptionValues { get; init; }

    /// <summary>Every cap that bound, at each end.</summary>
    public required IReadOnlyList<CapReport> Caps { get; init; }
}

/// <summary>A cap that bound: so much of the group lies above its limit.</summary>
public sealed record CapReport(ValuationEnd End, CapKind Kind, string Group, Usd Above);

/// <summary>The ends of the interval: how bad, how likely, how good the figures may be.</summary>
public enum ValuationEnd
{
    Worst = 0,
    Likely,
    Best,
}

/// <summary>What a cap limits.</summary>
public enum CapKind
{
    Asset = 0,
    Issuer,
    Venue,
}

/// <summary>What the age and spread of marks may cost the positions of one unit.</summary>
public sealed record StaleReport(RiskUnit Unit, Usd Amount);

/// <summary>
/// One line of collateral or debt on its way from raw to counted at the worst end. Each step is what it took away
/// (negative) or added; <c>Raw + all steps = Counted</c> exactly, <see cref="Rounding"/> included.
/// </summary>
public sealed record LineReport
{
    public required CollateralLine Line { get; init; }

    public required string Name { get; init; }

    /// <summary>Signed amount of the asset, with the unrealised profit settled here.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The USD mark; absent: unpriced, counted zero and named.</summary>
    public required Price? Mark { get; init; }

    /// <summary>u.</summary>
    public required decimal Uncertainty { get; init; }

    public required Usd Raw { get; init; }

    public Usd PriceStep { get; init; }

    public Usd LocationStep { get; init; }

    public Usd BridgeStep { get; init; }

    public Usd OwnTokenStep { get; init; }

    public Usd FinalityStep { get; init; }

    public Usd AssetStep { get; init; }

    public Usd AssetCapStep { get; init; }

    public Usd IssuerCapStep { get; init; }

    public Usd VenueCapStep { get; init; }

    public Usd Rounding { get; init; }

    /// <summary>The part that stands against short positions of the unit: no asset haircut, no cap.</summary>
    public required Usd Hedge { get; init; }

    /// <summary>h_a, the average tier rate applied to the free part.</summary>
    public required decimal AssetHaircut { get; init; }

    /// <summary>What counts at the worst end.</summary>
    public required Usd Counted { get; init; }

    public required Usd CountedLikely { get; init; }

    public required Usd CountedBest { get; init; }
}

/// <summary>Options of one location at their marks, netted there.</summary>
public sealed record OptionValueReport
{
    public required LocationId Location { get; init; }

    /// <summary>Each position's value, before the location's haircut.</summary>
    public required IReadOnlyList<OptionPositionReport> Positions { get; init; }

    public required Usd Net { get; init; }

    /// <summary>What the location's haircut and rounding took from a positive net; negative or zero.</summary>
    public required Usd LocationStep { get; init; }

    public required Usd Counted { get; init; }
}

/// <summary>One option position's value and what its instrument was priced from (MARGIN §1: the source is reported).</summary>
public sealed record OptionPositionReport
{
    public required string Position { get; init; }

    public required InstrumentId Instrument { get; init; }

    public required LocationId Venue { get; init; }

    public required Usd Amount { get; init; }

    /// <summary>Whether the amount is the venue's mark; else it is the model's value.</summary>
    public required bool IsMarked { get; init; }

    /// <summary>F in the strike's currency.</summary>
    public required decimal Forward { get; init; }

    public required ForwardSource ForwardSource { get; init; }

    /// <summary>σ per year.</summary>
    public required decimal Volatility { get; init; }

    public required VolatilitySource VolatilitySource { get; init; }
}
