using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Tests.Workflows;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Accounts.Tests.Liquidations;

/// <summary>The life of a liquidation: planned, approved, one step at a time, planned again of what is held, ended.</summary>
public sealed class LiquidationTests
{
    private MarginBench _bench = new();

    [Fact]
    public void Liquidation_WhenThePoolIsLiquidating_IsPlannedApprovedAndItsFirstStepRequested()
    {
        var records = _bench.AtRatio(1.04m).Look();

        var planned = records.OfType<LiquidationPlanned>().Single();
        var requested = records.OfType<LegRequested>().Single();
        Assert.Null(records.OfType<LiquidationApproved>().Single().By);
        Assert.Equal(planned.Steps[0].Legs[0], requested.Leg);
        Assert.Equal(new DecisionId(MarginBench.Id, _bench.Account.Version, 1), requested.Request);
        Assert.Equal((OrderSide.Ask, new Quantity(0.5m), _bench.Now.AddSeconds(30)), (requested.Leg.Side, requested.Leg.Quantity, requested.Deadline));
        Assert.Equal(LiquidationStatus.Running, View.Status);
        Assert.Equal(requested.Deadline, NextDeadline);
    }

    [Fact]
    public void Liquidation_WhenARequestIsOpen_AsksForNothingElse()
    {
        Begin();

        Assert.DoesNotContain(_bench.AtRatio(0.5m).Pass(29).Look(), record => record is LegRequested or LiquidationPlanned or LiquidationReplanned);
    }

    [Fact]
    public void Liquidation_WhenAStepIsFilled_WaitsForTheFeedAndPlansAgain()
    {
        var leg = Begin();
        _bench.AtRatio(0.95m);
        Report(leg, LegReport.Filled, 0.5m);
        Assert.Equal(LiquidationStatus.Settling, View.Status);
        Assert.DoesNotContain(_bench.Pass(1).Look(), record => record is LegRequested or LiquidationReplanned);

        _bench.Sell(0.5m);
        _bench.AtRatio(0.95m).Tell();
        var records = _bench.Pass(1).Look();

        Assert.Equal(new Quantity(0.25m), records.OfType<LiquidationReplanned>().Single().Steps[0].Legs[0].Quantity);
        Assert.Equal(new Quantity(0.25m), records.OfType<LegRequested>().Single().Leg.Quantity);
    }

    [Fact]
    public void Liquidation_WhenTheFeedStaysSilent_GoesOnAfterTheTimeForSettling()
    {
        Report(Begin(), LegReport.Filled, 0.5m);

        Assert.Equal(_bench.Now.AddSeconds(60), NextDeadline);
        Assert.Empty(_bench.Pass(59).Look());
        Assert.Single(_bench.Pass(1).Look().OfType<LegRequested>());
    }

    [Fact]
    public void Liquidation_WhenAStepRestoresThePool_IsResolved()
    {
        var leg = Begin();
        Report(leg, LegReport.Filled, 0.5m);
        _bench.Sell(0.5m);
        _bench.Tell();

        // Half the position at the same equity: twice the ratio.
        var ended = _bench.Pass(1).Look().OfType<LiquidationEnded>().Single();

        Assert.Equal(LiquidationOutcome.Resolved, ended.Outcome);
        Assert.Null(NextDeadline);
        Assert.Empty(_bench.Look());
    }

    [Fact]
    public void Liquidation_WhenOutOfLiquidationButBelowItsTarget_GoesOn()
    {
        Report(Begin(), LegReport.Filled, 0.5m);
        _bench.Tell();

        Assert.Single(_bench.AtRatio(1.15m).Pass(1).Look().OfType<LegRequested>());
    }

    [Fact]
    public void Liquidation_WhenTheExecutorIsSilent_TimesOutWaitsForTheFeedAndAsksAgain()
    {
        var leg = Begin();

        Assert.Equal(LegOutcome.TimedOut, _bench.Pass(30).Look().OfType<LegEnded>().Single().Outcome);
        Assert.Equal(LiquidationStatus.Settling, View.Status);
        Assert.Empty(_bench.Pass(59).Look());
        var again = _bench.Pass(1).Look().OfType<LegRequested>().Single();
        Assert.NotEqual(leg, again.Request);

        // It was filled after all: a fact, whenever it comes.
        Assert.Null(Report(leg, LegReport.Filled, 0.5m));
        Assert.Equal(new Quantity(0.5m), Leg(leg).Filled);
        Assert.Equal(LegOutcome.TimedOut, Leg(leg).Outcome);
    }

    [Fact]
    public void Liquidation_WhenTheExecutorReports_HasAsLongAgain()
    {
        var leg = Begin();
        _bench.Pass(20);
        Report(leg, LegReport.Accepted);
        Assert.Empty(_bench.Pass(29).Look());
        Report(leg, LegReport.Filled, 0.1m);

        Assert.Empty(_bench.Pass(29).Look());
        Assert.Single(_bench.Pass(1).Look().OfType<LegEnded>());
    }

    [Fact]
    public void Liquidation_WhenAVenueRejectsTwice_IsPlannedWithoutIt()
    {
        Report(Begin(), LegReport.Rejected);
        var second = _bench.Pass(1).Look().OfType<LegRequested>().Single();
        Report(second.Request, LegReport.Rejected);

        var blocked = _bench.Pass(1).Look().OfType<LiquidationReplanned>().Single();

        Assert.Empty(blocked.Steps);
        Assert.Equal(PlanOutcome.Blocked, blocked.Outcome);
        Assert.Contains("A is left out: it rejected 2 requests of this liquidation", blocked.Reasons);
    }

    [Fact]
    public void Liquidation_WhenNothingWasFilled_PausesBeforeItAsksAgain()
    {
        Report(Begin(), LegReport.Done);

        Assert.Empty(_bench.Pass(29).Look());
        Assert.Single(_bench.Pass(1).Look().OfType<LegRequested>());
    }

    [Fact]
    public void Liquidation_WhenBlocked_TriesAgainInAWhileAndNotAtEveryLook()
    {
        _bench.Plan = MarginBench.Nothing;
        var planned = _bench.AtRatio(1.04m).Look().OfType<LiquidationPlanned>().Single();
        Assert.Equal(PlanOutcome.Blocked, planned.Outcome);
        Assert.Equal(_bench.Now.AddSeconds(30), NextDeadline);
        var made = _bench.PlansMade;

        Assert.Empty(_bench.Pass(29).Look());
        Assert.Equal(made, _bench.PlansMade);
        _bench.Plan = MarginBench.Halves;
        Assert.Single(_bench.Pass(1).Look().OfType<LegRequested>());
    }

    [Fact]
    public void Liquidation_WhenAFeedIsStale_LeavesItsVenueOut()
    {
        _bench.Age = TimeSpan.FromMinutes(11);
        var planned = _bench.At(83_000m).Look().OfType<LiquidationPlanned>().Single();

        Assert.Equal(PlanOutcome.Blocked, planned.Outcome);
        Assert.Equal("A is left out: what is known of it is stale", planned.Reasons[0]);
    }

    [Fact]
    public void Liquidation_WhenThePoolIsUnknown_AsksForNothingAndDoesNotEnd()
    {
        _bench.IsLost = true;
        Assert.DoesNotContain(_bench.AtRatio(0.9m).Look(), record => record is LiquidationPlanned);
        _bench.IsLost = false;
        var leg = Begin();
        _bench.IsLost = true;
        Report(leg, LegReport.Filled, 0.5m);

        Assert.DoesNotContain(_bench.AtRatio(5m).Pass(100).Look(), record => record is LegRequested or LiquidationReplanned or LiquidationEnded);
    }

    [Fact]
    public void Liquidation_WhenThePoolRecoversBeforeAnythingIsSent_IsNoLongerNeeded()
    {
        Needs(Approval.OnePerson);
        Assert.Empty(_bench.AtRatio(1.04m).Look().OfType<LegRequested>());
        Assert.Equal(LiquidationStatus.AwaitsApproval, View.Status);
        Assert.Empty(_bench.AtRatio(1.09m).Pass(1).Look());

        Assert.Equal(LiquidationOutcome.NoLongerNeeded, _bench.AtRatio(1.11m).Pass(1).Look().OfType<LiquidationEnded>().Single().Outcome);
    }

    /// <summary>Found by the simulator, seed 155: the look threw, for the old plan took more than was left, until the clock went on.</summary>
    [Fact]
    public void Request_WhenThePositionShrinksAtTheMomentOfThePlan_IsOfWhatIsHeld()
    {
        Needs(Approval.OnePerson);
        var planned = _bench.AtRatio(1.04m).Look().OfType<LiquidationPlanned>().Single();
        Assert.Equal(new Quantity(0.5m), planned.Steps[0].Legs[0].Quantity);

        // A delta and an approval in the same instant, or while a clock that went back catches up.
        _bench.Contracts = 0.4m;
        _bench.Put(new LiquidationApproved(View.Liquidation, MarginBench.Alice));
        var records = _bench.AtRatio(1.04m).Look();

        Assert.Equal(new Quantity(0.2m), records.OfType<LiquidationReplanned>().Single().Steps[0].Legs[0].Quantity);
        Assert.Equal(new Quantity(0.2m), records.OfType<LegRequested>().Single().Leg.Quantity);
        Assert.Empty(_bench.Look());
    }

    [Fact]
    public void Step_WhenItCancelsOrders_SaysSoAndWaitsForTheFeed()
    {
        var leg = new PlannedLeg(MarginBench.Venue, MarginBench.Perpetual, OrderSide.Bid, Quantity.Zero, new Price(0m));
        _bench.Plan = (_, _, _, _, _) => new DraftPlan(
            [new PlannedStep(1, [leg], [MarginBench.Perpetual], Usd.Zero, Usd.Zero, Usd.Zero, Usd.Zero)], PlanOutcome.ReachesTarget, []);
        var requested = _bench.AtRatio(1.04m).Look().OfType<LegRequested>().Single();
        Assert.True(requested.CancelOrdersFirst);

        Report(requested.Request, LegReport.Done);
        Assert.Empty(_bench.Pass(1).Look());
        _bench.Tell();
        Assert.Single(_bench.Pass(1).Look().OfType<LegRequested>());
    }

    [Theory]
    [InlineData(OrderSide.Ask, 1.01)]
    [InlineData(OrderSide.Bid, 0.01)]
    [InlineData(OrderSide.Ask, -0.01)]
    public void Step_WhenItWouldGoBeyondFlat_IsNeverRequested(OrderSide side, double quantity)
    {
        var leg = new PlannedLeg(MarginBench.Venue, MarginBench.Perpetual, side, new Quantity((decimal)quantity), new Price(1m));
        _bench.Plan = (_, _, _, _, _) => new DraftPlan(
            [new PlannedStep(1, [leg], [], Usd.Zero, Usd.Zero, Usd.Zero, Usd.Zero)], PlanOutcome.ReachesTarget, []);

        Assert.Throws<InvalidOperationException>(() => _bench.AtRatio(1.04m).Look());
        Assert.DoesNotContain(_bench.LastTurn.Records, record => record is LegRequested);
    }

    private LiquidationView View => _bench.Account.Liquidations.Views(_bench.Now, _bench.Account.Policy.Liquidation)[0];

    private DateTimeOffset? NextDeadline => _bench.Account.Liquidations.NextDeadline(_bench.Account.Policy.Liquidation);

    private void Needs(Approval approval) =>
        _bench = new MarginBench(new AccountPolicy { Liquidation = new LiquidationTerms { Approval = approval } });

    private DecisionId Begin() => _bench.AtRatio(1.04m).Look().OfType<LegRequested>().Single().Request;

    private LegView Leg(DecisionId id) =>
        _bench.Account.Liquidations.FindOf(id)!.Requests.Single(request => request.Id == id).View;

    private CommandRefused? Report(DecisionId leg, LegReport report, decimal quantity = 0m) => _bench.Report(leg, report, quantity);
}
