namespace MultiVenueMargin.Mutants;

/// <summary>MARGIN §1: contracts, forwards, volatilities.</summary>
internal static class ValuationMutants
{
    private const string Future = "src/MultiVenueMargin.Risk/Valuation/PricedFuture.cs";
    private const string Instrument = "src/MultiVenueMargin.Risk/Valuation/PricedInstrument.cs";
    private const string Market = "src/MultiVenueMargin.Risk/Valuation/PricedMarket.cs";
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
            Market,
            "if (listed.Count > 0)",
            "if (listed.Count > 0 && elsewhere.Count == 0)",
            "other venues' forwards before a listed future"),
        new(Market, "KernelMath.Exp(rate * years))", "KernelMath.Exp(-rate * years))", "forward carried the wrong way"),
        new(Market, "option.IsInverse ? index / forward", "option.IsInverse ? forward / index", "inverse discount upside down"),
        new(Market, "Kernel.ToDecimal(KernelMath.Exp(-rate * years))", "1m", "quoted premiums not discounted"),
        new(
            Market,
            ".Duration() < (best - option.Expiry).Duration()",
            ".Duration() <= (best - option.Expiry).Duration()",
            "the later of two equally near smiles"),
        new(
            Market,
            "Math.Sqrt(chosenYears / years)",
            "Math.Sqrt(years / chosenYears)",
            "moneyness scaled the wrong way to the nearest expiry"),
        new(
            Market,
            "unit.Smiles.Keys.Where(expiry => DatedDerivative.YearsBetween(AsOf, expiry) > 0).Order()",
            "unit.Smiles.Keys.Order()",
            "smiles that have expired are used"),
        new(
            Market,
            "(index / quoteInUsd, ForwardSource.Index)",
            "(index, ForwardSource.Index)",
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
        new(Option, "DaysToExpiry < 30 ?", "DaysToExpiry > 30 ?", "short- and long-term power swapped"),
        new(Option, "Math.Max(DaysToExpiry, 1)", "DaysToExpiry", "term factor without its floor of a day"),
        new(Option, "1 - (double)_rules.VolatilityDown", "1 + (double)_rules.VolatilityDown", "volatility down goes up"),
        new(Option, "(double)_rules.LeastVolatilityUp)", "0)", "volatility up without its floor"),
    ];
}
