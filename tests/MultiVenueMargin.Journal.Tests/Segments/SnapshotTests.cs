using MultiVenueMargin.Testing.Devices;
using static MultiVenueMargin.Journal.Tests.Segments.Driver;

namespace MultiVenueMargin.Journal.Tests.Segments;

public sealed class SnapshotTests
{
    private readonly SimulatedDevice _device = new(new Random(31));

    [Fact]
    public void Snapshot_WhenDurable_IsFoundAfterACrash()
    {
        var driver = Filled();
        Assert.Equal(CommitResult.Durable, Take(driver, 1, 2, "state at 2"));
        _device.Crash();
        driver.Reopen();

        var found = Find(driver, 1, long.MaxValue);
        Assert.Equal(2, found!.Version);
        Assert.Equal("state at 2"u8, found.State.Span);
        Assert.Equal(driver.Read(Stream(1), 1, 1)[0].Hash, found.Hash);
        Assert.Null(Find(driver, 1, 1));
        Assert.Null(Find(driver, 2, long.MaxValue));
    }

    [Fact]
    public void Snapshot_WhenNewerOnesExist_OnlyTwoAreKept()
    {
        var driver = Filled();
        for (var version = 1; version <= 4; version++)
        {
            Take(driver, 1, version, $"{version}");
        }

        driver.Rest();
        Assert.Equal(4, Find(driver, 1, long.MaxValue)!.Version);
        Assert.Equal(3, Find(driver, 1, 3)!.Version);
        Assert.Null(Find(driver, 1, 2));
        Assert.Equal(2, _device.List().Count(file => file.EndsWith(".snapshots", StringComparison.Ordinal)));
    }

    [Fact]
    public void Snapshot_WhenTheNewestIsCorrupt_IsSkippedForTheOneBefore()
    {
        var driver = Filled();
        Take(driver, 1, 2, "older");
        Take(driver, 1, 3, "newest");
        var newest = _device.List().Last(file => file.EndsWith(".snapshots", StringComparison.Ordinal));
        var bytes = _device.ShownImage()[newest];

        for (var offset = 0; offset < bytes.Length; offset++)
        {
            _device.FlipBit(newest, offset, offset % 8);
            var reopened = new Driver(new SimulatedDevice(new Random(1), _device.DurableImage()) { MostPolls = 0 });
            Assert.Equal("older"u8, Find(reopened, 1, long.MaxValue)!.State.Span);
            _device.FlipBit(newest, offset, offset % 8);
        }

        driver.Reopen();
        Assert.Equal("newest"u8, Find(driver, 1, long.MaxValue)!.State.Span);
    }

    [Fact]
    public void Snapshot_WhenItsHashIsNotTheChains_IsSkipped()
    {
        var driver = Filled();
        Assert.True(driver.Journal.TrySubmit(900, new StreamSnapshot(Stream(1), 2, driver.Journal.HeadOf(Stream(2)).Hash, Bytes("of another"))));
        driver.PollUntilQuiet();
        Assert.Null(Find(driver, 1, long.MaxValue));
    }

    [Fact]
    public void Snapshot_WhenOfAVersionThatIsNotDurable_Fails()
    {
        var driver = Filled();
        Assert.Equal(CommitResult.Failed, Take(driver, 1, 5, "too early"));
        Assert.Equal(CommitResult.Failed, Take(driver, 9, 1, "of nothing"));
    }

    [Theory]
    [InlineData(DeviceFault.NoSpaceToCreate, CommitResult.Failed)]
    [InlineData(DeviceFault.FailingWrite, CommitResult.Failed)]
    [InlineData(DeviceFault.FailingSync, CommitResult.Failed)]
    [InlineData(DeviceFault.FailingRename, CommitResult.Uncertain)]
    public void Snapshot_WhenTheDeviceFails_HarmsNoCommit(DeviceFault fault, CommitResult expected)
    {
        var driver = Filled();
        _device.FailNext(fault);
        Assert.Equal(expected, Take(driver, 1, 2, "unlucky"));
        Assert.True(driver.Journal.Health.IsSound);
        driver.Append(Stream(1), "goes on");
        Assert.Equal(CommitResult.Durable, Take(driver, 1, 3, "again"));
        Assert.Equal(3, Find(driver, 1, long.MaxValue)!.Version);
    }

    [Fact]
    public void Snapshots_WhenOfManyStreams_ShareAFile()
    {
        var driver = Filled();
        for (var i = 1; i <= 2; i++)
        {
            Assert.True(driver.Journal.TrySubmit(900 + i, new StreamSnapshot(Stream(i), 4, driver.Journal.HeadOf(Stream(i)).Hash, Bytes($"{i}"))));
        }

        Assert.All(driver.PollUntilQuiet(), outcome => Assert.Equal(CommitResult.Durable, outcome.Result));
        Assert.Single(_device.List(), file => file.EndsWith(".snapshots", StringComparison.Ordinal));
        Assert.Equal("1"u8, Find(driver, 1, 4)!.State.Span);
        Assert.Equal("2"u8, Find(driver, 2, 4)!.State.Span);
    }

    private static StreamSnapshot? Find(Driver driver, int stream, long atMost) =>
        driver.Journal.FindSnapshotAsync(Stream(stream), atMost, default).AsTask().GetAwaiter().GetResult();

    private static CommitResult Take(Driver driver, int stream, long version, string state)
    {
        var entries = driver.Read(Stream(stream), version - 1, 1);
        var hash = entries is [var entry] ? entry.Hash : default;
        Assert.True(driver.Journal.TrySubmit(900, new StreamSnapshot(Stream(stream), version, hash, Bytes(state))));
        return Assert.Single(driver.PollUntilQuiet(), outcome => outcome.Ticket == 900).Result;
    }

    private Driver Filled()
    {
        var driver = new Driver(_device);
        for (var i = 1; i <= 4; i++)
        {
            driver.Append(Stream(1), $"a{i}");
            driver.Append(Stream(2), $"b{i}");
        }

        return driver;
    }
}
