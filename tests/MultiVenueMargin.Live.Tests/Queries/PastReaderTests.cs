using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Live.Queries;
using MultiVenueMargin.Live.Subscriptions;

namespace MultiVenueMargin.Live.Tests.Queries;

/// <summary>A moment of the past is the same, whether it is read from a snapshot on or from the first record.</summary>
public sealed class PastReaderTests
{
    private readonly World _world = World.Open(new LiveOptions { SnapshotEvery = 12 });
    private readonly AccountId _account;

    public PastReaderTests()
    {
        _account = _world.Account("main", 50_000m, 1m);
        for (var i = 1; i <= 40; i++)
        {
            _world.Fed(_account, World.FeedOf(_account), _world.Delta(1, i, 1m + (i / 10m)));
            _world.Price(90_000m + (100m * i));
        }
    }

    [Fact]
    public async Task Cursor_BeforeAtAndAfterSnapshots_ShowsWhatTheFirstRecordsShow()
    {
        var own = StreamId.Of(_account).Partition;
        var last = _world.Journal.LastPositionOf(StreamId.MarketPartition);
        var snapshot = (await _world.Journal.FindSnapshotAsync(StreamId.WholeMarket, long.MaxValue, default))!;
        var older = (await _world.Journal.FindSnapshotAsync(StreamId.WholeMarket, snapshot.Version - 1, default))!;
        Assert.InRange(older.Version, 2, snapshot.Version - 2);
        for (var position = 1L; position <= last; position++)
        {
            var account = Math.Max(1, _world.Journal.LastPositionOf(own) * position / last);
            var cursor = JournalCursor.At([new(own, account), new(StreamId.MarketPartition, position)]).Close();

            var market = await AssertSameAsync(new AsOf(cursor, null));

            var begins = position >= snapshot.Version ? snapshot.Version : position >= older.Version ? older.Version : 0;
            Assert.Equal(begins, market);
        }
    }

    [Fact]
    public async Task Instant_BeforeAtAndAfterSnapshots_ShowsWhatTheFirstRecordsShow()
    {
        var entries = await _world.Journal.ReadPartitionAsync(StreamId.MarketPartition, 0, int.MaxValue, default);
        var snapshot = (await _world.Journal.FindSnapshotAsync(StreamId.WholeMarket, long.MaxValue, default))!;
        foreach (var entry in entries)
        {
            await AssertSameAsync(new AsOf(null, entry.At.AddTicks(-1)));
            var market = await AssertSameAsync(new AsOf(null, entry.At));
            await AssertSameAsync(new AsOf(null, entry.At.AddTicks(1)));
            Assert.Equal(entry.Position >= snapshot.Version, market == snapshot.Version);
        }
    }

    [Fact]
    public async Task Account_WhenASnapshotLiesBeforeTheMoment_IsReadFromThereOn()
    {
        var stream = StreamId.Of(_account);
        var snapshot = (await _world.Journal.FindSnapshotAsync(stream, long.MaxValue, default))!;
        var journal = new WatchedJournal(_world.Journal);

        Assert.NotNull(await ReadAsync(journal, new AsOf(null, _world.Now)));

        Assert.InRange(snapshot.Version, 12, _world.Journal.HeadOf(stream).Version);
        Assert.Equal(snapshot.Version, journal.ReadFrom[stream.Code]);
    }

    [Fact]
    public async Task Moment_BeforeTheAccountWas_HasNone()
    {
        Assert.Null(await ReadAsync(new WatchedJournal(_world.Journal), new AsOf(null, World.Start.AddDays(-1))));
    }

    /// <summary>Compares, and says from which position the market was read on.</summary>
    private async Task<long> AssertSameAsync(AsOf moment)
    {
        var journal = new WatchedJournal(_world.Journal);
        var expected = await ReadAsync(new WatchedJournal(_world.Journal, hidesSnapshots: true), moment);
        var found = await ReadAsync(journal, moment);
        Assert.Equal(Said(expected), Said(found));
        return journal.ReadFrom.GetValueOrDefault($"{StreamId.MarketPartition}", 0);
    }

    private async Task<MarginView?> ReadAsync(WatchedJournal journal, AsOf moment) =>
        (await new PastReader(journal).ReadAsync(_account, moment, null, _world.Node.Board.Rules, default))?.Evaluate();

    private static string? Said(MarginView? view)
    {
        if (view is null)
        {
            return null;
        }

        var pools = view.Report.Pools.Select(pool => $"{pool.Pool} {pool.MaintenanceMargin} {pool.InitialMargin} {pool.Equity} {pool.State}");
        return $"{view.Version} {view.Market} {view.IsCurrent} {string.Join("; ", pools)}";
    }
}
