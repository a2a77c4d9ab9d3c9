using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Simulation.Actors;
using MultiVenueMargin.Simulation.Auditing;

namespace MultiVenueMargin.Simulation.Tests;

/// <summary>What an auditor is told of one account, record by record. Until a test plants something in it, it is right.</summary>
internal sealed class History
{
    public static readonly AccountId Id = new(Street.Firm, "main");
    public static readonly VenueAccountId Feed = new(Street.Venues[0], "at-0");
    public static readonly VenueAccountId OtherFeed = new(Street.Venues[1], "at-0");
    public static readonly InstrumentId Perpetual = Street.BtcPerpetual.Id;
    public static readonly DateTimeOffset Start = Process.Start;

    public AccountBook Book { get; } = new(Id, new Sometimes());

    public long Version { get; private set; }

    /// <summary>When the next record is written.</summary>
    public DateTimeOffset At { get; set; } = Start;

    /// <summary>What one perpetual needs: 16 % of 100 000, and LIQ of half a spread of 5 bp and 0.7·3 %·√(1/500 000).</summary>
    public const decimal NeedOfOne = 16_000m + 50m + 2.96984849m;

    /// <summary>A tenth of it: the impact is that of √(0.1/500 000).</summary>
    public const decimal NeedOfATenth = 1_600m + 5m + 0.09391486m;

    /// <summary>10 000 dollars and so many perpetuals that were entered at 100 000 and stand there.</summary>
    public void Begin(decimal perpetuals)
    {
        Put(new AccountOpened(Id, new AccountPolicy(), Street.Client));
        Put(new FeedOpened(Feed, PoolId.Cross));
        Put(new SnapshotAccepted(Feed, 1, 0, FeedParts.All,
        [
            Balance(10_000m),
            new PositionFact(Perpetual, new Quantity(perpetuals), new Price(100_000m)),
        ]));
    }

    /// <summary>A second venue account, with 1 000 dollars.</summary>
    public void Join()
    {
        Put(new FeedOpened(OtherFeed, PoolId.Cross));
        Put(new SnapshotAccepted(OtherFeed, 1, 0, FeedParts.All, [Balance(1_000m)]));
    }

    public static BalanceFact Balance(decimal dollars) => new(Street.Usdc, false, new Quantity(dollars), default, default, BridgeClass.Native, null);

    public void Fall() =>
        Put(new MarginStateChanged(PoolId.Cross, MarginState.Unknown, MarginState.Takeover, MarginState.Takeover, Distress));

    public Evidence Distress => Evidence(9_950m, NeedOfOne, MarginState.Takeover);

    /// <summary>The first state that a pool is in.</summary>
    public MarginStateChanged Standing(decimal equity, decimal maintenance, MarginState state = MarginState.Healthy) =>
        new(PoolId.Cross, MarginState.Unknown, state, state, Evidence(equity, maintenance, state));

    public Evidence Evidence(decimal equity, decimal maintenance, MarginState state, bool isChecked = true) => new(
        Version,
        new MarketStamp(1, At),
        Street.Rules.Version,
        new PoolFigures(
            PoolId.Cross,
            new Usd(equity),
            new Usd(equity),
            new Usd(equity),
            new Usd(maintenance),
            new Usd(maintenance * 1.25m),
            new Usd(Math.Max(0, (1.3m * maintenance) - equity)),
            new Usd(state >= MarginState.Call ? Math.Max(0, (1.3m * maintenance) - equity) : 0),
            state,
            state),
        // Without a price nothing can be held against it.
        isChecked ? new[] { Street.Usdc, Street.Btc }.ToDictionary(asset => asset, asset => new AssetMark { Mark = new Price(asset == Street.Btc ? 100_000m : 1m), AsOf = At }) : [],
        Street.Perpetuals.ToDictionary(each => each.Id, each => new InstrumentMark { Mark = new Price(100_000m), AsOf = At }));

    public static PlannedStep Step(OrderSide side, decimal quantity) =>
        new(1, [new PlannedLeg(Street.Venues[0], Perpetual, side, new Quantity(quantity), new Price(99_000m))], [], Usd.Zero, Usd.Zero, Usd.Zero, Usd.Zero);

    /// <summary>Records of one commit.</summary>
    public void Put(params AccountRecord[] records)
    {
        var commit = Version + 1;
        foreach (var record in records)
        {
            Book.Take(Entry(++Version, commit, record));
        }
    }

    /// <summary>This record, in a commit of its own, is noticed. The history is spoilt then, but for records that are refused at once.</summary>
    public void Wrong(AccountRecord record) => Assert.Throws<PromiseBrokenException>(() => Book.Take(Entry(Version + 1, Version + 1, record)));

    private Entry Entry(long version, long commit, AccountRecord record) => new(StreamId.Of(Id), version, commit, At, string.Empty, record);
}
