namespace MultiVenueMargin.Mutants;

/// <summary>MARGIN §6: the account's own parts, states, calls, distances.</summary>
internal static class AccountMutants
{
    private const string Credit = "src/MultiVenueMargin.Risk/House/Credit.cs";
    private const string Borrow = "src/MultiVenueMargin.Risk/House/Borrow.cs";
    private const string Trap = "src/MultiVenueMargin.Risk/House/VenueTrap.cs";
    private const string Orders = "src/MultiVenueMargin.Risk/House/OpenOrders.cs";
    private const string States = "src/MultiVenueMargin.Risk/House/MarginStates.cs";
    private const string Pool = "src/MultiVenueMargin.Risk/House/PoolMargin.cs";
    private const string Calls = "src/MultiVenueMargin.Risk/House/CallAmounts.cs";
    private const string Posted = "src/MultiVenueMargin.Risk/House/PostedCollateral.cs";
    private const string Distances = "src/MultiVenueMargin.Risk/House/Distances.cs";
    private const string Path = "src/MultiVenueMargin.Risk/House/FactorPath.cs";
    private const string Perturbation = "src/MultiVenueMargin.Risk/Perturbations/Perturbation.cs";
    private const string Option = "src/MultiVenueMargin.Risk/Valuation/PricedOptionContract.cs";
    private const string Holdings = "src/MultiVenueMargin.Risk/House/UnitHoldings.cs";

    public static IReadOnlyList<Mutant> All { get; } =
    [
        new(Credit, "if (!market.Market.StressFlag)", "if (market is not null)", "credit under the stress flag"),
        new(Credit, "Math.Sign(second.AllDelta) < 0)", "Math.Sign(second.AllDelta) > 0)", "credit for the same direction"),
        new(
            Credit,
            "Math.Min(correlation.Days250, correlation.Stress)",
            "Math.Max(correlation.Days250, correlation.Stress)",
            "the higher correlation"),
        new(
            Credit,
            "Math.Min(market.Rules.Credit.CorrelationShare * floor, market.Rules.Credit.Most)",
            "market.Rules.Credit.CorrelationShare * floor",
            "credit without its cap"),
        new(
            Credit,
            "Usd.Down(share * Usd.Min(one, other).Amount)",
            "Usd.Up(share * Usd.Min(one, other).Amount)",
            "credit rounded up"),
        new(
            Credit,
            "Usd.Down(share * Usd.Min(one, other).Amount)",
            "Usd.Down(share * Usd.Max(one, other).Amount)",
            "credit on the larger direction"),
        new(
            Credit,
            "Usd.Min(Usd.Min(unit.Scan.Amount, unit.Requirement), ofDelta)",
            "Usd.Min(unit.Scan.Amount, unit.Requirement)",
            "credit on risk without direction"),
        new(
            Holdings,
            "AllDelta = NetDelta + free.Sum(line => line.Gross);",
            "AllDelta = NetDelta;",
            "free coins have no direction"),
        new(
            Borrow,
            "Tier.Charge(rules.BorrowTiers, debt)",
            "debt * rules.BorrowTiers[0].Rate",
            "everything borrowed at the lowest rate"),
        new(Trap, "route.Duration <= GraceOf(venue, rules)", "route.Duration < GraceOf(venue, rules)", "just in time is late"),
        new(Trap, "spare[route.From] = available - paid;", "", "a source pays every venue"),
        new(
            Trap,
            ".OrderBy(pair => GraceOf(pair.Key, rules))",
            ".OrderByDescending(pair => GraceOf(pair.Key, rules))",
            "the patient venue is served first"),
        new(
            Trap,
            "statement.InitialMargin ?? statement.MaintenanceMargin",
            "statement.MaintenanceMargin",
            "a venue gives down to its maintenance margin"),
        new(
            Trap,
            "terms.Grace is { } grace ? grace : TimeSpan.Zero",
            "terms.Grace is { } grace ? grace : TimeSpan.MaxValue",
            "a grace not stated is endless"),
        new(Orders, "ScanAlone(instrument, held - asks, market)", "ScanAlone(instrument, held + asks, market)", "asks buy"),
        new(
            Orders,
            "limit.Value - mark : mark - limit.Value",
            "mark - limit.Value : limit.Value - mark",
            "better limits give away"),
        new(
            Orders,
            "Math.Max(0m, Math.Max(ifBids, ifAsks))",
            "Math.Max(ifBids, ifAsks)",
            "orders that reduce are a credit",
            Equivalent: "A is convex in q, and so never falls on both sides of it; a side without orders adds 0"),
        new(Orders, "Math.Max(0m, Math.Max(ifBids, ifAsks))", "Math.Max(0m, ifBids + ifAsks)", "both sides of the orders added"),
        new(Orders, "if (scenario.IsTail && value < 0)", "if (value < 0)", "orders dampened everywhere"),
        new(Orders, "quantity * profits[i] * scenario.Weight", "quantity * profits[i]", "orders without scenario weights"),
        new(
            States,
            "worstEquity < ratio * maintenance",
            "worstEquity <= ratio * maintenance",
            "a threshold is entered at equality"),
        new(
            States,
            "level.State < rules.NeedsLikelyFrom",
            "level.State <= rules.NeedsLikelyFrom",
            "liquidated on staleness alone"),
        new(States, "prior >= level.State && IsBelow", "prior > level.State && IsBelow", "no hysteresis at a state's own level"),
        new(States, "IsBelow(level.LeaveAt, level)", "IsBelow(level.EnterBelow, level)", "no hysteresis"),
        new(States, "worstEquity >= 0 ?", "worstEquity > 0 ?", "an empty account is taken over"),
        new(States, "callExpired && state < MarginState.Restricted", "callExpired", "an expired call ends a liquidation"),
        new(Pool, "- credit.Amount + borrow.Amount", "+ credit.Amount + borrow.Amount", "credit added"),
        new(Pool, "+ trap.Amount + orders.Amount", "+ orders.Amount", "VENUE_TRAP dropped"),
        new(Pool, "var initial = Usd.Up(", "var initial = Usd.Down(", "IM rounded down"),
        new(Pool, "State = unknown.Count > 0 ? MarginState.Unknown : state,", "State = state,", "unknown taken for known"),
        new(
            Pool,
            "LastKnownState = unknown.Count > 0 ? prior : state,",
            "LastKnownState = state,",
            "unknown forgets where it was"),
        new(
            Pool,
            "positions[unit].Where(position => !position.Instrument.IsDelivered).ToList()",
            "positions[unit].ToList()",
            "delivered contracts stay in add-ons"),
        new(Pool, "Usd.Max(shortfall, new Usd(rules.Calls.MinimumTransferUsd))", "shortfall", "calls below the minimum transfer"),
        new(Pool, "state >= MarginState.Call && shortfall", "state > MarginState.Call && shortfall", "a call calls for nothing"),
        new(Pool, "equity.Likely.Amount,\n", "equity.Adjusted.Amount,\n", "the likely ratio is the worst"),
        new(
            Posted,
            "Adjusted.Amount >= target * after",
            "Adjusted.Amount > target * after",
            "a target that is just met is missed"),
        new(Calls, "return enough;", "return below;", "call amounts one step short"),
        new(Distances, "Enumerable.Range(1, 99)", "Enumerable.Range(1, 60)", "falls end at −60 %"),
        new(Distances, "Enumerable.Range(11, 40)", "Enumerable.Range(11, 10)", "rises end at +200 %"),
        new(
            Path,
            "report.Equity.Adjusted.Amount < level * report",
            "report.Equity.Adjusted.Amount <= level * report",
            "a level is broken at equality"),
        new(
            Perturbation,
            "market.Rules.Collateral.UnitOf(pair.Key) == unit ?",
            "pair.Key == unit.NativeCoin ?",
            "wrapped tokens stand still when their unit moves"),
        new(
            Perturbation,
            "position.AverageEntry is null\n",
            "position.AverageEntry is not null\n",
            "moves earn nothing where no entry is told"),
        new(Perturbation, "if (optionValue < 0)", "if (optionValue > 0)", "a lost venue forgives short options along distances"),
        new(
            Perturbation,
            "line.Line.Location == venue && line.IsDebt",
            "line.Line.Location != venue && line.IsDebt",
            "a lost venue forgives debts along distances"),
        new(
            Option,
            "ModelValue + (unshocked.Value - unshocked.ModelValue)",
            "ModelValue",
            "options jump to their model when anything moves"),
    ];
}
