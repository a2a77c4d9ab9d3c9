using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.Coverage;

/// <summary>What a back-test found: for every pool its requirement, and for the account its value at risk, against what came.</summary>
public sealed record CoverageReport
{
    public required AccountId Account { get; init; }

    public required RuleVersion Rules { get; init; }

    /// <summary>The margin period of risk of the rules.</summary>
    public required int PeriodDays { get; init; }

    /// <summary>The probability of an exceedance that the rules state.</summary>
    public required decimal Tail { get; init; }

    /// <summary>The confidence of the bands.</summary>
    public required decimal Confidence { get; init; }

    /// <summary>MM of each pool: the cross pool first, the isolated ones by name.</summary>
    public required IReadOnlyList<CoverageCount> Requirements { get; init; }

    /// <summary>The account-wide value at risk, which claims to be exceeded with probability <see cref="Tail"/>, no more and no less.</summary>
    public required CoverageCount ValueAtRisk { get; init; }

    /// <summary>What could not be judged, and why: it counts neither as covered nor as exceeded.</summary>
    public required IReadOnlyList<UnjudgedPeriod> Unjudged { get; init; }
}

/// <summary>One figure against the losses of all periods that could be judged.</summary>
/// <param name="Figure">Which: <c>MM of cross</c>, <c>VaR of the account</c>.</param>
/// <param name="Periods">How many were judged.</param>
/// <param name="Exceedances">Every period that lost more than was covered, in order.</param>
/// <param name="Band">Absent where no period was judged.</param>
public sealed record CoverageCount(string Figure, int Periods, IReadOnlyList<Exceedance> Exceedances, ExceedanceBand? Band)
{
    public CoverageVerdict Verdict =>
        Band is not { } band ? CoverageVerdict.NotJudged
        : Exceedances.Count > band.Most ? CoverageVerdict.TooMany
        : Exceedances.Count < band.Least ? CoverageVerdict.TooFew
        : CoverageVerdict.Within;

    /// <summary>Whether it is at least as large as it claims. A requirement may be larger: its floors and buffers are there for that.</summary>
    public bool IsCovered => Verdict is CoverageVerdict.Within or CoverageVerdict.TooFew;
}

/// <summary>How a count of exceedances lies to its band.</summary>
public enum CoverageVerdict
{
    NotJudged = 0,

    /// <summary>The figure is larger than its stated probability asks for.</summary>
    TooFew,

    Within,

    /// <summary>The figure does not cover what it claims to cover.</summary>
    TooMany,
}

/// <summary>A period whose loss was larger than the figure and what haircuts had held back.</summary>
/// <param name="HeldBack">Raw less adjusted equity at the start: what the pool had beside its requirement without being credited for it.</param>
/// <param name="Loss">Raw equity at the start less raw equity at the end.</param>
public sealed record Exceedance(DateTimeOffset From, DateTimeOffset Until, Usd Figure, Usd HeldBack, Usd Loss);

/// <summary>A period of which one figure could not be judged.</summary>
public sealed record UnjudgedPeriod(DateTimeOffset From, string Figure, string Reason);
