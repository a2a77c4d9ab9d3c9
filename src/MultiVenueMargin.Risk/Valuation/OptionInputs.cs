namespace MultiVenueMargin.Risk.Valuation;

/// <summary>What an option is priced from, with where it came from, so that a report can say so.</summary>
/// <param name="Forward">F in the strike's currency.</param>
/// <param name="ForwardSource">Where F came from.</param>
/// <param name="Volatility">σ per year.</param>
/// <param name="VolatilitySource">Where σ came from.</param>
/// <param name="Discount">D.</param>
/// <param name="QuoteInUsd">X.</param>
/// <param name="MarkInUsd">The venue's mark per unit of the underlying; absent where there is none.</param>
public sealed record OptionInputs(
    decimal Forward,
    ForwardSource ForwardSource,
    double Volatility,
    VolatilitySource VolatilitySource,
    decimal Discount,
    decimal QuoteInUsd,
    decimal? MarkInUsd)
{
    /// <summary>These, or the same ones from before if every digit of them is the same: whoever holds those may compare by reference.</summary>
    internal static OptionInputs Of(
        OptionInputs? before,
        (decimal Value, ForwardSource Source) forward,
        (double Value, VolatilitySource Source) volatility,
        decimal discount,
        decimal quoteInUsd,
        decimal? markInUsd) =>
        before is not null
        && (before.ForwardSource, before.VolatilitySource) == (forward.Source, volatility.Source)
        && BitConverter.DoubleToInt64Bits(before.Volatility) == BitConverter.DoubleToInt64Bits(volatility.Value)
        && Exactly.Same(before.Forward, forward.Value)
        && Exactly.Same(before.Discount, discount)
        && Exactly.Same(before.QuoteInUsd, quoteInUsd)
        && before.MarkInUsd is null == markInUsd is null
        && Exactly.Same(before.MarkInUsd ?? 0m, markInUsd ?? 0m)
            ? before
            : new OptionInputs(forward.Value, forward.Source, volatility.Value, volatility.Source, discount, quoteInUsd, markInUsd);
}

/// <summary>Where a forward came from, in order of preference.</summary>
public enum ForwardSource
{
    /// <summary>The venue's own forward of this expiry.</summary>
    Venue = 0,

    /// <summary>A listed future of this expiry and quote currency.</summary>
    ListedFuture,

    /// <summary>The median of what other venues say the forward of this expiry is.</summary>
    OtherVenues,

    /// <summary>The index carried at the interest rate.</summary>
    Carry,

    /// <summary>The index itself: the option has expired.</summary>
    Index,
}

/// <summary>Where a volatility came from, in order of preference.</summary>
public enum VolatilitySource
{
    /// <summary>The instrument's mark volatility.</summary>
    Mark = 0,

    /// <summary>The smile of its expiry.</summary>
    Smile,

    /// <summary>The smile of the nearest expiry, at scaled moneyness.</summary>
    NearestExpiry,

    /// <summary>None is needed: expired, or in its last second.</summary>
    None,
}
