using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Quarantine;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Live.Tests.Accounts;

/// <summary>An input that throws hurts nobody but whoever sent it (L7).</summary>
public sealed class PoisonTests
{
    [Fact]
    public void Input_WhenItThrows_IsRefusedAndPutAsideAfterThreeTimes()
    {
        using var world = World.Open();
        var (account, other) = (world.Account("main", 50_000m, 1m), world.Account("other", 50_000m, 1m));

        for (var attempt = 1; attempt <= 4; attempt++)
        {
            var poison = Poison(world, account);
            var sound = world.Feed(other, World.FeedOf(other), world.Delta(1, attempt, attempt));
            world.Settle();

            Assert.Equal(Refusal.Malformed, poison.Refused);
            Assert.Equal(attempt > 3, poison.Message.Contains("put aside", StringComparison.Ordinal));
            Assert.Equal(attempt, Assert.IsType<FeedAnswer>(sound.Value).Through);
        }

        Assert.Equal(3, world.Node.Meter.Faults.Count);
        Assert.Equal([account], world.Node.FlaggedAccounts());
        Assert.Equal(1, world.Fed(account, World.FeedOf(account), world.Delta(1, 1, 2m)).Through);
        Assert.Equal(2m, Assert.Single(world.Margin(account).Book.Positions).Quantity.Value);
    }

    /// <summary>Evidence outlives the process, the ban does not: the next build may well work on it.</summary>
    [Fact]
    public void Input_WhenPutAside_LeavesATraceAndIsTriedAfreshAfterARestart()
    {
        using var world = World.Open(new LiveOptions { SnapshotEvery = 5 });
        var account = world.Account("main", 50_000m, 1m);
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            world.Feed(account, World.FeedOf(account), world.Heartbeat(1, 7), null!);
            world.Settle();
        }

        var trace = Assert.IsType<InputQuarantined>(Assert.Single(world.Records(ReadScope.Decisions), item => item.Record is InputQuarantined).Record);
        Assert.Equal(($"feed {World.FeedOf(account)} epoch 1 sequence 7", nameof(NullReferenceException), 3), (trace.Input, trace.Fault, trace.Attempts));
        Assert.Contains(world.Margin(account).Notices, notice => notice.StartsWith("1 inputs could not be worked on", StringComparison.Ordinal));

        for (var sequence = 1; sequence <= 6; sequence++)
        {
            world.Fed(account, World.FeedOf(account), world.Delta(1, sequence, 2m));
        }

        world.Restart();
        Assert.Equal([account], world.Node.FlaggedAccounts());
        Assert.Contains(world.Margin(account).Notices, notice => notice.StartsWith("1 inputs could not be worked on", StringComparison.Ordinal));
        var again = world.Feed(account, World.FeedOf(account), world.Heartbeat(1, 9), null!);
        world.Settle();
        Assert.DoesNotContain("put aside", again.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_AroundOneThatThrows_KeepTheirEffect()
    {
        using var world = World.Open();
        var account = world.Account("main", 50_000m, 1m);

        var before = world.Feed(account, World.FeedOf(account), world.Delta(1, 1, 2m));
        var poison = Poison(world, account);
        var after = world.Feed(account, World.FeedOf(account), world.Delta(1, 2, 3m));
        world.Settle();

        Assert.Equal(1, Assert.IsType<FeedAnswer>(before.Value).Through);
        Assert.Equal(Refusal.Malformed, poison.Refused);
        Assert.Equal(2, Assert.IsType<FeedAnswer>(after.Value).Through);
    }

    /// <summary>The turn that throws has changed the state before it does: what was decided before it rests on none of that.</summary>
    [Fact]
    public void Inputs_AroundOneThatThrowsHalfway_KeepTheirEffect()
    {
        using var world = World.Open();
        var account = world.Account("main", 50_000m, 1m);

        var before = world.Feed(account, World.FeedOf(account), world.Delta(1, 1, 2m));
        var poison = world.Feed(account, World.FeedOf(account), world.Heartbeat(1, 7), null!);
        var after = world.Feed(account, World.FeedOf(account), world.Delta(1, 2, 3m));
        world.Settle();

        Assert.Equal(1, Assert.IsType<FeedAnswer>(before.Value).Through);
        Assert.Equal(Refusal.Malformed, poison.Refused);
        Assert.Equal(2, Assert.IsType<FeedAnswer>(after.Value).Through);
    }

    [Fact]
    public void Read_WhenItThrows_IsRefusedAndHurtsNobodyElse()
    {
        using var world = World.Open();
        var account = world.Account("main", 50_000m, 1m);

        var read = new Answer<object?>();
        world.Node.Read(account, static _ => throw new InvalidOperationException("a bug"), read);
        var fed = world.Feed(account, World.FeedOf(account), world.Delta(1, 1, 2m));
        world.Settle();

        Assert.Equal(Refusal.Malformed, read.Refused);
        Assert.Equal(1, Assert.IsType<FeedAnswer>(fed.Value).Through);
        Assert.Equal(1, world.Node.Meter.Faults.Count);
    }

    /// <summary>Frames that no code expects: none at all, not even an empty list.</summary>
    private static Answer<AccountAnswer> Poison(World world, AccountId account) => world.Feed(account, World.FeedOf(account), null!);
}
