namespace MultiVenueMargin.Mutants;

/// <summary>MARGIN §1: contracts, forwards, volatilities.</summary>
internal static class ValuationMutants
{
    private const string Future = "src/MultiVenueMargin.Risk/Valuation/PricedFuture.cs";
    private const string Instrument = "src/MultiVenueMargin.Risk/Valuation/PricedInstrument.cs";
    private const string Market = "src/MultiVenueMargin.Risk/Valuation/PricedMarket.cs";
    private const string Expiry = "src/MultiVenueMargin.Risk/Valuation/ExpiryTerms.cs";
    private const string Draft = "src/MultiVenueMargin.Risk/Valuation/OptionDraft.cs";
    private const string Inputs = "src/MultiVenueMargin.Risk/Valuation/OptionInputs.cs";
    private const string Time = "src/MultiVenueMargin.Risk/Valuation/TimeToExpiry.cs";
    private const string Option = "src/MultiVenueMargin.Risk/Valuation/PricedOptionContract.cs";

    public static IReadOnlyList<Mutant> All { get; } =
    [
        new(Future, "contract.Multiplier * index / price", "contract.Multiplier", "inverse Δ$ without S/P"),
        new(
            Future,
            "contract.Multiplier * price * quoteInUsd",
            "contract.Multiplier * price",
            "linear Δ$ without the quote's price"),
        new(Future, "((to - from) / from) / to", "((to - from) / from) / from", "inverse profit linear in coin"),
        new(
            Future,
            "Delta = IsDelivered ? 0m",
            "Delta = IsExpired ? 0m",
            "an expired future that is not delivered risks nothing"),
        new(
            Instrument,
            "IsDelivered = IsExpired && mark.Delivery is not null;",
            "IsDelivered = mark.Delivery is not null;",
            "delivered before expiry"),
        new(
            Expiry,
            "if (listed.Count > 0)",
            "if (listed.Count > 0 && elsewhere.Count == 0)",
            "other venues' forwards before a listed future"),
        new(Expiry, "KernelMath.Exp(_rate * Time.Years))", "KernelMath.Exp(-_rate * Time.Years))", "forward carried the wrong way"),
        new(Expiry, "_any.IsInverse ? Index / forward", "_any.IsInverse ? forward / Index", "inverse discount upside down"),
        new(Expiry, "Kernel.ToDecimal(KernelMath.Exp(-_rate * Time.Years))", "1m", "quoted premiums not discounted"),
        new(
            Expiry,
            ".Duration() < (best - _any.Expiry).Duration()",
            ".Duration() <= (best - _any.Expiry).Duration()",
            "the later of two equally near smiles"),
        new(
            Expiry,
            "Math.Sqrt(years / Time.Years)",
            "Math.Sqrt(Time.Years / years)",
            "moneyness scaled the wrong way to the nearest expiry"),
        new(
            Expiry,
            "unit.Smiles.Keys.Where(expiry => DatedDerivative.YearsBetween(_market.AsOf, expiry) > 0).Order()",
            "unit.Smiles.Keys.Order()",
            "smiles that have expired are used"),
        new(
            Expiry,
            "(Index / QuoteInUsd, ForwardSource.Index)",
            "(Index, ForwardSource.Index)",
            "intrinsic value compares USD with a strike in the quote"),
        new(Market, "? Rules.Uncertainty.StableDailyVolatility", "? 0m", "stable money does not age"),
        new(Option, ": inputs.MarkInUsd ?? ModelValue;", ": ModelValue;", "equity takes the model although there is a mark"),
        new(
            Option,
            "Value = IsExpired ? ModelValue",
            "Value = IsDelivered ? ModelValue",
            "an expired option counts at its old mark"),
        new(
            Option,
            "UsdFactor = inputs.QuoteInUsd * inputs.Discount;",
            "UsdFactor = inputs.Discount;",
            "option value without the quote's price"),
        new(Time, "Days < 30 ?", "Days > 30 ?", "short- and long-term power swapped"),
        new(Time, "Math.Max(Days, 1)", "Days", "term factor without its floor of a day"),
        new(Time, "1 - (double)rules.VolatilityDown", "1 + (double)rules.VolatilityDown", "volatility down goes up"),
        new(Option, "Math.Max(volatility * Time.VolatilityUp, Time.LeastVolatilityUp)", "volatility * Time.VolatilityUp", "volatility up without its floor"),
        new(Option, "volatility * Time.VolatilityDown, 0)", "volatility * Time.VolatilityUp, 0)", "volatility down is volatility up"),
        new(Draft, "&& BitConverter.DoubleToInt64Bits(before.Time.Years) == BitConverter.DoubleToInt64Bits(Time.Years)", "&& Time.Years >= 0", "an option keeps its price while time goes on"),
        new(Draft, "&& Exactly.Same(before.UsdPerCoin, Index)", "&& Index > 0", "an option keeps its price when its index moves"),
        new(Inputs, "&& Exactly.Same(before.QuoteInUsd, quoteInUsd)", "&& quoteInUsd > 0", "an option keeps its price when its quote currency moves"),
        new(Inputs, "&& Exactly.Same(before.Forward, forward.Value)", "&& forward.Value > 0", "an option keeps its price when its forward moves"),
        new(Inputs, "&& BitConverter.DoubleToInt64Bits(before.Volatility) == BitConverter.DoubleToInt64Bits(volatility.Value)", "&& volatility.Value >= 0", "an option keeps its price when its volatility moves"),
        new(Draft, "ReferenceEquals(before.Option, Option)", "before.Option.Id == Option.Id", "an option keeps its price when it is listed anew"),
        new(Future, "&& IsExpired == (contract is DatedDerivative dated && dated.IsExpiredAt(now))", "&& now > DateTimeOffset.MinValue", "a future keeps its price beyond its end"),
        new(Future, "&& (!contract.IsInverse || Exactly.Same(_index, index))", "&& (!contract.IsInverse || _index * index > 0)", "an inverse contract keeps its price when its index moves"),
        new(Future, "&& Exactly.Same(QuoteInUsd, quoteInUsd)", "&& quoteInUsd > 0", "a future keeps its price when its quote currency moves"),
    ];
}
