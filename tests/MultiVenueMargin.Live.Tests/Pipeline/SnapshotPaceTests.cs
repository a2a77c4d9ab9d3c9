using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Live.Pipeline;

namespace MultiVenueMargin.Live.Tests.Pipeline;

public sealed class SnapshotPaceTests
{
    private static readonly LiveOptions Options = new() { SnapshotEvery = 100, SnapshotBytes = 1_000 };

    [Fact]
    public void State_IsDueAfterSoManyRecordsOrBytes()
    {
        var pace = new SnapshotPace(Options);
        pace.Add(999);
        Assert.False(pace.IsDue(99));
        Assert.True(pace.IsDue(100));
        pace.Add(1);
        Assert.True(pace.IsDue(1));

        pace.Wrote(1, stateBytes: 10);
        Assert.False(pace.IsDue(1));
        Assert.False(pace.IsDue(100));
        Assert.True(pace.IsDue(101));
        Assert.Equal(1, pace.Version);
    }

    [Fact]
    public void State_WhenItIsLarge_WaitsForFourTimesItsSize()
    {
        var pace = new SnapshotPace(Options);
        pace.Begin(snapshotVersion: 7, stateBytes: 500, bytesSince: 1_500);
        Assert.False(pace.IsDue(20));
        pace.Add(499);
        Assert.False(pace.IsDue(20));
        pace.Add(1);
        Assert.True(pace.IsDue(20));
    }

    /// <summary>There is room for two at a time; nobody is passed over for it.</summary>
    [Fact]
    public void Process_WhenItEndsWithMoreStatesThanWaitAtOnce_WritesThemAllDown()
    {
        using var world = World.Open(new LiveOptions { WaitingSnapshots = 2 });
        var accounts = Enumerable.Range(0, 9).Select(each => world.Account($"a{each}", 50_000m, 1m)).ToList();

        world.Node.BeginDrain();
        world.Settle();

        Assert.True(world.Node.IsDrained);
        Assert.All(accounts, account => Assert.Equal(
            world.Journal.HeadOf(StreamId.Of(account)).Version,
            VersionWrittenDown(world, account)));
    }

    [Fact]
    public void Account_WhenItsUpdatesComeInLargeRecords_IsWrittenDownByTheirBytes()
    {
        using var world = World.Open(new LiveOptions { SnapshotBytes = 2_000 });
        var account = world.Account("main", 50_000m, 1m);
        for (var sequence = 1; sequence <= 300; sequence += 60)
        {
            world.Fed(account, World.FeedOf(account), [.. Enumerable.Range(sequence, 60).Select(each => world.Delta(1, each, each / 10m))]);
        }

        world.Settle();

        Assert.InRange(VersionWrittenDown(world, account), 4, 100);
    }

    private static long VersionWrittenDown(World world, AccountId account) =>
        world.Journal.FindSnapshotAsync(StreamId.Of(account), long.MaxValue, default).AsTask().GetAwaiter().GetResult()?.Version ?? 0;
}
