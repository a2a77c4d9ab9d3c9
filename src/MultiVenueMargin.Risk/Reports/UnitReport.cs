using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.Reports;

/// <summary>The requirement of one risk unit (MARGIN §3–§5). Every component carries what it is made of.</summary>
public sealed record UnitReport
{
    public required RiskUnit Unit { get; init; }

    public required ScanReport Scan { get; init; }

    /// <summary>Absent where no history is loaded; that is named among the omissions, never guessed.</summary>
    public StatisticalReport? Statistical { get; init; }

    public required Component GrossFloor { get; init; }

    /// <summary>max(SCAN, FHS_apc, GROSS_FLOOR).</summary>
    public required Usd Core { get; init; }

    public required Component Basis { get; init; }

    public required Component VegaTerm { get; init; }

    public required Component Peg { get; init; }

    public required Component RateRisk { get; init; }

    public required Component Funding { get; init; }

    public required Component Liquidity { get; init; }

    public required Component Concentration { get; init; }

    public required Component ShortOptionMinimum { get; init; }

    public required Component MinimumDelta { get; init; }

    /// <summary>max(Core + add-ons, SHORT_OPTION_MIN, MIN_DELTA), before the bound.</summary>
    public required Usd Uncapped { get; init; }

    /// <summary>The bound of MARGIN §5, where options made one; absent without.</summary>
    public MaximumLossReport? MaximumLoss { get; init; }

    /// <summary>What the unit requires.</summary>
    public required Usd Requirement { get; init; }

    /// <summary>Σ Δ$ of risk lines: positions, debts and hedge parts.</summary>
    public required decimal NetDelta { get; init; }

    /// <summary>Net Δ$ with free collateral at G.</summary>
    public required decimal AllDelta { get; init; }

    /// <summary>Σ |Δ$| per venue and instrument, coins netted as one.</summary>
    public required decimal GrossDelta { get; init; }
}

/// <summary>A named part of a requirement and the items it is made of; the items add up to the amount exactly.</summary>
public sealed record Component(string Name, Usd Amount, IReadOnlyList<ComponentItem> Items)
{
    public static Component Zero(string name) => new(name, Usd.Zero, []);
}

/// <summary>One item of a component: what it concerns, its place where it has one, what it costs, and how that came about in words.</summary>
public sealed record ComponentItem(string Subject, LocationId? Location, Usd Amount, string Working);

/// <summary>The scan of a unit: its whole vector, the scenario that binds, and who contributes.</summary>
public sealed record ScanReport
{
    /// <summary>SCAN = (−min)⁺.</summary>
    public required Usd Amount { get; init; }

    /// <summary>The first of equal minima.</summary>
    public required string Binding { get; init; }

    /// <summary>In the order of the scenario set.</summary>
    public required IReadOnlyList<ScenarioValue> Vector { get; init; }

    /// <summary>By position, debt, hedge part and free line in the binding scenario; adds up to SCAN exactly.</summary>
    public required IReadOnlyList<ScanContribution> Contributions { get; init; }
}

/// <summary>A unit's profit or loss in one scenario, after weights, buckets and dampener.</summary>
public sealed record ScenarioValue(string Scenario, Usd Value);

/// <summary>
/// What one holding adds to SCAN (positive) or takes from it. <see cref="OfPrice"/> is the part of its price move at
/// unchanged volatility, <see cref="OfVolatility"/> the rest; the two add up to <see cref="Amount"/> exactly.
/// </summary>
public sealed record ScanContribution(string Holding, LocationId Location, Usd Amount, Usd OfPrice, Usd OfVolatility);

/// <summary>FHS of a unit and its guards against procyclicality (MARGIN §4).</summary>
public sealed record StatisticalReport
{
    public required int Scenarios { get; init; }

    public required Usd ValueAtRisk { get; init; }

    public required Usd ExpectedShortfall { get; init; }

    /// <summary>H = max(VaR, ES, 0).</summary>
    public required Usd Historical { get; init; }

    /// <summary>X: the worst loss of the stress set.</summary>
    public required Usd Stress { get; init; }

    /// <summary>H with σ_now replaced by the price's long-run σ.</summary>
    public required Usd LongRun { get; init; }

    /// <summary>b within [0, 1], a function of the market alone.</summary>
    public required decimal BufferShare { get; init; }

    /// <summary>FHS_apc.</summary>
    public required Usd Amount { get; init; }
}

/// <summary>FHS over all pools and units together; for information.</summary>
public sealed record JointStatisticalReport(Usd ValueAtRisk, Usd ExpectedShortfall, int Scenarios, IReadOnlyList<RiskUnit> Units);

/// <summary>No more than can be lost: groups of options and futures against their least payoff, and the rest margined as ever.</summary>
public sealed record MaximumLossReport
{
    public required IReadOnlyList<MaximumLossGroup> Groups { get; init; }

    /// <summary>Σ maximum losses of the groups.</summary>
    public required Usd GroupsTotal { get; init; }

    /// <summary>Unit(rest), without this bound.</summary>
    public required Usd Rest { get; init; }

    /// <summary>Σ maximum losses + Unit(rest).</summary>
    public required Usd Bound { get; init; }
}

/// <summary>Options and futures of one (venue, expiry, quote, style).</summary>
public sealed record MaximumLossGroup(
    LocationId Venue, DateTimeOffset Expiry, string Settlement, Usd MaximumLoss, decimal BorrowedUnits, string Working);
