namespace MultiVenueMargin.Mutants;

/// <summary>MARGIN §5: add-ons, the unit's maximum, the bound.</summary>
internal static class AddOnMutants
{
    private const string AddOns = "src/MultiVenueMargin.Risk/House/AddOns.cs";
    private const string Liquidity = "src/MultiVenueMargin.Risk/House/LiquidityCost.cs";
    private const string Peg = "src/MultiVenueMargin.Risk/House/PegRisk.cs";
    private const string Sum = "src/MultiVenueMargin.Risk/House/ComponentSum.cs";
    private const string Bound = "src/MultiVenueMargin.Risk/House/MaximumLoss.cs";
    private const string Unit = "src/MultiVenueMargin.Risk/House/UnitRequirement.cs";
    private const string Holdings = "src/MultiVenueMargin.Risk/House/UnitHoldings.cs";

    public static IReadOnlyList<Mutant> All { get; } =
    [
        new(Holdings, " + Math.Abs(CoinDelta);", " + coins.Sum(coin => Math.Abs(coin.Delta));", "coins not netted in gross Δ$"),
        new(
            AddOns,
            "Math.Max(terms.BasisFloor, terms.BasisPerYear",
            "Math.Min(terms.BasisFloor, terms.BasisPerYear",
            "the smaller basis"),
        new(
            AddOns,
            "Math.Min(longs, shorts) * terms.PerpetualBasis",
            "Math.Max(longs, shorts) * terms.PerpetualBasis",
            "perpetual basis on the larger side"),
        new(
            AddOns,
            "var net = positions.Sum(position => position.Delta);",
            "var net = positions.Sum(position => Math.Abs(position.Delta));",
            "basis on gross of an expiry"),
        new(AddOns, "orderby later - earlier, earlier, later", "orderby earlier, later", "vega matched by date instead of gap"),
        new(
            AddOns,
            "Math.Min(1m, gap / rules.VegaTermFullGapDays)",
            "gap / rules.VegaTermFullGapDays",
            "vega charge grows without end"),
        new(AddOns, "open[longExpiry] -= matched;", "", "a long expiry's vega is matched again and again"),
        new(AddOns, "position.Units * option.ModelValue", "position.Units * option.Value", "RATE on the mark"),
        new(AddOns, "Kernel.Positive(position.Delta * rate.Value)", "position.Delta * rate.Value", "funding received offsets"),
        new(
            AddOns,
            "var net = series.Sum(position => position.Units);",
            "var net = series.Sum(position => Math.Min(position.Units, 0m));",
            "SHORT_OPTION_MIN does not net venues"),
        new(AddOns, "(holdings.GrossDelta - net) / 2", "holdings.GrossDelta - net", "hedged counted twice in MIN_DELTA"),
        new(
            AddOns,
            "rules.ConcentrationVolumeShare * volume.Value is var daily",
            "volume.Value is var daily",
            "all volume can be closed in a day"),
        new(AddOns, ": rules.ConcentrationMostDays;", ": 0m;", "volume not known is no concentration"),
        new(
            AddOns,
            "Math.Clamp(Kernel.Sqrt(horizon) - 1m, 0m, rules.ConcentrationMost)",
            "Kernel.Sqrt(horizon) - 1m",
            "concentration not clamped"),
        new(AddOns, "days + rules.ConcentrationBaseDays", "days", "concentration without its base days"),
        new(
            Liquidity,
            "position.Instrument.Mark.AverageDailyVolume?.Value ?? unitVolume",
            "unitVolume",
            "the instrument's own volume ignored"),
        new(Liquidity, "size / volume.Value : 1m", "size / volume.Value : 0m", "volume not known is no impact"),
        new(Liquidity, "Math.Min(cost, value),", "cost,", "closing a long may cost more than it is worth"),
        new(Liquidity, "coins is > 0 ? beyond * holdings.Index : size", "size", "what a book takes is charged again"),
        new(Liquidity, "left -= taken;", "", "every level of a book takes everything"),
        new(Liquidity, "* index * option.Option.Multiplier", "* index", "option spread without its multiplier"),
        new(
            Liquidity,
            "Math.Abs(holdings.CoinDelta);",
            "holdings.Coins.Sum(coin => Math.Abs(coin.Delta));",
            "coins closed one by one"),
        new(
            Peg,
            "Math.Min(PriceOf(one, holdings), PriceOf(other, holdings))",
            "PriceOf(one, holdings)",
            "the price of one quote alone"),
        new(
            Peg,
            "{ (Usdt, Usd), (Usdt, Usdc), (Usdc, Usd) }",
            "{ (Usdt, Usdc), (Usdt, Usd), (Usdc, Usd) }",
            "quotes matched in another order"),
        new(Peg, "net.GetValueOrDefault(Usd) + holdings.CoinDelta;", "net.GetValueOrDefault(Usd);", "coins are in no currency"),
        new(Peg, "var strained = rules.PegStrainMultiple * calm;", "var strained = calm;", "no strain before a peg breaks"),
        new(
            Peg,
            "open[other] = second - (Math.Sign(second) * matched);",
            "",
            "what was matched in a quote is matched again"),
        new(Sum, "var amount = Usd.Up(total);", "var amount = Usd.Down(total);", "components rounded down"),
        new(
            Unit,
            "Usd.Max(Usd.Max(scan.Amount, statistical?.Amount ?? Usd.Zero), grossFloor.Amount)",
            "Usd.Max(scan.Amount, statistical?.Amount ?? Usd.Zero)",
            "no floor on gross"),
        new(
            Unit,
            "Usd.Max(Usd.Max(scan.Amount, statistical?.Amount ?? Usd.Zero), grossFloor.Amount)",
            "Usd.Max(scan.Amount, grossFloor.Amount)",
            "FHS computed and not used"),
        new(Unit, "+ liquidity.Amount + concentration.Amount;", "+ liquidity.Amount;", "CONC dropped from the sum"),
        new(
            Unit,
            "Usd.Max(Usd.Max(added, shortOption.Amount), minimumDelta.Amount)",
            "Usd.Max(added, shortOption.Amount)",
            "MIN_DELTA dropped"),
        new(
            Unit,
            "Usd.Max(Usd.Max(added, shortOption.Amount), minimumDelta.Amount)",
            "Usd.Max(added + shortOption.Amount, minimumDelta.Amount)",
            "SHORT_OPTION_MIN added instead of a minimum"),
        new(Unit, "Requirement = Usd.Min(report.Uncapped, bound),", "Requirement = bound,", "the bound raises the requirement"),
        new(Unit, "var bound = groupsTotal + restRequirement;", "var bound = groupsTotal;", "the bound forgets the rest"),
        new(Bound, "Kernel.Positive(-members.Sum(SlopeAtInfinity))", "0m", "short calls not covered"),
        new(
            Bound,
            "-report.BorrowedUnits * holdings.Index",
            "report.BorrowedUnits * holdings.Index",
            "the rest is given the cover it owes"),
        new(
            Bound,
            "var least = Payoff(members, cover, holdings.Index, 0m);",
            "var least = decimal.MaxValue;",
            "a price of nothing is not looked at"),
        new(
            Bound,
            "least > 0 ? least * DiscountOf(members, holdings) : least",
            "least * DiscountOf(members, holdings)",
            "what is owed is discounted"),
        new(Bound, "KernelMath.Exp(-rate * years)", "KernelMath.Exp(rate * years)", "discount the wrong way"),
        new(
            Bound,
            "Valuation.PricedFuture { Contract.IsInverse: true } future => position.Units / future.Price,",
            "",
            "inverse futures as linear in the bound"),
        new(
            Bound,
            "position.AsOption!.Option.Strike.Value * position.AsOption.Inputs.QuoteInUsd;",
            "position.AsOption!.Option.Strike.Value;",
            "strikes taken for USD"),
    ];
}
