using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Risk.Reports;

/// <summary>
/// The house margin of one account: every figure, how it came about, and what was left out. All amounts are in the house
/// currency. The same book, market and rules give the same report to the last digit.
/// </summary>
public sealed record MarginReport
{
    public required AccountId Account { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    public required MarketVersion Market { get; init; }

    public required RuleVersion Rules { get; init; }

    /// <summary>The cross pool first, the isolated ones by name.</summary>
    public required IReadOnlyList<PoolReport> Pools { get; init; }

    /// <summary>FHS over all pools and units together, reported and not added (MARGIN §4); absent without history.</summary>
    public JointStatisticalReport? Joint { get; init; }

    public PoolReport PoolOf(PoolId pool) => Pools.Single(report => report.Pool == pool);
}

/// <summary>A pool, margined alone.</summary>
public sealed record PoolReport
{
    public required PoolId Pool { get; init; }

    public required EquityReport Equity { get; init; }

    /// <summary>By unit name.</summary>
    public required IReadOnlyList<UnitReport> Units { get; init; }

    public required CreditReport Credit { get; init; }

    public required BorrowReport Borrow { get; init; }

    public required VenueTrapReport VenueTrap { get; init; }

    public required OrdersReport Orders { get; init; }

    /// <summary>MM = Σ units − credit + borrow + venue trap + orders.</summary>
    public required Usd MaintenanceMargin { get; init; }

    /// <summary>IM: the rule set's multiple of MM.</summary>
    public required Usd InitialMargin { get; init; }

    public required RatioInterval Ratio { get; init; }

    public required MarginState State { get; init; }

    /// <summary>The state without regard to what is unknown: where hysteresis goes on from.</summary>
    public required MarginState LastKnownState { get; init; }

    /// <summary>Why the state is unknown; empty when it is known.</summary>
    public required IReadOnlyList<Omission> Unknown { get; init; }

    /// <summary>Everything that was left out of the figures or reduced, and why.</summary>
    public required IReadOnlyList<Omission> Omissions { get; init; }

    /// <summary>Adjusted equity − MM.</summary>
    public required Usd SolvencyDelta { get; init; }

    /// <summary>Adjusted equity − IM.</summary>
    public required Usd ExcessOverInitial { get; init; }

    /// <summary>(target·MM − adjusted equity)⁺: what would restore the account, whatever its state.</summary>
    public required Usd ShortfallToTarget { get; init; }

    /// <summary>What is called for: at least the minimum transfer from the call state on, else zero.</summary>
    public required Usd CallAmount { get; init; }
}

/// <summary>Adjusted equity over MM at each end; absent where MM is zero. Rounded down to eight digits for display; thresholds never use it.</summary>
public sealed record RatioInterval(decimal? Worst, decimal? Likely, decimal? Best);

/// <summary>Something that a figure leaves out or reduces, by name.</summary>
/// <param name="Kind">Which kind of gap.</param>
/// <param name="Subject">What it concerns: a line, a position, an instrument, a venue, an asset.</param>
/// <param name="Reason">Why, in words a person can act on.</param>
/// <param name="Amount">How much, where that is known.</param>
public sealed record Omission(OmissionKind Kind, string Subject, string Reason, Usd? Amount = null);

/// <summary>Kinds of gaps, in the order in which a report lists them.</summary>
public enum OmissionKind
{
    UnpricedPosition = 0,
    UnpricedDebt,
    LostFeed,
    LostMark,
    UnpricedCollateral,
    NoLocationTerms,
    AssetCap,
    IssuerCap,
    VenueCap,
    HistoryAbsent,
    VenueFigureAbsent,
    CorrelationAbsent,
    UnpricedOrder,
    LostOrderMark,
    FundingAbsent,
}
