using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal.Archiving;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Seals;
using MultiVenueMargin.Journal.Tests.Seals;
using MultiVenueMargin.Journal.Tests.Segments;
using MultiVenueMargin.Journal.Verification;
using MultiVenueMargin.Testing.Devices;
using static MultiVenueMargin.Journal.Tests.Segments.Driver;

namespace MultiVenueMargin.Journal.Tests.Archiving;

public sealed class SegmentArchiveTests : IDisposable
{
    private readonly SealKey _key = SealKey.Create();
    private readonly SimulatedDevice _device = new(new Random(61));
    private readonly SimulatedDevice _archive = new(new Random(62)) { MostPolls = 0 };

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task Segments_WhenCoveredBySnapshotsAndASeal_MoveAndNothingIsLost()
    {
        var driver = new Driver(_device);
        BackupTests.Fill(driver, 60);
        var archive = new SegmentArchive(driver.Journal, _device, _archive);
        Assert.Equal(0, await archive.CopyAsync(10, default));
        await SealAsync(driver);
        Assert.Equal(0, await archive.CopyAsync(10, default));
        Snapshot(driver);
        var heads = driver.Journal.Heads();

        var copied = await archive.CopyAsync(10, default);
        Assert.InRange(copied, 2, 5);
        driver.Rest();
        Assert.True(archive.TryRelease());
        Assert.Equal(copied, _archive.List().Count);
        Assert.DoesNotContain("0000000001.segment", _device.List());

        for (var again = 0; again < 2; again++)
        {
            // Who asks for what was moved is told where to go on, and can.
            var partition = Stream(0).Partition;
            var compacted = Assert.Throws<CompactedException>(() => driver.Read(partition));
            Assert.Equal(compacted.FirstKept, driver.Read(partition, compacted.FirstKept - 1, 5)[0].Position);
            Assert.Throws<CompactedException>(() => driver.Read(partition, compacted.FirstKept - 2));
            Assert.Throws<CompactedException>(() => driver.Read(Stream(1)));
            var head = driver.Journal.HeadOf(Stream(1));
            Assert.Equal(head.Hash, driver.Read(Stream(1), head.Version - 1)[^1].Hash);
            Assert.Equal(heads, driver.Journal.Heads());
            driver.Reopen();
        }

        // Together they are the whole journal; alone, each half still checks what it holds.
        var whole = new JournalVerifier(new JoinedStorage(_archive, _device), [_key]);
        Assert.True(whole.Verify(), whole.Found?.ToString());
        Assert.Equal(61, whole.Entries);
        Assert.Equal(heads, whole.Heads);
        var live = new JournalVerifier(_device, [_key]);
        Assert.True(live.Verify(), live.Found?.ToString());
        Assert.InRange(live.Entries, 1, 59);
        Assert.Equal(heads, live.Heads);

        BackupTests.Fill(driver, 30);
        driver.Reopen();
        var backup = new SimulatedDevice(new Random(63)) { MostPolls = 0 };
        var restored = new SimulatedDevice(new Random(64)) { MostPolls = 0 };
        Backup.Copy(BackupPoint.Of(driver.Journal, At(1)), new JoinedStorage(_archive, _device), backup);
        Backup.Restore(backup, restored, [_key]);
        Assert.Equal(91, new Driver(restored).Read(Stream(0).Partition).Count);
    }

    [Fact]
    public async Task Release_WhenPowerFailsDuringIt_LosesNothing()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var device = new SimulatedDevice(new Random(seed));
            var archiveDevice = new SimulatedDevice(new Random(seed)) { MostPolls = 0 };
            var driver = new Driver(device);
            BackupTests.Fill(driver, 60);
            await SealAsync(driver);
            Snapshot(driver);
            driver.Rest();
            var heads = driver.Journal.Heads();
            var archive = new SegmentArchive(driver.Journal, device, archiveDevice);
            Assert.True(await archive.CopyAsync(10, default) > 0);
            var before = device.DurableImage();
            Assert.True(archive.TryRelease());

            // As it is when power fails between the origin and the last deletion.
            var image = device.DurableImage().ToDictionary();
            foreach (var (name, bytes) in before.Where(file => !image.ContainsKey(file.Key)).Take(seed % 3))
            {
                image.Add(name, bytes);
            }

            var reopened = new Driver(new SimulatedDevice(new Random(seed), image));
            Assert.Equal(heads, reopened.Journal.Heads());
        }
    }

    [Fact]
    public async Task Segments_WithSlicesInThem_StayUntilTheWholeMarketHasASnapshot()
    {
        var driver = new Driver(_device);
        for (var i = 0; i < 60; i++)
        {
            var market = StreamId.Market($"coin-{i % 3}");
            Assert.Equal(CommitResult.Durable, driver.Commit(market, driver.Journal.HeadOf(market).Version, new byte[1500]).Result);
        }

        await SealAsync(driver);
        Snapshot(driver);
        var archive = new SegmentArchive(driver.Journal, _device, _archive);
        Assert.Equal(0, await archive.CopyAsync(10, default));

        var last = driver.Read(StreamId.MarketPartition)[^1];
        Assert.True(driver.Journal.TrySubmit(900, new StreamSnapshot(StreamId.WholeMarket, last.Position, last.Hash, Bytes("the market"))));
        Assert.All(driver.PollUntilQuiet(), outcome => Assert.Equal(CommitResult.Durable, outcome.Result));
        Assert.InRange(await archive.CopyAsync(10, default), 2, 5);
        driver.Rest();
        Assert.True(archive.TryRelease());

        // Nothing of it need be read any more.
        driver.Reopen();
        Assert.Equal("the market"u8, driver.FindSnapshot(StreamId.WholeMarket, long.MaxValue)!.State.Span);
    }

    [Fact]
    public async Task Origin_WhenAnyBitFlips_IsRefused()
    {
        var driver = new Driver(_device);
        BackupTests.Fill(driver, 60);
        await SealAsync(driver);
        Snapshot(driver);
        var archive = new SegmentArchive(driver.Journal, _device, _archive);
        await archive.CopyAsync(10, default);
        driver.Rest();
        Assert.True(archive.TryRelease());
        var image = _device.DurableImage();
        for (var offset = 0; offset < image["origin"].Length; offset += 3)
        {
            var flipped = new SimulatedDevice(new Random(1), image) { MostPolls = 0 };
            flipped.FlipBit("origin", offset, offset % 8);
            Assert.Equal("origin", Assert.Throws<JournalCorruptedException>(() => new Driver(flipped)).File);
        }
    }

    private static void Snapshot(Driver driver)
    {
        foreach (var (i, head) in driver.Journal.Heads().Where(head => head.Stream != Seal.Stream).Index())
        {
            Assert.True(driver.Journal.TrySubmit(800 + i, new StreamSnapshot(head.Stream, head.Version, head.Hash, Bytes("state"))));
        }

        Assert.All(driver.PollUntilQuiet(), outcome => Assert.Equal(CommitResult.Durable, outcome.Result));
    }

    private async Task SealAsync(Driver driver) => SealTests.Seal(driver, await Sealer.OpenAsync(driver.Journal, _key, default));
}
