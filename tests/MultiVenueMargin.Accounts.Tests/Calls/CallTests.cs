using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Tests.Workflows;
using MultiVenueMargin.Accounts.Transfers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Accounts.Tests.Calls;

/// <summary>The life of a margin call, by looks alone. In the bench MM is 0.16·P per contract, so the target of 1.30 costs 0.208·P.</summary>
public sealed class CallTests
{
    private readonly MarginBench _bench = new() { Plan = MarginBench.Nothing };

    [Theory]
    [InlineData(1.21, false)]
    [InlineData(1.19, true)]
    [InlineData(1.06, true)]
    [InlineData(0.50, true)]
    public void Call_WhenThePoolIsInACallState_IsIssued(double ratio, bool isIssued)
    {
        var issued = _bench.AtRatio((decimal)ratio).Look().OfType<CallIssued>().ToList();

        Assert.Equal(isIssued, issued.Count == 1);
        Assert.Equal(isIssued, _bench.Account.Calls.FindOpen(PoolId.Cross) is not null);
    }

    [Fact]
    public void Call_WhenIssued_AsksForWhatRestoresTheTargetWithinTheGrace()
    {
        var issued = _bench.At(85_000m).Look().OfType<CallIssued>().Single();

        // Equity 30 000 − 15 000; target 1.30·0.16·85 000 = 17 680.
        Assert.Equal(new Usd(2_680m), issued.Amount);
        Assert.Equal(MarginBench.Start.AddHours(1), issued.Deadline);
        Assert.Equal(issued.Deadline, _bench.Account.Calls.NextDeadline);
        Assert.Equal(new DecisionId(MarginBench.Id, _bench.Account.Version, 0), Open.Id);
        Assert.Equal((CallStatus.Issued, MarginBench.Start), (Open.Status, Open.IssuedAt));
    }

    [Fact]
    public void Call_WhenTheShortfallGrows_IsAmendedAndNeverDoubled()
    {
        var call = Issued(85_000m);

        // The shortfall is 70 000 − 0.792·P: 2 759.20 is within 5 % of 2 680, 2 838.40 is not.
        Assert.DoesNotContain(_bench.At(84_900m).Pass(1).Look(), record => record is CallAmended or CallIssued);

        var amended = Assert.Single(_bench.At(84_800m).Pass(1).Look().OfType<CallAmended>());
        Assert.Equal((call.Id, new Usd(2_838.4m)), (amended.Call, amended.Amount));
        Assert.Equal(call.Deadline, Open.Deadline);
    }

    [Fact]
    public void Call_WhenPaidInPart_IsPartiallyMetAndAskedForTheRest()
    {
        Issued(85_000m);
        _bench.Deposit(1_000m);

        var paid = Assert.IsType<CallPaid>(Assert.Single(_bench.Pass(1).Look()));

        Assert.Equal((new Usd(1_000m), new Usd(1_680m)), (paid.Counted, Open.Outstanding));
        Assert.Equal([new ValuedFlow(Asset.Usd, 1_000m, new Price(1m))], paid.Flows);
        Assert.Equal(CallStatus.PartiallyMet, Open.Status);

        // Another 1 000 is missing: what is asked for is what was paid and what is missing now, though that is less than at first plus 1 000.
        var amended = Assert.Single(_bench.At(85_000m - (1_000m / 0.792m)).Pass(1).Look().OfType<CallAmended>());
        Assert.Equal(new Usd(3_680m), Usd.Up(decimal.Round(amended.Amount.Amount, 6)));
    }

    [Fact]
    public void Call_WhenPaidInFull_IsMet()
    {
        var call = Issued(85_000m);
        _bench.Deposit(2_680m);

        var ended = Assert.Single(_bench.Pass(1).Look().OfType<CallEnded>());

        Assert.Equal((call.Id, CallOutcome.Met), (ended.Call, ended.Outcome));
        Assert.Null(_bench.Account.Calls.NextDeadline);
        Assert.Equal(MarginState.Notice, _bench.Account.Margins.Of(PoolId.Cross).State);
    }

    [Fact]
    public void Call_WhenTheMarketRestoresThePool_IsCured()
    {
        Issued(85_000m);
        _bench.Deposit(100m);

        var ended = Assert.Single(_bench.AtRatio(1.31m).Pass(1).Look().OfType<CallEnded>());

        Assert.Equal(CallOutcome.CuredByMarket, ended.Outcome);
    }

    [Fact]
    public void Call_WhenThePoolIsBetterButShortOfItsTarget_StaysOpen()
    {
        Issued(85_000m);

        Assert.Empty(_bench.AtRatio(1.299m).Pass(1).Look());
        Assert.True(Open.IsOpen);
    }

    [Fact]
    public void Call_WhenWhatCameLeftAgain_IsNotPaid()
    {
        Issued(85_000m);
        _bench.Deposit(2_000m);
        _bench.Pass(1).Look();
        _bench.Deposit(-2_000m, "back");
        _bench.Pass(1).Look();

        Assert.Equal((Usd.Zero, CallStatus.Issued), (Open.Paid, Open.Status));
    }

    [Fact]
    public void Call_WhenATransferCrossesPools_CountsItWhereItArrives()
    {
        var other = new VenueAccountId(new LocationId("B"), "main");
        _bench.Put(new PoolOpened(new PoolId("basis"), "basis", MarginBench.Alice));
        _bench.Put(new FeedOpened(other, new PoolId("basis")));
        Issued(85_000m);
        _bench.Put(new TransferAnnounced("t1", Asset.Usd, new Quantity(500m), other, MarginBench.Feed, _bench.Now.AddHours(1), MarginBench.Alice));
        _bench.Put(new TransferCredited("t1", new Quantity(499m)));
        _bench.Put(new TransferDebited("t1"));

        _bench.Pass(1).Look();

        Assert.Equal(new Usd(499m), Open.Paid);
    }

    [Fact]
    public void Call_WhenAVenueAccountIsMovedIn_CountsWhatItBringsAndTakesItBackWhenItLeaves()
    {
        var (other, basis) = (new VenueAccountId(new LocationId("B"), "main"), new PoolId("basis"));
        _bench.Put(new PoolOpened(basis, "basis", MarginBench.Alice));
        _bench.Put(new FeedOpened(other, basis));
        _bench.Put(new SnapshotAccepted(other, 1, 0, FeedParts.All,
        [
            Frames.Holds("USD", 900m),
            Frames.Holds("BTC", 0.01m) with { Owed = new Quantity(0.002m) },
            Frames.Owes("USD", 300m),
            Frames.Holds("SPAM", 1m),
        ]));
        Issued(85_000m);
        _bench.Put(new FeedMoved(other, PoolId.Cross, MarginBench.Alice));

        // 600 dollars and 0.008 coins at 85 000; nobody knows what the other is worth.
        var paid = _bench.Pass(1).Look().OfType<CallPaid>().Single();
        Assert.Equal((new Usd(1_280m), CallStatus.PartiallyMet), (paid.Counted, Open.Status));
        Assert.Equal([("BTC", 0.008m), ("USD", 600m)], paid.Flows.Select(flow => (flow.Asset.Code, flow.Amount)).Order());

        // It leaves with what it is worth then.
        _bench.Put(new FeedMoved(other, basis, MarginBench.Alice));
        Assert.Equal(new Usd(8m), _bench.At(84_000m).Pass(1).Look().OfType<CallPaid>().Single().Counted);
    }

    [Fact]
    public void Call_WhenATransferStaysWithinThePool_CountsNothing()
    {
        var other = new VenueAccountId(new LocationId("B"), "main");
        _bench.Put(new FeedOpened(other, PoolId.Cross));
        _bench.Put(new TransferAnnounced("t1", Asset.Usd, new Quantity(500m), other, MarginBench.Feed, _bench.Now.AddHours(1), MarginBench.Alice));
        Issued(85_000m);
        _bench.Put(new TransferDebited("t1"));
        _bench.Put(new TransferCredited("t1", new Quantity(499m)));

        Assert.Empty(_bench.Pass(1).Look());
    }

    [Fact]
    public void Call_WhenWhatCameHasNoPrice_CountsItOnceItHas()
    {
        Issued(85_000m);
        _bench.Put(new MovementUnmatched(
            MarginBench.Feed, new MovementFact("dust", new Asset("SPAM"), new Quantity(10m), MovementDirection.Arrival)));
        _bench.Deposit(100m);
        _bench.Pass(1).Look();
        Assert.Equal(new Usd(100m), Open.Paid);

        _bench.Prices = new Dictionary<Asset, decimal> { [new("SPAM")] = 2m };
        _bench.Pass(1).Look();
        Assert.Equal(new Usd(120m), Open.Paid);
    }

    [Fact]
    public void Call_WhenTheDeadlinePassesUnmet_ExpiresAndRestrictsUntilThePoolIsRestored()
    {
        var call = Issued(85_000m);
        Assert.Empty(_bench.At(85_000m).Pass(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1)).Look());

        var records = _bench.Pass(TimeSpan.FromTicks(1)).Look();

        Assert.Equal(call.Id, Assert.IsType<CallExpired>(records[0]).Call);
        var changed = Assert.IsType<MarginStateChanged>(records[1]);
        Assert.Equal((MarginState.Call, MarginState.Restricted), (changed.From, changed.To));
        Assert.Equal(CallStatus.Expired, Open.Status);
        Assert.Empty(_bench.Look());

        // 1.29 leaves Restricted by itself; the call that ran out does not let it.
        Assert.Empty(_bench.AtRatio(1.29m).Pass(1).Look().OfType<MarginStateChanged>());
        var restored = _bench.AtRatio(1.31m).Pass(1).Look();
        Assert.Equal(CallOutcome.CuredByMarket, Assert.IsType<CallEnded>(restored[0]).Outcome);
        Assert.Equal(MarginState.Notice, Assert.IsType<MarginStateChanged>(restored[1]).To);
    }

    [Fact]
    public void Call_WhenRestoredAtItsDeadline_IsMet()
    {
        Issued(85_000m);
        _bench.Deposit(2_680m);

        Assert.Equal(CallOutcome.Met, _bench.Pass(TimeSpan.FromHours(1)).Look().OfType<CallEnded>().Single().Outcome);
    }

    [Fact]
    public void Call_WhenThePoolIsUnknown_IsNeitherIssuedAmendedNorEndedButExpires()
    {
        _bench.IsLost = true;
        Assert.Empty(_bench.At(85_000m).Look().OfType<CallIssued>());
        _bench.IsLost = false;
        Issued(85_000m);
        _bench.IsLost = true;

        Assert.Equal([typeof(MarginStateChanged)], _bench.At(70_000m).Pass(1).Look().Select(record => record.GetType()));
        Assert.Empty(_bench.At(200_000m).Pass(1).Look());
        Assert.IsType<CallExpired>(Assert.Single(_bench.Pass(TimeSpan.FromHours(1)).Look()));
    }

    [Fact]
    public void Call_WhenTakenBack_IsNotIssuedAgainForTheSameShortfall()
    {
        var call = Issued(85_000m);
        Assert.Null(_bench.Do(turn => CallCommands.Take(turn, new WithdrawCall(call.Id, "wrong mark") { Account = MarginBench.Id, Request = new("r"), By = MarginBench.Bob })));

        Assert.Empty(_bench.At(84_950m).Pass(1).Look().OfType<CallIssued>());
        Assert.Single(_bench.At(84_000m).Pass(1).Look().OfType<CallIssued>());
    }

    [Fact]
    public void Call_WhenTakenBackAndThePoolRecovered_IsIssuedAgain()
    {
        var call = Issued(85_000m);
        _bench.Do(turn => CallCommands.Take(turn, new WithdrawCall(call.Id, "wrong mark") { Account = MarginBench.Id, Request = new("r"), By = MarginBench.Bob }));
        _bench.AtRatio(1.31m).Pass(1).Look();

        Assert.Single(_bench.At(85_000m).Pass(1).Look().OfType<CallIssued>());
    }

    [Fact]
    public void Desk_WhenManyCallsHaveEnded_KeepsTheLast()
    {
        for (var i = 0; i < Limits.EndedWorkflows + 3; i++)
        {
            Issued(85_000m);
            _bench.AtRatio(2m).Pass(1).Look();
        }

        var views = _bench.Account.Calls.Views;
        Assert.Equal(Limits.EndedWorkflows, views.Count);
        Assert.True(views[0].IssuedAt > views[^1].IssuedAt);
    }

    private MarginCall Open => _bench.Account.Calls.FindOpen(PoolId.Cross)!;

    private MarginCall Issued(decimal price)
    {
        _bench.At(price).Pass(1).Look();
        return Open;
    }
}
