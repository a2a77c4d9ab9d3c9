using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Liquidation;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Tests.Liquidation;

/// <summary>A planner with a mistake in it makes such plans: the proof must say so of each.</summary>
public sealed class LiquidationProofTests
{
    private static readonly Desk Pair = Plans.LongTen(cash: 60_000m).AndAt("W").Position("BTC-PERP", -8m).Bid("BTC-PERP", 1m, 90_000m);

    private static readonly LiquidationPolicy Policy = new() { MaximumNotional = new Usd(500_000m) };

    private static readonly Dictionary<LocationId, VenueCapability> Venues =
        Plans.Venues(("V", Plans.Terms with { Tick = new Price(1m), MinimumQuantity = new Quantity(2m) }), ("W", Plans.Terms));

    [Fact]
    public void Plan_WhenSound_HasNoFindings()
    {
        var plan = Plan();

        Assert.Equal(
            [LiquidationStepKind.CancelOrders, LiquidationStepKind.Reduce], plan.Steps.Take(2).Select(step => step.Kind));
        Assert.Contains(plan.Steps, step => step.Kind == LiquidationStepKind.ReducePair);
        Assert.Empty(Check(plan));
    }

    [Fact]
    public void Leg_WhenWrong_IsFound()
    {
        var wrong = new (string Path, Func<LiquidationLeg, LiquidationLeg> Mistake)[]
        {
            // The cost with its sign flipped: sold above the mark.
            ("AssumedPrice", leg => leg with { AssumedPrice = new Price(100_050m) }),
            ("ExpectedCost", leg => leg with { ExpectedCost = -leg.ExpectedCost }),
            ("AssumedPrice", leg => leg with { Limit = new Price(99_999m) }),
            ("Limit", leg => leg with { Limit = new Price(99_900.5m) }),
            ("Limit", leg => leg with { Limit = new Price(0m) }),
            ("Fee", leg => leg with { Fee = default }),
            ("Fee", leg => leg with { Fee = new Money(-leg.Fee.Amount, leg.Fee.Asset) }),
            ("Fee", leg => leg with { Fee = new Money(leg.Fee.Amount, new Asset("BTC")) }),
            ("Quantity", leg => leg with { Side = OrderSide.Bid }),
            ("Quantity", leg => leg with { Side = OrderSide.Unspecified }),
            ("Quantity", leg => leg with { Quantity = new Quantity(11m) }),
            ("Quantity", leg => leg with { Quantity = new Quantity(1m) }),
            ("Quantity", leg => leg with { Quantity = new Quantity(2.5m) }),
            ("Quantity", leg => leg with { Quantity = new Quantity(6m) }),
            ("Venue", leg => leg with { Venue = new LocationId("nowhere") }),
            ("Instrument", leg => leg with { Instrument = new InstrumentId("GHOST") }),
        };

        Assert.All(wrong, each => Assert.Contains(
            Check(WithLeg(each.Mistake)), finding => finding.Path == $"Steps[1].Legs[0].{each.Path}"));
    }

    [Fact]
    public void Step_WhenWrong_IsFound()
    {
        var wrong = new (string Path, int Step, Func<LiquidationStep, LiquidationStep> Mistake)[]
        {
            ("Ordinal", 1, step => step with { Ordinal = 7 }),
            ("ExpectedCost", 1, step => step with { ExpectedCost = Usd.Zero }),
            ("MarginReleased", 1, step => step with { MarginReleased = step.MarginReleased + new Usd(Usd.Step) }),
            ("After", 1, step => step with { After = step.After with { AdjustedEquity = step.After.AdjustedEquity + new Usd(Usd.Step) } }),
            ("After", 1, step => step with { After = step.After with { State = MarginState.Healthy } }),
            ("Legs", 1, step => step with { Kind = LiquidationStepKind.ReducePair }),
            ("Legs", 2, step => step with { Kind = LiquidationStepKind.Reduce }),
            ("Legs", 2, step => step with { Legs = [step.Legs[0], step.Legs[0]] }),
            ("Cancelled", 0, step => step with { Cancelled = [step.Cancelled[0] with { Quantity = new Quantity(2m) }] }),
        };

        Assert.All(wrong, each => Assert.Contains(
            Check(With(each.Step, each.Mistake)), finding => finding.Path == $"Steps[{each.Step}].{each.Path}"));
        Assert.Contains(Check(With(0, step => step with { Cancelled = [] })), finding => finding.Path == "Steps[0]");
    }

    /// <summary>
    /// The unflattering figures are taken over as the house model has them, so that nothing but the ratio is wrong: one leg
    /// of a hedge goes alone.
    /// </summary>
    [Fact]
    public void Ratio_WhenAStepWorsensIt_IsFound()
    {
        var desk = Plans.LongTen(cash: 70_000m).AndAt("W").Position("BTC-PERP", -10m);
        var market = desk.Price();
        var good = desk.Plan();
        var leg = good.Steps[0].Legs[0] with { Quantity = new Quantity(1m), ExpectedCost = new Usd(150m), Fee = new Money(100m, Asset.Usd) };
        var after = LiquidationDraft.Of(LiquidationDraft.Fill(desk.Book, PoolId.Cross, [leg], market).Book!, PoolId.Cross, market).Figures;
        var plan = good with
        {
            Steps =
            [
                new LiquidationStep
                {
                    Ordinal = 1, Kind = LiquidationStepKind.Reduce, Legs = [leg], ExpectedCost = leg.ExpectedCost, After = after,
                    MarginReleased = good.Start.MaintenanceMargin - after.MaintenanceMargin,
                },
            ],
            Outcome = LiquidationOutcome.Blocked,
            Skipped = [new LiquidationSkip("x", SkipReason.WorsensRatio, "x")],
        };

        var findings = LiquidationProof.Check(plan, desk.Book, market, LiquidationPolicy.Default, Plans.Venues(("V", Plans.Terms), ("W", Plans.Terms)));

        Assert.Equal(["Steps[0].MarginReleased", "Steps[0].After"], findings.Select(finding => finding.Path));
        Assert.Equal("No step worsens the ratio", findings[^1].Fix);
    }

    /// <summary>The same of a pool without equity: one leg of a hedge alone makes it need more than it gives.</summary>
    [Fact]
    public void Shortfall_WhenAStepAddsToIt_IsFound()
    {
        var desk = Plans.LongTen(cash: 0m).Owes("USD", 50_000m).AndAt("W").Position("BTC-PERP", -10m);
        var market = desk.Price();
        var good = desk.Plan();
        var leg = good.Steps[0].Legs[0] with { Quantity = new Quantity(1m), ExpectedCost = new Usd(150m), Fee = new Money(100m, Asset.Usd) };
        var after = LiquidationDraft.Of(LiquidationDraft.Fill(desk.Book, PoolId.Cross, [leg], market).Book!, PoolId.Cross, market).Figures;
        var plan = good with
        {
            Steps =
            [
                new LiquidationStep
                {
                    Ordinal = 1, Kind = LiquidationStepKind.Reduce, Legs = [leg], ExpectedCost = leg.ExpectedCost, After = after,
                    MarginReleased = good.Start.MaintenanceMargin - after.MaintenanceMargin,
                },
            ],
            Outcome = LiquidationOutcome.Blocked,
            Deficit = null,
        };

        var findings = LiquidationProof.Check(plan, desk.Book, market, LiquidationPolicy.Default, Plans.Venues(("V", Plans.Terms), ("W", Plans.Terms)));

        Assert.Equal(["Steps[0].MarginReleased", "Steps[0].After"], findings.Select(finding => finding.Path));
        Assert.Equal("No step adds to the shortfall", findings[^1].Fix);
    }

    [Fact]
    public void CloseOut_WhenItLeavesSomethingOpenInSilence_IsFound()
    {
        var desk = Plans.LongTen(cash: 0m).Owes("USD", 50_000m);
        var (market, plan) = (desk.Price(), desk.Plan());

        var findings = LiquidationProof.Check(
            plan with { Steps = [] }, desk.Book, market, LiquidationPolicy.Default, Plans.Venues(("V", Plans.Terms)));

        Assert.Equal("does not name BTC-PERP@V, which stays open", Assert.Single(findings).Problem);
    }

    /// <summary>A cost that its own leg, its step and its figures all agree on is still checked against what raw equity loses.</summary>
    [Fact]
    public void Cost_WhenUnderstatedEverywhere_IsFoundByRawEquity()
    {
        var plan = With(1, step => step with
        {
            Legs = [step.Legs[0] with { ExpectedCost = new Usd(1m) }],
            ExpectedCost = new Usd(1m),
        });

        Assert.Equal("Steps[1].ExpectedCost", Assert.Single(Check(plan)).Path);
    }

    [Fact]
    public void Plan_WhenItsWholeIsWrong_IsFound()
    {
        var plan = Plan();
        var wrong = new (string Path, LiquidationPlan Plan)[]
        {
            ("Plan", plan with { Market = new MarketVersion("another") }),
            ("Plan", plan with { Account = new AccountId(new InstitutionId("other"), "main") }),
            ("Plan", plan with { TargetRatio = 1.2m }),
            ("Start", plan with { Start = plan.Start with { MaintenanceMargin = Usd.Zero } }),
            ("Outcome", plan with { Outcome = LiquidationOutcome.Insolvent, Deficit = new Usd(1m) }),
            ("Outcome", plan with { Outcome = LiquidationOutcome.Unspecified }),
            ("Outcome", plan with { Deficit = new Usd(1m) }),
            ("Outcome", plan with { Steps = [] }),
            ("Outcome", plan with { Steps = [], Outcome = LiquidationOutcome.Blocked, Skipped = [] }),
            ("Steps[1].Legs[0].Quantity", plan with { Steps = [plan.Steps[0], plan.Steps[2], plan.Steps[1]] }),
        };

        Assert.All(wrong.Take(9), each => Assert.Contains(Check(each.Plan), finding => finding.Path == each.Path));
        Assert.NotEmpty(Check(wrong[9].Plan));
    }

    [Fact]
    public void Step_WhenTheTargetIsAlreadyReached_IsOneTooMany()
    {
        var desk = Plans.LongTen();
        var market = desk.Price();
        var policy = new LiquidationPolicy { TargetRatio = 2m };
        var further = desk.Plan(policy: policy with { MaximumNotional = new Usd(200_000m) });

        var findings = LiquidationProof.Check(
            further with { TargetRatio = 1.3m }, desk.Book, market, LiquidationPolicy.Default, Plans.Venues(("V", Plans.Terms)));

        Assert.Equal(["Steps[1]", "Steps[2]"], findings.Select(finding => finding.Path));
    }

    [Fact]
    public void Book_WhenItChangedSince_IsFound()
    {
        var (plan, market) = (Plan(), Pair.Price());
        var book = Pair.Book with { Positions = [.. Pair.Book.Positions.Skip(1)] };

        Assert.NotEmpty(LiquidationProof.Check(plan, book, market, Policy, Venues));
    }

    private static LiquidationPlan Plan() => LiquidationPlanner.Plan(Pair.Book, PoolId.Cross, Pair.Price(), Policy, Venues);

    private static IReadOnlyList<Finding> Check(LiquidationPlan plan) => LiquidationProof.Check(plan, Pair.Book, Pair.Price(), Policy, Venues);

    private static LiquidationPlan WithLeg(Func<LiquidationLeg, LiquidationLeg> mistake) =>
        With(1, step => step with { Legs = [mistake(step.Legs[0])] });

    private static LiquidationPlan With(int index, Func<LiquidationStep, LiquidationStep> mistake)
    {
        var plan = Plan();
        return plan with { Steps = plan.Steps.Select((step, i) => i == index ? mistake(step) : step).ToList() };
    }
}
