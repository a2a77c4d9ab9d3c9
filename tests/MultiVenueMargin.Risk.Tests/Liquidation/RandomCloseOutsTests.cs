using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Liquidation;
using MultiVenueMargin.Risk.Tests.Properties;

namespace MultiVenueMargin.Risk.Tests.Liquidation;

/// <summary>Whatever the book, once it owes more than it has: nothing is made worse, and what can be closed is closed or named.</summary>
public sealed class RandomCloseOutsTests
{
    private static readonly LiquidationPolicy Policy = new()
    {
        MaximumEvaluations = 400,
        MaximumNotional = new Usd(1_000_000_000m),
        MaximumShareOfDailyVolume = 1m,
    };

    private static readonly TradingTerms Terms = new() { Lot = new Quantity(0.01m), TakerFee = new Rate(0.0005m) };

    private static readonly Dictionary<LocationId, VenueCapability> Venues = new()
    {
        [World.A] = new() { Default = Terms },
        [World.B] = new() { Default = Terms with { Lot = new Quantity(1m) } },
        [World.C] = new() { Default = Terms, CanCancel = false },
    };

    [Fact]
    public void Shortfall_WhenAStepIsDone_NeverGrows() => BookProperty.Holds(25, drawn =>
    {
        var plan = PlanOf(Insolvent(drawn));
        var before = plan.Start;
        foreach (var after in plan.Steps.Select(step => step.After))
        {
            Assert.True(
                after.MaintenanceMargin.Amount - after.AdjustedEquity.Amount <= before.MaintenanceMargin.Amount - before.AdjustedEquity.Amount,
                $"{before} then {after}");
            before = after;
        }
    });

    /// <summary>The price of the coin it settles in is lost: what closing costs would be owed in it, and counted by nobody.</summary>
    [Fact]
    public void Position_WhenThePriceOfWhatItSettlesInIsLost_IsNotTraded()
    {
        var broke = Insolvent(RandomBooks.Number(6_682_219));
        Assert.Empty(LiquidationProof.Check(PlanOf(broke), broke.Book, broke.Priced, Policy, Venues));
    }

    [Fact]
    public void Plan_WhenTheProofDoesIt_Holds() => BookProperty.Holds(25, drawn =>
    {
        var broke = Insolvent(drawn);
        Assert.Empty(LiquidationProof.Check(PlanOf(broke), broke.Book, broke.Priced, Policy, Venues));
    });

    [Fact]
    public void Positions_WhenThePlanIsDone_AreClosedOrNamed() => BookProperty.Holds(25, drawn =>
    {
        var broke = Insolvent(drawn);
        var plan = PlanOf(broke);
        if (plan.Start.State == MarginState.Unknown || plan.Skipped.Any(skip => skip.Reason is SkipReason.LimitReached or SkipReason.TooUncertain))
        {
            return;
        }

        if (plan.Start.LikelyEquity.Amount >= 0)
        {
            // A cap at the place of the debt had left more uncounted than the debt is: it is not broke.
            return;
        }

        // Closing a hedge frees collateral for its caps and haircuts, and now and then that alone makes the pool whole again.
        if (plan.Outcome == LiquidationOutcome.ReachesTarget)
        {
            Assert.NotEmpty(plan.Steps);
            return;
        }

        var named = plan.Skipped.Select(skip => skip.Subject).ToHashSet();
        var left = broke.Book.Positions
            .Where(position => !(broke.Priced.TryPrice(position.Instrument, out var priced, out _) && priced!.IsDelivered))
            .ToLookup(position => $"{position.Instrument}@{position.Venue}", position => position.Quantity.Value)
            .ToDictionary(group => group.Key, group => group.Sum());
        foreach (var leg in plan.Steps.SelectMany(step => step.Legs))
        {
            left[leg.Name] += leg.Side == OrderSide.Ask ? -leg.Quantity.Value : leg.Quantity.Value;
        }

        // With equity on the way up past zero, what cannot be traded is a block and no deficit.
        var end = plan.Steps.Count > 0 ? plan.Steps[^1].After : plan.Start;
        var isBroke = end.AdjustedEquity.Amount < 0 && end.LikelyEquity.Amount < 0;
        Assert.Equal(isBroke ? LiquidationOutcome.Insolvent : LiquidationOutcome.Blocked, plan.Outcome);
        Assert.All(left.Where(each => each.Value != 0), each => Assert.Contains(each.Key, named));
    });

    /// <summary>A property is worth what it reaches.</summary>
    [Fact]
    public void RandomCloseOuts_WhenManyAreMade_CloseMuch()
    {
        var plans = Enumerable.Range(1, 40).Select(number => PlanOf(Insolvent(RandomBooks.Number(number)))).ToList();

        Assert.True(plans.Count(plan => plan.Outcome == LiquidationOutcome.Insolvent && plan.Steps.Count > 1) >= 5);
        Assert.Contains(plans, plan => plan.Steps.Any(step => step.Kind == LiquidationStepKind.ReducePair));
        Assert.Contains(plans, plan => plan.Steps.Any(step => step.Kind == LiquidationStepKind.CancelOrders));
        Assert.All(plans, plan => Assert.NotEqual(LiquidationOutcome.ReachesTarget, plan.Outcome));
    }

    /// <summary>The same book with a debt of all that it has at best and half as much again. Only the cross pool is planned for.</summary>
    private static BookCase Insolvent(BookCase drawn)
    {
        var book = drawn.Book with
        {
            LostFeeds = [],
            Positions = drawn.Book.Positions.Where(position => position.Pool == PoolId.Cross).ToList(),
        };
        var best = HouseModel.EvaluateFigures(book, drawn.Priced).PoolOf(PoolId.Cross).Equity.Best.Amount;
        var debt = new CollateralLine
        {
            Location = World.A,
            Asset = Asset.Usd,
            Balance = new Quantity(decimal.Round(-1_000m - (1.5m * Math.Max(0m, best)), 2)),
            AsOf = drawn.Market.AsOf,
        };
        return drawn with { Book = book with { Lines = [.. book.Lines, debt] } };
    }

    private static LiquidationPlan PlanOf(BookCase broke) =>
        LiquidationPlanner.Plan(broke.Book, PoolId.Cross, broke.Priced, Policy, Venues);
}
