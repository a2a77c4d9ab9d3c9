using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Journal.Archiving;
using MultiVenueMargin.Journal.Seals;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Live.Queries;
using MultiVenueMargin.Live.Subscriptions;
using MultiVenueMargin.Platform.Conformance;
using MultiVenueMargin.Testing.Devices;

namespace MultiVenueMargin.Live.Tests.Subscriptions;

/// <summary>A cursor with which a reader cannot go on without a hole is refused by name.</summary>
public sealed class CursorCheckTests
{
    private static readonly StreamId Bitcoin = StreamId.Market("BTC");

    private readonly SimulatedDevice _device = new(new Random(61)) { MostPolls = 0 };
    private readonly List<CommitOutcome> _outcomes = [];
    private long _ticket;

    [Fact]
    public async Task Cursor_OfAnotherJournal_IsRefusedAlthoughItsPositionsAreHere()
    {
        using var one = World.Open();
        one.Account("one", 50_000m, 1m);
        using var other = World.Open(bitcoin: 90_000m);
        other.Account("two", 10_000m, 2m);
        other.Account("three", 10_000m, 2m);
        var end = await one.Node.Reader.EndAsync(CancellationToken.None);
        Assert.Empty((await one.Node.Reader.ReadAsync(end, ReadScope.All, 10, CancellationToken.None)).Items);

        var refused = await RefusedAsync(() => other.Node.Reader.ReadAsync(end, ReadScope.All, 10, CancellationToken.None));

        Assert.Equal(Refusal.CursorInvalid, refused.Reason);
        Assert.Equal(refused.Message, (await RefusedAsync(() => new PastReader(other.Journal).ReadAsync(
            new AccountId(Street.Firm, "two"), new AsOf(end, null), null, other.Node.Board.Rules, CancellationToken.None))).Message);
    }

    /// <summary>
    /// A backup was restored, and the platform went on from there. Who had read beyond that point has read what is no longer so, and must not go on as if it
    /// were; who had not, goes on.
    /// </summary>
    [Fact]
    public async Task Cursor_MadeBeyondThePointThatWasRestored_IsRefusedAlsoWhenTheJournalHasPassedIt()
    {
        var journal = Open(_device);
        Fill(journal, 5);
        var image = _device.DurableImage();
        var before = await ReaderOf(journal).EndAsync(CancellationToken.None);
        Fill(journal, 2);
        var beyond = (await ReaderOf(journal).ReadAsync(before, ReadScope.All, 1, CancellationToken.None)).Next;

        var restored = Open(new SimulatedDevice(new Random(62), image) { MostPolls = 0 });
        Assert.Equal(Refusal.CursorInvalid, (await RefusedAsync(() => ReaderOf(restored).ReadAsync(beyond, ReadScope.All, 10, CancellationToken.None))).Reason);
        Assert.Equal(Refusal.CursorInvalid, Assert.Throws<RefusedException>(() => ReaderOf(restored).Open(beyond)).Reason);
        Fill(restored, 20);

        var refused = await RefusedAsync(() => ReaderOf(restored).ReadAsync(beyond, ReadScope.All, 10, CancellationToken.None));
        Assert.Equal(Refusal.CursorInvalid, refused.Reason);
        Assert.Equal(20, (await ReaderOf(restored).ReadAsync(before, ReadScope.All, 100, CancellationToken.None)).Items.Count);
    }

    [Fact]
    public async Task Cursor_BehindWhichSegmentsWereArchived_IsRefusedAndALaterOneGoesOn()
    {
        using var key = SealKey.Create();
        var journal = Open(_device);
        Fill(journal, 30);
        var early = (await ReaderOf(journal).ReadAsync(Cursor.Beginning, ReadScope.All, 5, CancellationToken.None)).Next;
        Fill(journal, 170);
        var late = await ReaderOf(journal).BehindAsync(StreamId.MarketPartition, 198, CancellationToken.None);
        await ArchiveAsync(journal, key);

        var reader = ReaderOf(journal);
        foreach (var cursor in new[] { Cursor.Beginning, early })
        {
            var refused = await RefusedAsync(() => reader.ReadAsync(cursor, ReadScope.All, 10, CancellationToken.None));
            Assert.Equal(Refusal.CursorCompacted, refused.Reason);
        }

        var page = await reader.ReadAsync(late, ReadScope.All, 10, CancellationToken.None);
        Assert.Equal([199L, 200L], page.Items.Select(item => item.Version));
        Assert.Equal(page.Next, (await reader.ReadAsync(page.Next, ReadScope.All, 10, CancellationToken.None)).Next);
        Assert.Empty((await reader.ReadAsync(await reader.EndAsync(CancellationToken.None), ReadScope.All, 10, CancellationToken.None)).Items);
    }

    private static async Task<RefusedException> RefusedAsync<T>(Func<ValueTask<T>> ask) =>
        await Assert.ThrowsAsync<RefusedException>(async () => await ask());

    private static SegmentJournal Open(SimulatedDevice device) => SegmentJournal.Open(device, new SegmentJournalOptions
    {
        SegmentBytes = 32 * 1024,
        GroupBytes = 4096,
        CommitBytes = 8192,
        InFlightBytes = 64 * 1024,
    });

    private static JournalReader ReaderOf(SegmentJournal journal) => new(journal, new LiveOptions());

    /// <summary>Whoever writes here writes at another second, so that no entry is that of another time.</summary>
    private void Fill(SegmentJournal journal, int commits)
    {
        for (var i = 0; i < commits; i++)
        {
            var version = journal.HeadOf(Bitcoin).Version;
            var record = RecordCodec.BytesOf(new SlicePublished(1, version + 1, new MarketSlice()));
            _ticket++;
            Assert.True(journal.TrySubmit(_ticket, new Commit(Bitcoin, version, World.Start.AddSeconds(_ticket), [record])));
            Assert.Equal(CommitResult.Durable, Conclude(journal).Result);
        }
    }

    private CommitOutcome Conclude(SegmentJournal journal)
    {
        _outcomes.Clear();
        for (var polls = 0; journal.IsBusy && polls < 100_000; polls++)
        {
            journal.Poll(_outcomes);
        }

        return Assert.Single(_outcomes);
    }

    private void Write(SegmentJournal journal, StreamSnapshot snapshot)
    {
        Assert.True(journal.TrySubmit(++_ticket, snapshot));
        Assert.Equal(CommitResult.Durable, Conclude(journal).Result);
    }

    private async Task ArchiveAsync(SegmentJournal journal, SealKey key)
    {
        var head = journal.HeadOf(Bitcoin);
        Write(journal, new StreamSnapshot(Bitcoin, head.Version, head.Hash, new byte[8]));
        Write(journal, new StreamSnapshot(StreamId.WholeMarket, journal.LastPositionOf(StreamId.MarketPartition), head.Hash, new byte[8]));
        var sealer = await Sealer.OpenAsync(journal, key, CancellationToken.None);
        Assert.True(sealer.TrySeal(World.Start.AddSeconds(++_ticket), _ticket));
        Assert.True(sealer.TryComplete(Conclude(journal)));
        var archive = new SegmentArchive(journal, _device, new SimulatedDevice(new Random(63)) { MostPolls = 0 });
        Assert.True(await archive.CopyAsync(2, CancellationToken.None) > 0);
        for (var rest = 0; rest < 200; rest++)
        {
            journal.Poll(_outcomes);
        }

        Assert.True(archive.TryRelease());
    }
}
