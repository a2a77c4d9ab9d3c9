using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Tests.Workflows;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Accounts.Tests.Liquidations;

/// <summary>What people and executors may do to a liquidation, and each refusal by name.</summary>
public sealed class LiquidationCommandsTests
{
    private MarginBench _bench = new();

    [Fact]
    public void Approve_WhenOnePersonIsNeeded_SendsThePlanOfThen()
    {
        var id = Waiting(Approval.OnePerson);

        Assert.Null(Send(Approve(id, MarginBench.Alice)));

        var records = _bench.Pass(600).Look();
        Assert.Single(records.OfType<LiquidationReplanned>());
        Assert.Single(records.OfType<LegRequested>());
        Assert.Equal(Refusal.WrongState, Send(Approve(id, MarginBench.Bob))!.Reason);
    }

    [Fact]
    public void Approve_WhenTwoPersonsAreNeeded_TakesTwoDistinctOnes()
    {
        var id = Waiting(Approval.TwoPersons);
        Assert.Null(Send(Approve(id, MarginBench.Alice)));
        Assert.Equal(Refusal.NeedsAnotherPerson, Send(Approve(id, MarginBench.Alice))!.Reason);
        Assert.Empty(_bench.Pass(1).Look());

        Assert.Null(Send(Approve(id, MarginBench.Bob)));

        Assert.Single(_bench.Pass(1).Look().OfType<LegRequested>());
    }

    [Fact]
    public void Approve_WhenThePolicyDoes_IsRefused()
    {
        _bench.AtRatio(1.04m).Look();

        Assert.Equal(Refusal.WrongState, Send(Approve(View.Liquidation, MarginBench.Alice))!.Reason);
    }

    [Fact]
    public void Approval_WhenThePolicyNoLongerAsksForIt_IsThePolicys()
    {
        Waiting(Approval.TwoPersons);
        _bench.Put(new PolicyChanged(new AccountPolicy(), MarginBench.Alice));

        var records = _bench.Pass(1).Look();

        Assert.Null(records.OfType<LiquidationApproved>().Single().By);
        Assert.Single(records.OfType<LegRequested>());
    }

    [Fact]
    public void Hold_WhenRunning_SendsNothingUntilReleasedAndReportsCount()
    {
        var leg = Running();
        Assert.Null(Send(Hold(View.Liquidation)));
        Assert.Equal(Refusal.WrongState, Send(Hold(View.Liquidation))!.Reason);
        Assert.Null(_bench.Report(leg, LegReport.Filled, 0.5m));
        Assert.Equal(LiquidationStatus.Held, View.Status);
        _bench.AtRatio(0.9m).Tell();
        Assert.Empty(_bench.Pass(100).Look().OfType<LegRequested>());

        Assert.Null(Send(Release(View.Liquidation)));
        Assert.Equal(Refusal.WrongState, Send(Release(View.Liquidation))!.Reason);
        Assert.Single(_bench.Pass(1).Look().OfType<LegRequested>());
    }

    [Fact]
    public void Abort_WhenNobodyTookTheRequestOn_TakesItBackAndBeginsNothingNew()
    {
        var leg = Running();

        Assert.Null(Send(Abort(View.Liquidation, MarginBench.Alice)));

        Assert.Equal((LiquidationOutcome.Aborted, LegOutcome.Withdrawn), (View.Outcome, View.Legs[0].Outcome));
        Assert.Equal(leg, View.Legs[0].Request);
        Assert.Empty(_bench.Pass(3600).Look().OfType<LiquidationPlanned>());
        Assert.Equal(Refusal.WrongState, Send(Abort(View.Liquidation, MarginBench.Alice))!.Reason);

        // Graver than when it was stopped.
        Assert.Single(_bench.AtRatio(0.9m).Pass(1).Look().OfType<LiquidationPlanned>());
    }

    [Fact]
    public void Abort_WhenThePoolRecoveredSince_LetsTheNextOneBegin()
    {
        Running();
        Send(Abort(View.Liquidation, MarginBench.Alice));
        _bench.AtRatio(1.2m).Pass(1).Look();

        Assert.Single(_bench.AtRatio(1.04m).Pass(1).Look().OfType<LiquidationPlanned>());
    }

    [Fact]
    public void Abort_WhenTheRequestWasTakenOn_LetsItsReportsCount()
    {
        var leg = Running();
        _bench.Report(leg, LegReport.Accepted);
        Send(Abort(View.Liquidation, MarginBench.Alice));

        Assert.Null(_bench.Report(leg, LegReport.Filled, 0.2m));
        Assert.Null(_bench.Report(leg, LegReport.Done));
        Assert.Equal((new Quantity(0.2m), LegOutcome.Done), (View.Legs[0].Filled, View.Legs[0].Outcome));
    }

    [Fact]
    public void Abort_WhenTwoPersonsAreNeeded_HoldsUntilTheSecond()
    {
        var id = Waiting(Approval.TwoPersons);
        Assert.Null(Send(Abort(id, MarginBench.Alice)));
        Assert.Equal(LiquidationStatus.Held, View.Status);
        Assert.Equal(Refusal.NeedsAnotherPerson, Send(Abort(id, MarginBench.Alice))!.Reason);

        // A release takes the first person's word back.
        Assert.Null(Send(Release(id)));
        Assert.Null(Send(Abort(id, MarginBench.Bob)));
        Assert.Equal(LiquidationStatus.Held, View.Status);

        Assert.Null(Send(Abort(id, MarginBench.Alice)));
        Assert.Equal(LiquidationOutcome.Aborted, View.Outcome);
    }

    [Fact]
    public void Command_WhenTheLiquidationIsUnknown_IsRefused()
    {
        var id = new DecisionId(MarginBench.Id, 99, 0);
        AccountCommand[] commands = [Approve(id, MarginBench.Alice), Hold(id), Release(id), Abort(id, MarginBench.Alice)];

        Assert.All(commands, command => Assert.Equal(Refusal.NotFound, Send(command)!.Reason));
    }

    [Fact]
    public void Report_WhenTheRequestIsUnknown_IsRefused() =>
        Assert.Equal(Refusal.NotFound, _bench.Report(new DecisionId(MarginBench.Id, 99, 1), LegReport.Filled, 1m)!.Reason);

    [Theory]
    [InlineData(LegReport.Accepted)]
    [InlineData(LegReport.Done)]
    [InlineData(LegReport.Rejected)]
    public void Report_WhenTheRequestHasEnded_IsRefused(LegReport report)
    {
        var leg = Running();
        _bench.Report(leg, LegReport.Done);

        Assert.Equal(Refusal.WrongState, _bench.Report(leg, report)!.Reason);
    }

    [Fact]
    public void Report_WhenAcceptedTwice_IsRefused()
    {
        var leg = Running();
        Assert.Null(_bench.Report(leg, LegReport.Accepted));

        Assert.Equal(Refusal.WrongState, _bench.Report(leg, LegReport.Accepted)!.Reason);
    }

    [Theory]
    [InlineData(LegReport.Unspecified, 0.0, null, "Report")]
    [InlineData((LegReport)9, 0.0, null, "Report")]
    [InlineData(LegReport.Filled, 0.0, 1.0, "Quantity")]
    [InlineData(LegReport.Filled, -1.0, 1.0, "Quantity")]
    [InlineData(LegReport.Filled, 1e18, 1.0, "")]
    [InlineData(LegReport.Filled, 1.0, null, "Price")]
    [InlineData(LegReport.Accepted, 1.0, null, "Quantity")]
    public void Report_WhenMalformed_IsRefused(LegReport report, double quantity, double? price, string field)
    {
        var leg = Running();
        var command = new ReportLeg(leg, report, new Quantity((decimal)quantity), price is { } p ? new Price((decimal)p) : null, "why")
        {
            Account = MarginBench.Id,
            Request = new("r"),
            By = MarginBench.Executor,
        };
        if (field.Length == 0)
        {
            // The most there can be is recorded; one more is not.
            Assert.Null(Send(command));
            field = "Quantity";
        }

        var refused = Send(command)!;
        Assert.Equal((Refusal.Malformed, field), (refused.Reason, refused.Field));
    }

    [Fact]
    public void Report_WhenMoreIsFilledThanAsked_IsRecordedAndNamed()
    {
        var leg = Running();

        Assert.Null(_bench.Report(leg, LegReport.Filled, 0.75m));

        var ended = _bench.LastTurn.Records.OfType<LegEnded>().Single();
        Assert.Equal((LegOutcome.Filled, "filled 0.25 more than was asked for"), (ended.Outcome, ended.Reason));
        Assert.Equal([$"{leg} filled 0.75 BTC-PERP@A, 0.25 more than was asked for"], _bench.Account.Liquidations.Notices);
    }

    private static readonly RequestId Request = new("r");

    private static ApproveLiquidation Approve(DecisionId id, PrincipalId by) => new(id) { Account = MarginBench.Id, Request = Request, By = by };

    private static HoldLiquidation Hold(DecisionId id) => new(id, "call with the client") { Account = MarginBench.Id, Request = Request, By = MarginBench.Alice };

    private static ReleaseLiquidation Release(DecisionId id) => new(id) { Account = MarginBench.Id, Request = Request, By = MarginBench.Bob };

    private static AbortLiquidation Abort(DecisionId id, PrincipalId by) => new(id, "the client pays") { Account = MarginBench.Id, Request = Request, By = by };

    private LiquidationView View => _bench.Account.Liquidations.Views(_bench.Now, _bench.Account.Policy.Liquidation)[0];

    private DecisionId Running() => _bench.AtRatio(1.04m).Look().OfType<LegRequested>().Single().Request;

    private DecisionId Waiting(Approval approval)
    {
        _bench = new MarginBench(new AccountPolicy { Liquidation = new LiquidationTerms { Approval = approval } });
        Assert.Empty(_bench.AtRatio(1.04m).Look().OfType<LegRequested>());
        return View.Liquidation;
    }

    private CommandRefused? Send(AccountCommand command) => _bench.Do(turn => LiquidationCommands.Take(turn, command));
}
