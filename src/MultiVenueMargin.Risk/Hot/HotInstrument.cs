namespace MultiVenueMargin.Risk.Hot;

/// <summary>What can be said of an instrument on a market: which formulas apply to it.</summary>
internal enum HotStatus
{
    /// <summary>It cannot be priced.</summary>
    Unpriced = 0,
    Live,

    /// <summary>At or after expiry, its delivery price not yet published.</summary>
    Expired,

    /// <summary>Delivered: a value and no risk.</summary>
    Delivered,
}

/// <summary>
/// One instrument on one market, for all accounts that hold it: per contract, long, in USD. The figures of
/// <see cref="Valuation.PricedInstrument"/> in double, and what the add-ons make of them alone. The default is unpriced.
/// </summary>
internal readonly record struct HotInstrument
{
    public HotStatus Status { get; init; }

    /// <summary>When its mark was last known to be true, in UTC ticks.</summary>
    public long AsOf { get; init; }

    public double Confidence { get; init; }

    /// <summary>Δ$.</summary>
    public double Delta { get; init; }

    /// <summary>Vega per point; 0 of what is no option.</summary>
    public double Vega { get; init; }

    /// <summary>T·m·V of an option.</summary>
    public double RateWeight { get; init; }

    /// <summary>Predicted funding; 0 where none is known.</summary>
    public double Funding { get; init; }

    /// <summary>Half spread of a future: its own, else its class'.</summary>
    public double HalfSpread { get; init; }

    /// <summary>min(mark, 5 %·mark + 2 bp·S·m) of one option.</summary>
    public double OptionHalfSpread { get; init; }

    /// <summary>k·σ_day, as if a whole day's volume were closed, where nobody says what trades; else 0.</summary>
    public double ImpactUnknown { get; init; }

    /// <summary>k·σ_day/√(S·ADV): the impact per √|Δ$|; 0 where nobody says what trades.</summary>
    public double ImpactOfRoot { get; init; }

    /// <summary>What one option is worth; 0 of anything else.</summary>
    public double ContractValue { get; init; }

    /// <summary>P of a future.</summary>
    public double Price { get; init; }

    /// <summary>X.</summary>
    public double QuoteInUsd { get; init; }

    /// <summary>D of an option.</summary>
    public double Discount { get; init; }

    /// <summary>e^{−0.01·T} of an option.</summary>
    public double Decay { get; init; }

    /// <summary>The mark that limits of orders are compared with.</summary>
    public double OrderMark { get; init; }

    /// <summary>What one unit of that mark is worth to a contract.</summary>
    public double OrderUsd { get; init; }

    /// <summary>The largest |P&amp;L × w| over the scenarios of the scan.</summary>
    public double ScanMost { get; init; }

    /// <summary>The least and the most P&amp;L × w over the scenarios without the dampener.</summary>
    public (double Least, double Most) Grid { get; init; }

    /// <summary>The same over the tails, which have it.</summary>
    public (double Least, double Most) Tails { get; init; }

    /// <summary>Its published book: from and to in the market's levels.</summary>
    public (int From, int To) Depth { get; init; }

    /// <summary>The largest distance of a level.</summary>
    public double DepthMost { get; init; }
}
