namespace MultiVenueMargin.Risk.Hot;

/// <summary>Why the hot path gives no figure, so that the report must be asked; in order of precedence.</summary>
public enum HotGap
{
    /// <summary>There is a figure.</summary>
    None = 0,

    /// <summary>The rules have scenarios in the requirement that are events rather than moves: loss of a venue, depeg, reorganisation.</summary>
    EventScenarios,

    /// <summary>One issuer's stablecoins exceed their cap with different weights.</summary>
    MixedIssuerWeights,

    /// <summary>A rule lies outside the range in which the bound is proven (a share that is none).</summary>
    UnsoundRules,

    /// <summary>A venue's own figures come from its rule book, which only the report evaluates.</summary>
    VenueRules,

    /// <summary>An instrument, price or age is no longer what the book was compiled on: expired, delivered, lost, found again.</summary>
    OutOfDate,

    /// <summary>An unrealised profit is nothing, or next to nothing, and what follows from that hangs on its last digit.</summary>
    ProfitNextToNothing,

    /// <summary>A figure is beyond what a double can bound.</summary>
    Unbounded,
}

/// <summary>
/// A pool's margin on the hot path: every figure with the distance within which the report's lies. Undefined figures (default)
/// where there is a <see cref="Gap"/>.
/// </summary>
public readonly record struct HotFigures
{
    /// <summary>Why there is no figure.</summary>
    public HotGap Gap { get; init; }

    /// <summary>Whether the report's state is <c>Unknown</c>; the figures are then those of the rest, as in the report.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>Adjusted equity: the worst end.</summary>
    public Bounded Worst { get; init; }

    public Bounded Likely { get; init; }

    public Bounded Best { get; init; }

    public Bounded Stale { get; init; }

    /// <summary>Option value as counted.</summary>
    public Bounded Options { get; init; }

    /// <summary>Σ Unit.</summary>
    public Bounded Units { get; init; }

    public Bounded Credit { get; init; }

    public Bounded Borrow { get; init; }

    public Bounded VenueTrap { get; init; }

    public Bounded Orders { get; init; }

    /// <summary>MM.</summary>
    public Bounded Maintenance { get; init; }

    /// <summary>IM.</summary>
    public Bounded Initial { get; init; }

    /// <summary>Σ of the sizes of everything held, owed, ordered and required, in USD: what the errors are small against.</summary>
    public double Magnitude { get; init; }

    internal bool IsFinite => double.IsFinite(
        Worst.Value + Worst.Error + Likely.Value + Likely.Error + Best.Value + Best.Error + Maintenance.Value + Maintenance.Error
        + Initial.Value + Initial.Error);

    internal HotFigures Widened() => this with
    {
        Worst = Widened(Worst),
        Likely = Widened(Likely),
        Best = Widened(Best),
        Stale = Widened(Stale),
        Options = Widened(Options),
        Units = Widened(Units),
        Credit = Widened(Credit),
        Borrow = Widened(Borrow),
        VenueTrap = Widened(VenueTrap),
        Orders = Widened(Orders),
        Maintenance = Widened(Maintenance),
        Initial = Widened(Initial),
    };

    private static Bounded Widened(Bounded figure) => figure with { Error = figure.Error * 1.01 };
}
