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
    private static readonly AccountId Id = new(Street.Firm, "main");
    private static readonly VenueAccountId Feed = new(Street.Venues[0], "at-0");
    private static readonly InstrumentId Perpetual = Street.BtcPerpetual.Id;
    private static readonly DateTimeOffset At = Process.Start;

    private readonly AccountBook _book = new(Id, new Sometimes());
    private long _version;

    [Fact]
    public void Deltas_WhenOneIsMissing_AreNoticed()
    {
        Begin(1m);
        Put(new DeltasAccepted(Feed, 1, 1, 2, []));
        Wrong(new DeltasAccepted(Feed, 1, 4, 4, []));
    }

    [Fact]
    public void Deltas_WhenTakenOverTwice_AreNoticed()
    {
        Begin(1m);
        Put(new DeltasAccepted(Feed, 1, 1, 2, []));
        Wrong(new DeltasAccepted(Feed, 1, 1, 2, []));
    }

    [Fact]
    public void Request_WhenCarriedOutTwice_IsNoticed()
    {
        Begin(1m);
        Put(new RequestAnswered(new RequestId("r"), new byte[32], string.Empty));
        Wrong(new RequestAnswered(new RequestId("r"), new byte[32], string.Empty));
    }

    [Fact]
    public void State_WhenTheRatioSaysAnother_IsNoticed()
    {
        Begin(0.1m);
        Wrong(new MarginStateChanged(PoolId.Cross, MarginState.Unknown, MarginState.Healthy, MarginState.Healthy, Evidence(worst: 1_930m, maintenance: 1_650m, MarginState.Healthy)));
    }

    [Fact]
    public void Equity_WhenItIsNotThatOfTheBook_IsNoticed()
    {
        Begin(0.1m);
        Wrong(new MarginStateChanged(PoolId.Cross, MarginState.Unknown, MarginState.Healthy, MarginState.Healthy, Evidence(worst: 9_000m, maintenance: 1_650m, MarginState.Healthy)));
    }

    [Fact]
    public void Maintenance_WhenItIsLessThanAMoveCosts_IsNoticed()
    {
        Begin(0.1m);
        Wrong(new MarginStateChanged(PoolId.Cross, MarginState.Unknown, MarginState.Healthy, MarginState.Healthy, Evidence(worst: 9_950m, maintenance: 1_500m, MarginState.Healthy)));
    }

    [Fact]
    public void Call_WhenIssuedWithoutGroundsOrTwice_IsNoticed()
    {
        Begin(1m);
        Wrong(new CallIssued(PoolId.Cross, new Usd(11_500m), At + TimeSpan.FromHours(1), Distress));
        Fall();
        Put(new CallIssued(PoolId.Cross, new Usd(11_500m), At + TimeSpan.FromHours(1), Distress));
        Wrong(new CallIssued(PoolId.Cross, new Usd(11_500m), At + TimeSpan.FromHours(1), Distress));
        Wrong(new CallExpired(_book.Calls.OpenIn(PoolId.Cross)!.Id));
        Wrong(new CallEnded(_book.Calls.OpenIn(PoolId.Cross)!.Id, CallOutcome.Met, "nothing came", null));
    }

    [Theory]
    [InlineData(OrderSide.Ask, 1.001)] // beyond flat
    [InlineData(OrderSide.Bid, 0.5)] // adds
    public void Plan_WhenItDoesNotReduce_IsNoticed(OrderSide side, double quantity)
    {
        Begin(1m);
        Fall();
        Wrong(new LiquidationPlanned(PoolId.Cross, [Step(side, (decimal)quantity)], PlanOutcome.ReachesTarget, [], Distress));
    }

    [Fact]
    public void Leg_WhenAskedWithoutApprovalOrTwice_IsNoticed()
    {
        Begin(1m);
        Fall();
        var step = Step(OrderSide.Ask, 0.5m);
        Put(new LiquidationPlanned(PoolId.Cross, [step], PlanOutcome.ReachesTarget, [], Distress));
        var liquidation = new DecisionId(Id, _version, 0);
        Wrong(Leg());
        Put(new LiquidationApproved(liquidation, null));
        Put(Leg());
        Wrong(Leg());

        LegRequested Leg() => new(liquidation, new DecisionId(Id, _version + 1, 1), step.Legs[0], false, At + TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Deficit_WhenItIsNotPaidInFull_IsNoticed()
    {
        Begin(1m);
        Put(new DeficitRecorded(PoolId.Cross, default, new Usd(100m), Evidence(worst: -100m, maintenance: 16_500m, MarginState.Takeover, isChecked: false)));
        var deficit = new DecisionId(Id, _version, 0);
        Put(new FundDrawGranted(deficit, new Usd(40m)));
        Wrong(new DeficitSettled(deficit, new Usd(40m), new Usd(59.99m)));
        Put(new DeficitSettled(deficit, new Usd(40m), new Usd(60m)));
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

    /// <summary>10 000 dollars and so many perpetuals that were entered at 100 000 and stand there.</summary>
    private void Begin(decimal perpetuals)
    {
        Put(new AccountOpened(Id, new AccountPolicy(), Street.Client));
        Put(new FeedOpened(Feed, PoolId.Cross));
        Put(new SnapshotAccepted(Feed, 1, 0, FeedParts.All,
        [
            new BalanceFact(Street.Usdc, false, new Quantity(10_000m), default, default, BridgeClass.Native, null),
            new PositionFact(Perpetual, new Quantity(perpetuals), new Price(100_000m)),
        ]));
    }

    private void Fall() =>
        Put(new MarginStateChanged(PoolId.Cross, MarginState.Unknown, MarginState.Takeover, MarginState.Takeover, Distress));

    private Evidence Distress => Evidence(worst: 9_950m, maintenance: 16_500m, MarginState.Takeover);

    private Evidence Evidence(decimal worst, decimal maintenance, MarginState state, bool isChecked = true) => new(
        _version,
        new MarketStamp(1, At),
        Street.Rules.Version,
        new PoolFigures(
            PoolId.Cross,
            new Usd(worst),
            new Usd(worst),
            new Usd(worst),
            new Usd(maintenance),
            new Usd(maintenance * 1.25m),
            new Usd(Math.Max(0, (1.3m * maintenance) - worst)),
            new Usd(state >= MarginState.Call ? Math.Max(0, (1.3m * maintenance) - worst) : 0),
            state,
            state),
        // Without a price nothing can be held against it.
        isChecked ? new[] { Street.Usdc, Street.Btc }.ToDictionary(asset => asset, asset => new AssetMark { Mark = new Price(asset == Street.Btc ? 100_000m : 1m), AsOf = At }) : [],
        new Dictionary<InstrumentId, InstrumentMark> { [Perpetual] = new() { Mark = new Price(100_000m), AsOf = At } });

    private static PlannedStep Step(OrderSide side, decimal quantity) =>
        new(1, [new PlannedLeg(Street.Venues[0], Perpetual, side, new Quantity(quantity), new Price(99_000m))], [], Usd.Zero, Usd.Zero, Usd.Zero, Usd.Zero);

    private void Put(AccountRecord record) => _book.Take(Entry(++_version, record));

    private void Wrong(AccountRecord record) => Assert.Throws<PromiseBrokenException>(() => _book.Take(Entry(_version + 1, record)));

    private static Entry Entry(long version, AccountRecord record) => new(StreamId.Of(Id), version, version, At, string.Empty, record);
}
