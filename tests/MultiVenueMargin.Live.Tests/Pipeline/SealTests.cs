using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Journal.Seals;

namespace MultiVenueMargin.Live.Tests.Pipeline;

public sealed class SealTests
{
    [Fact]
    public async Task Seals_AsTimePasses_AreSignedAndFollowEachOther()
    {
        using var key = SealKey.Create();
        using var world = World.Open(sealKey: key);
        var account = world.Account("main", 50_000m, 1m);

        for (var minute = 1; minute <= 3; minute++)
        {
            world.Fed(account, World.FeedOf(account), world.Delta(1, minute, minute));
            world.Pass(TimeSpan.FromSeconds(61));
        }

        world.Restart();
        world.Fed(account, World.FeedOf(account), world.Delta(1, 4, 4m));
        world.Pass(TimeSpan.FromSeconds(61));

        var entries = await world.Journal.ReadStreamAsync(Seal.Stream, 0, 100, CancellationToken.None);
        var seals = entries.Select(entry => Seal.Read(Assert.Single(entry.Records))!).ToList();
        Assert.InRange(seals.Count, 4, 6);
        Assert.All(seals, seal => Assert.True(key.Signed(seal)));
        Assert.Equal(Enumerable.Range(1, seals.Count).Select(number => (long)number), seals.Select(seal => seal.Sequence));
        Assert.DoesNotContain(world.Records(ReadScope.All), item => item.Stream == Seal.Stream);
    }

    [Fact]
    public async Task Process_WhenDrained_IsSealedLast()
    {
        using var key = SealKey.Create();
        using var world = World.Open(sealKey: key);
        var account = world.Account("main", 50_000m, 1m);
        world.Fed(account, World.FeedOf(account), world.Delta(1, 1, 2m));

        world.Node.BeginDrain();
        world.Settle();

        Assert.True(world.Node.IsDrained);
        var entries = await world.Journal.ReadStreamAsync(Seal.Stream, 0, 100, CancellationToken.None);
        var last = Seal.Read(Assert.Single(entries[^1].Records))!;
        // It covers everything but itself.
        for (var partition = 0; partition < StreamId.Partitions; partition++)
        {
            var own = partition == Seal.Stream.Partition ? 1 : 0;
            Assert.Equal(world.Journal.LastPositionOf(partition), last.Positions[partition] + own);
        }
    }
}
