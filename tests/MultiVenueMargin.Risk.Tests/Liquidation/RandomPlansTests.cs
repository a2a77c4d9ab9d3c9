using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Liquidation;
using MultiVenueMargin.Risk.Tests.NaiveEvaluator;
using MultiVenueMargin.Risk.Tests.Properties;

namespace MultiVenueMargin.Risk.Tests.Liquidation;

/// <summary>Whatever the book: no step makes the ratio worse, or without equity the shortfall, sizes are respected, and a plan that does not end above its target says why.</summary>
public sealed class RandomPlansTests
{
    private static readonly LiquidationPolicy Policy = new()
    {
        MaximumEvaluations = 120,
        MaximumNotional = new Usd(50_000_000m),
        MaximumShareOfDailyVolume = 1m,
    };

    private static readonly TradingTerms Terms = new()
    {
        Lot = new Quantity(0.01m),
        MinimumQuantity = new Quantity(0.02m),
        MinimumNotional = new Usd(10m),
        TakerFee = new Rate(0.0005m),
    };

    /// <summary>One of the venues has no capability.</summary>
    private static readonly Dictionary<LocationId, VenueCapability> Venues = new()
    {
        [World.A] = new() { Default = Terms },
        [World.B] = new() { Default = Terms with { Lot = new Quantity(1m) } },
        [World.C] = new() { Default = Terms, CanCancel = false },
    };

    /// <summary>There were more of its lots in what stood above its hedge than can be counted, and planning overflowed.</summary>
    [Fact]
    public void Plan_WhenAnOptionIsWorthNextToNothing_IsMade()
    {
        var drawn = RandomBooks.Number(5_262_674);
        Assert.Empty(LiquidationProof.Check(PlanOf(drawn), drawn.Book, drawn.Priced, Policy, Venues));
    }

    [Fact]
    public void Plan_WhenTheProofDoesIt_Holds() => BookProperty.Holds(30, drawn =>
    {
        var (plan, priced) = (PlanOf(drawn), drawn.Priced);
        Assert.Empty(LiquidationProof.Check(plan, drawn.Book, priced, Policy, Venues));
    });

    [Fact]
    public void RatioOrShortfall_WhenAStepIsDone_IsNeverWorse() => BookProperty.Holds(30, drawn =>
    {
        var plan = PlanOf(drawn);
        var before = plan.Start;
        foreach (var after in plan.Steps.Select(step => step.After))
        {
            if (before.AdjustedEquity < Usd.Zero)
            {
                Assert.True(
                    after.MaintenanceMargin.Amount - after.AdjustedEquity.Amount <= before.MaintenanceMargin.Amount - before.AdjustedEquity.Amount,
                    $"{before} then {after}");
            }
            else if (after.MaintenanceMargin > Usd.Zero)
            {
                Assert.True(Ratio(after).CompareTo(Ratio(before)) >= 0, $"{before} then {after}");
            }
            else
            {
                Assert.True(after.AdjustedEquity >= Usd.Zero);
            }

            before = after;
        }
    });

    [Fact]
    public void Plan_WhenItEnds_IsAboveTheTargetOrSaysWhy() => BookProperty.Holds(30, drawn =>
    {
        var plan = PlanOf(drawn);
        var isAbove = plan.End.State != MarginState.Unknown && plan.End.AdjustedEquity.Amount >= 1.30m * plan.End.MaintenanceMargin.Amount;
        Assert.Equal(plan.Outcome == LiquidationOutcome.ReachesTarget, isAbove);
        Assert.Equal(plan.Outcome == LiquidationOutcome.Insolvent, plan.Deficit is not null);
        Assert.True(plan.Outcome != LiquidationOutcome.Blocked || plan.Skipped.Count > 0);
        Assert.InRange(plan.Evaluations, 1, Policy.MaximumEvaluations + 30);
    });

    /// <summary>
    /// The cash of every fill by another way: nothing is settled, the fill is a lot of its own with its price as the entry,
    /// premium and fee are lines of their own, and the house model finds the profit itself. Positions state no entry here: profit that
    /// is realised joins a balance that may be younger than the position was.
    /// </summary>
    [Fact]
    public void Figures_WhenFillsAreKeptAsLots_AreTheSame() => BookProperty.Holds(30, drawn =>
    {
        var book = drawn.Book with { Positions = drawn.Book.Positions.Select(position => position with { AverageEntry = null }).ToList() };
        var plan = PlanOf(drawn with { Book = book });
        foreach (var step in plan.Steps)
        {
            book = book with { Orders = book.Orders.Where(order => !step.Cancelled.Contains(order)).ToList() };
            foreach (var leg in step.Legs)
            {
                var contract = (Derivative)drawn.Market.Instruments[leg.Instrument];
                var signed = leg.Side == OrderSide.Ask ? -leg.Quantity.Value : leg.Quantity.Value;
                var premium = contract is EuropeanOption ? -signed * contract.Multiplier * leg.AssumedPrice.Value : 0m;
                book = book with
                {
                    Positions =
                    [
                        .. book.Positions,
                        new Position
                        {
                            Venue = leg.Venue, Instrument = leg.Instrument, Quantity = new Quantity(signed), AsOf = drawn.Market.AsOf,
                            AverageEntry = contract is EuropeanOption ? null : leg.AssumedPrice,
                        },
                    ],
                    Lines =
                    [
                        .. book.Lines,
                        new CollateralLine
                        {
                            Location = leg.Venue, Asset = contract.Settlement, Balance = new Quantity(premium - leg.Fee.Amount), AsOf = drawn.Market.AsOf,
                        },
                    ],
                };
            }

            book = book with { Positions = WithoutClosedOptions(book.Positions, drawn) };
            var report = HouseModel.EvaluateFigures(book, drawn.Priced).PoolOf(PoolId.Cross);
            AssertClose(report.Equity.Adjusted, step.After.AdjustedEquity);
            AssertClose(report.Equity.Likely, step.After.LikelyEquity);
            AssertClose(report.MaintenanceMargin, step.After.MaintenanceMargin);
        }
    });

    /// <summary>A property is worth what it reaches.</summary>
    [Fact]
    public void RandomPlans_WhenManyAreMade_ReachEveryOutcomeAndKindOfStep()
    {
        var plans = Enumerable.Range(1, 60).Select(number => PlanOf(RandomBooks.Number(number))).ToList();

        Assert.All(
            new[] { LiquidationOutcome.ReachesTarget, LiquidationOutcome.Insolvent, LiquidationOutcome.NothingToReduce, LiquidationOutcome.Blocked },
            outcome => Assert.Contains(plans, plan => plan.Outcome == outcome));
        Assert.All(
            new[] { LiquidationStepKind.CancelOrders, LiquidationStepKind.Reduce, LiquidationStepKind.ReducePair },
            kind => Assert.Contains(plans, plan => plan.Steps.Any(step => step.Kind == kind)));
        Assert.True(plans.Count(plan => plan.Outcome == LiquidationOutcome.ReachesTarget && plan.Steps.Count > 1) >= 5);
    }

    private static LiquidationPlan PlanOf(BookCase drawn) =>
        LiquidationPlanner.Plan(drawn.Book, PoolId.Cross, drawn.Priced, Policy, Venues);

    /// <summary>Their premium is in the balance; a future's lots must stay for their profit.</summary>
    private static List<Position> WithoutClosedOptions(IReadOnlyList<Position> positions, BookCase drawn) => positions
        .GroupBy(position => (position.Pool, position.Venue, position.Instrument))
        .Where(group => drawn.Market.Instruments[group.Key.Instrument] is not EuropeanOption || group.Sum(position => position.Quantity.Value) != 0)
        .SelectMany(group => group)
        .ToList();

    private static BigRational Ratio(LiquidationFigures figures) =>
        (BigRational)figures.AdjustedEquity.Amount / (BigRational)figures.MaintenanceMargin.Amount;

    private static void AssertClose(Usd expected, Usd actual) => Assert.True(
        Math.Abs(expected.Amount - actual.Amount) <= Math.Max(1e-6m, 1e-9m * Math.Abs(expected.Amount)), $"{expected} is not {actual}");
}
