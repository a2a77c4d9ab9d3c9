using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Live.Markets;
using MultiVenueMargin.Live.Pipeline;

namespace MultiVenueMargin.Live.Tests.Markets;

/// <summary>The market goes on from what was written down of it, and is the same as if it had been read from its first slice.</summary>
public sealed class MarketSnapshotTests
{
    private static readonly string Market = $"{StreamId.MarketPartition}";

    [Fact]
    public void Board_WhenItGoesOnFromASnapshot_IsTheSameByteForByte()
    {
        using var world = Filled(snapshotEvery: 5);
        var snapshot = Newest(world)!;
        Assert.InRange(snapshot.Version, 5, world.Journal.LastPositionOf(StreamId.MarketPartition));

        var (fromSnapshot, fromBeginning) = (new WatchedJournal(world.Journal), new WatchedJournal(world.Journal, hidesSnapshots: true));
        var (board, other) = (BoardOver(fromSnapshot, world), BoardOver(fromBeginning, world));

        Assert.Equal(BytesOf(other), BytesOf(board));
        Assert.Equal(other.Current.Stamp, board.Current.Stamp);
        Assert.Equal(snapshot.Version, fromSnapshot.ReadFrom.GetValueOrDefault(Market, snapshot.Version));
        Assert.Equal(0, fromBeginning.ReadFrom[Market]);
    }

    [Fact]
    public void Process_WhenRestartedWithSnapshotsOrWithoutAny_ShowsTheMarketOfAllSlices()
    {
        using var world = Filled(snapshotEvery: 5);
        Assert.Equal(OfAllSlices(), Shown());

        world.Restart();
        Assert.Equal(OfAllSlices(), Shown());

        foreach (var file in world.Disk.List().Where(file => file.EndsWith(".snapshots", StringComparison.Ordinal)))
        {
            world.Disk.Delete(file);
        }

        world.Restart();
        Assert.Equal(OfAllSlices(), Shown());
        world.Price(70_000m);
        Assert.Equal(OfAllSlices(), Shown());

        (long, string) Shown() => (world.Node.Board.Stamp.Position, SliceOf(world.Node.Board));

        (long, string) OfAllSlices()
        {
            var board = BoardOver(new WatchedJournal(world.Journal, hidesSnapshots: true), world);
            return (board.Current.Stamp.Position, SliceOf(board.Current));
        }
    }

    [Fact]
    public void Snapshot_WhenTheProcessEnds_IsOfTheLastPosition()
    {
        using var world = Filled(snapshotEvery: 10_000);
        Assert.Null(Newest(world));

        world.Node.BeginDrain();
        world.Settle();

        Assert.Equal(world.Journal.LastPositionOf(StreamId.MarketPartition), Newest(world)!.Version);
        var journal = new WatchedJournal(world.Journal);
        BoardOver(journal, world);
        Assert.DoesNotContain(Market, journal.ReadFrom.Keys);
        Assert.Equal(world.Journal.HeadOf(RegisterNames.Rules).Version, RulesReadFrom(journal) + 1);
    }

    [Fact]
    public void Snapshot_WhenItsFileIsDamaged_IsPassedOverForTheOneBefore()
    {
        using var world = Filled(snapshotEvery: 5);
        var newest = Newest(world)!;
        var before = Newest(world, newest.Version - 1)!;
        var expected = BytesOf(BoardOver(new WatchedJournal(world.Journal), world));
        var file = world.Disk.ShownImage().Single(each => each.Value.AsSpan().IndexOf(newest.State.Span) >= 0);

        world.Disk.FlipBit(file.Key, file.Value.AsSpan().IndexOf(newest.State.Span) + (newest.State.Length / 2), 3);

        var journal = new WatchedJournal(world.Journal);
        Assert.Equal(expected, BytesOf(BoardOver(journal, world)));
        Assert.Equal(before.Version, journal.ReadFrom[Market]);
    }

    [Fact]
    public void Snapshot_WhenThisBuildCannotReadIt_IsPassedOverForTheOneBefore()
    {
        using var world = Filled(snapshotEvery: 5);
        var newest = Newest(world)!;
        var before = Newest(world, newest.Version - 1)!;
        var expected = BytesOf(BoardOver(new WatchedJournal(world.Journal), world));
        var later = newest.State.ToArray();
        later[0] = 99;

        Assert.True(world.Journal.TrySubmit(-1, newest with { State = later }));
        world.Settle();
        Assert.Equal(later, Newest(world)!.State.ToArray());

        var journal = new WatchedJournal(world.Journal);
        Assert.Equal(expected, BytesOf(BoardOver(journal, world)));
        Assert.True(journal.ReadFrom[Market] <= before.Version);
    }

    [Fact]
    public void Replay_WhereverItIsWrittenDown_GoesOnToTheSameBytes()
    {
        using var world = Filled(snapshotEvery: 10_000);
        var entries = Entries(world);
        var whole = new MarketReplay();
        foreach (var entry in entries)
        {
            whole.Take(entry);
        }

        for (var cut = 0; cut <= entries.Count; cut++)
        {
            var first = new MarketReplay();
            foreach (var entry in entries.Take(cut))
            {
                first.Take(entry);
            }

            var second = cut == 0 ? first : MarketReplay.Of(first.ToSnapshot());
            foreach (var entry in entries.Skip(cut))
            {
                second.Take(entry);
            }

            Assert.Equal(whole.ToSnapshot().State.ToArray(), second.ToSnapshot().State.ToArray());
            Assert.Equal((whole.Position, whole.LatestAt, whole.Hash), (second.Position, second.LatestAt, second.Hash));
        }

        Assert.Throws<InvalidOperationException>(() => whole.Take(entries[^1]));
        Assert.Throws<MalformedRecordException>(() => MarketReplay.Of(whole.ToSnapshot() with { Version = whole.Position - 1 }));
    }

    private static World Filled(int snapshotEvery)
    {
        var world = World.Open(new LiveOptions { SnapshotEvery = snapshotEvery });
        for (var i = 0; i < 23; i++)
        {
            world.SourcesQuoting = i % 4 == 0 ? 1 : 3;
            world.Price(80_000m + (100m * i));
        }

        return world;
    }

    private static StreamSnapshot? Newest(World world, long atMost = long.MaxValue) =>
        world.Journal.FindSnapshotAsync(StreamId.WholeMarket, atMost, default).AsTask().GetAwaiter().GetResult();

    private static IReadOnlyList<JournalEntry> Entries(World world) =>
        world.Journal.ReadPartitionAsync(StreamId.MarketPartition, 0, int.MaxValue, default).AsTask().GetAwaiter().GetResult();

    private static long RulesReadFrom(WatchedJournal journal) => journal.ReadFrom[RegisterNames.Rules.Code];

    private static MarketBoard BoardOver(IJournal journal, World world)
    {
        var board = new MarketBoard(journal, new CommitQueue(8, 1 << 20, 8, new Bell()), new LiveOptions());
        for (var i = 0; i < 20; i++)
        {
            board.RunOnce(world.Now);
        }

        Assert.True(board.IsUpToDate, board.Problem);
        return board;
    }

    private static string BytesOf(MarketBoard board) => $"{board.Current.Stamp} {board.Current.Rules.Version} {SliceOf(board.Current)}";

    private static string SliceOf(BoardView view)
    {
        var (writer, market) = (new CanonicalWriter(), view.Snapshot!);
        SliceCodec.Write(writer, new MarketSlice
        {
            Prices = market.Prices,
            Marks = market.Marks,
            Units = market.Units,
            Correlations = market.Correlations,
            StressFlag = market.StressFlag,
        });
        writer.Dictionary(market.Instruments, 1_000, ValueCodec.Write, InstrumentCodec.Write);
        writer.List([.. view.Doubtful.Order()], 1_000, ValueCodec.Write);
        return Convert.ToHexString(writer.Written);
    }
}
