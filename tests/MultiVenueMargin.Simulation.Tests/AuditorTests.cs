using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Deficits;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Simulation.Actors;
using MultiVenueMargin.Simulation.Auditing;

namespace MultiVenueMargin.Simulation.Tests;

/// <summary>The auditor sees what it is there to see: each of these histories is wrong in one place, and only there.</summary>
public sealed class AuditorTests
{
    private static readonly VenueAccountId Feed = History.Feed;
    private static readonly DateTimeOffset At = History.Start;

    // To 1.30 times what is needed.
    private const decimal Lacking = (1.3m * History.NeedOfOne) - 9_950m;

    private readonly History _history = new();

    [Fact]
    public void Deltas_WhenOneIsMissing_AreNoticed()
    {
        _history.Begin(1m);
        _history.Put(new DeltasAccepted(Feed, 1, 1, 2, []));
        _history.Wrong(new DeltasAccepted(Feed, 1, 4, 4, []));
    }

    [Fact]
    public void Deltas_WhenTakenOverTwice_AreNoticed()
    {
        _history.Begin(1m);
        _history.Put(new DeltasAccepted(Feed, 1, 1, 2, []));
        _history.Wrong(new DeltasAccepted(Feed, 1, 1, 2, []));
    }

    [Fact]
    public void Request_WhenCarriedOutTwice_IsNoticed()
    {
        _history.Begin(1m);
        _history.Put(new RequestAnswered(new RequestId("r"), new byte[32], string.Empty));
        _history.Wrong(new RequestAnswered(new RequestId("r"), new byte[32], string.Empty));
    }

    [Fact]
    public void State_WhenTheRatioSaysAnother_IsNoticed()
    {
        _history.Begin(1m);
        _history.Wrong(_history.Standing(9_950m, History.NeedOfOne, MarginState.Healthy));
    }

    [Fact]
    public void Call_WhenIssuedWithoutGroundsOrTwice_IsNoticed()
    {
        _history.Begin(1m);
        _history.Wrong(new CallIssued(PoolId.Cross, new Usd(Lacking), At + TimeSpan.FromHours(1), _history.Distress));
        _history.Fall();
        _history.Put(new CallIssued(PoolId.Cross, new Usd(Lacking), At + TimeSpan.FromHours(1), _history.Distress));
        _history.Wrong(new CallIssued(PoolId.Cross, new Usd(Lacking), At + TimeSpan.FromHours(1), _history.Distress));
        _history.Wrong(new CallExpired(_history.Book.Calls.OpenIn(PoolId.Cross)!.Id));
        _history.Wrong(new CallEnded(_history.Book.Calls.OpenIn(PoolId.Cross)!.Id, CallOutcome.Met, "nothing came", null));
    }

    [Theory]
    [InlineData(OrderSide.Ask, 1.001)] // beyond flat
    [InlineData(OrderSide.Bid, 0.5)] // adds
    public void Plan_WhenItDoesNotReduce_IsNoticed(OrderSide side, double quantity)
    {
        _history.Begin(1m);
        _history.Fall();
        _history.Wrong(new LiquidationPlanned(PoolId.Cross, [History.Step(side, (decimal)quantity)], PlanOutcome.ReachesTarget, [], _history.Distress));
    }

    [Fact]
    public void Leg_WhenAskedWithoutApprovalOrTwice_IsNoticed()
    {
        _history.Begin(1m);
        _history.Fall();
        var step = History.Step(OrderSide.Ask, 0.5m);
        _history.Put(new LiquidationPlanned(PoolId.Cross, [step], PlanOutcome.ReachesTarget, [], _history.Distress));
        var liquidation = new DecisionId(History.Id, _history.Version, 0);
        _history.Wrong(Leg());
        _history.Put(new LiquidationApproved(liquidation, null));
        _history.Put(Leg());
        _history.Wrong(Leg());

        LegRequested Leg() => new(liquidation, new DecisionId(History.Id, _history.Version + 1, 1), step.Legs[0], false, At + TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Deficit_WhenItIsNotPaidInFull_IsNoticed()
    {
        _history.Begin(1m);
        _history.Put(new DeficitRecorded(PoolId.Cross, default, new Usd(100m), _history.Evidence(-100m, History.NeedOfOne, MarginState.Takeover, isChecked: false)));
        var deficit = new DecisionId(History.Id, _history.Version, 0);
        _history.Put(new FundDrawGranted(deficit, new Usd(40m)));
        _history.Wrong(new DeficitSettled(deficit, new Usd(40m), new Usd(59.99m)));
        _history.Put(new DeficitSettled(deficit, new Usd(40m), new Usd(60m)));
    }

    [Fact]
    public void Acknowledgement_WhenItGoesBeyondAGap_IsNoticed()
    {
        var oracle = new FeedOracle(Feed, new Sometimes());
        Answer(oracle, new FeedAnswer(Feed, 1, 0, false, []), Sent(FrameKind.Snapshot, 0));
        Answer(oracle, new FeedAnswer(Feed, 1, 1, false, []), Sent(FrameKind.Delta, 1));
        Assert.Throws<PromiseBrokenException>(() => Answer(oracle, new FeedAnswer(Feed, 1, 3, false, []), Sent(FrameKind.Delta, 3)));
    }

    [Fact]
    public void Acknowledgement_AfterAnUncertainOne_MayRestOnEitherAndOnNothingElse()
    {
        var oracle = new FeedOracle(Feed, new Sometimes());
        Answer(oracle, new FeedAnswer(Feed, 1, 0, false, []), Sent(FrameKind.Snapshot, 0));
        oracle.Asked([Sent(FrameKind.Delta, 1)], new Ask<AccountAnswer>(() => { }));
        oracle.Crashed();
        Assert.Throws<PromiseBrokenException>(() => Answer(oracle, new FeedAnswer(Feed, 1, 0, false, []), Sent(FrameKind.Heartbeat, 1)));
        var again = new FeedOracle(Feed, new Sometimes());
        Answer(again, new FeedAnswer(Feed, 1, 0, false, []), Sent(FrameKind.Snapshot, 0));
        again.Asked([Sent(FrameKind.Delta, 1)], new Ask<AccountAnswer>(() => { }));
        again.Crashed();
        Answer(again, new FeedAnswer(Feed, 1, 1, false, []), Sent(FrameKind.Heartbeat, 1));
    }

    private static SentFrame Sent(FrameKind kind, long sequence) =>
        new(new FeedFrame { Kind = kind, Epoch = 1, Sequence = sequence, SaidAt = At }, IsBad: false);

    private static void Answer(FeedOracle oracle, FeedAnswer answer, SentFrame frame)
    {
        var ask = new Ask<AccountAnswer>(() => { });
        oracle.Asked([frame], ask);
        ask.Give(answer);
        oracle.Conclude();
    }
}
