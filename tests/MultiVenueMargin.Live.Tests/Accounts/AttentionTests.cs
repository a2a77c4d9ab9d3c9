using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Live.Tests.Accounts;

/// <summary>Who is looked at, when, and in which order.</summary>
public sealed class AttentionTests
{
    [Fact]
    public void Accounts_WhenThePriceMoves_AreLookedAtWorstFirst()
    {
        using var world = World.Open(new LiveOptions { LooksPerCycle = 1, QuietLooks = false });
        var positions = new Dictionary<string, decimal> { ["calm"] = 0.1m, ["worst"] = 1m, ["middling"] = 0.5m, ["bad"] = 0.9m };
        foreach (var (name, quantity) in positions)
        {
            world.Account(name, 50_000m, quantity);
        }

        world.Pass(TimeSpan.FromSeconds(2));
        var mark = world.Node.Figures.Read(FigureMark.Beginning, null, 100).Next;
        world.Quote(80_000m);

        var order = world.Node.Figures.Read(mark, null, 100).Figures.Select(figures => figures.Account.Name).ToList();
        // Every fourth look is for the one that has waited longest; before it come the worst.
        Assert.Equal(["worst", "bad", "middling"], order.Take(3));
        Assert.Equal(positions.Count, order.Count);
    }

    [Fact]
    public void Accounts_WhenMoreAreDueThanABudget_AreAllLookedAtInTheEnd()
    {
        using var world = World.Open(new LiveOptions { LooksPerCycle = 2, QuietLooks = false });
        var accounts = Enumerable.Range(0, 12).Select(number => world.Account($"account-{number:00}", 50_000m, 0.1m)).ToList();
        world.Pass(TimeSpan.FromSeconds(2));

        world.Quote(90_000m);

        Assert.All(accounts, account => Assert.Equal(world.Node.Board.Stamp.Position, world.Node.Figures.Find(account)!.Market.Position));
    }

    [Fact]
    public void Accounts_WithoutAnyTraffic_AreNeverOlderThanTenSeconds()
    {
        using var world = World.Open();
        var account = world.Account("main", 50_000m, 1m);

        for (var second = 0; second < 90; second++)
        {
            world.Pass(TimeSpan.FromSeconds(1));
            Assert.True(world.Node.HealthAt(world.Now).OldestEvaluation <= TimeSpan.FromSeconds(10));
        }

        // Its feed has been silent for longer than what is fresh, and that has been decided without anybody asking.
        Assert.Equal(Freshness.Ageing, Assert.Single(world.View(account).Feeds).Grade);
        Assert.Contains(
            world.Records(ReadScope.Decisions), item => item.Record is FeedGraded { Grade: Freshness.Ageing });
    }

    [Fact]
    public void Feed_WhichStops_AsksForASnapshotInAMinuteAndIsSoundWhenItSpeaks()
    {
        using var world = World.Open();
        var account = world.Account("main", 50_000m, 1m);

        world.Pass(TimeSpan.FromSeconds(62));
        var silent = Assert.Single(world.Records(ReadScope.Decisions), item => item.Record is FeedSilent);
        Assert.InRange(silent.At - ((FeedSilent)silent.Record).Since, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(62));
        Assert.True(Assert.Single(world.View(account).Feeds).WantsSnapshot);
        world.Restart();
        Assert.True(Assert.Single(world.View(account).Feeds).WantsSnapshot);

        Assert.False(world.Fed(account, World.FeedOf(account), world.Heartbeat(1, 0)).WantsSnapshot);
        Assert.Single(world.Records(ReadScope.Decisions), item => item.Record is FeedSpoke);
    }

    [Fact]
    public void Deadline_OfACall_IsKeptToTheSecondWithoutTraffic()
    {
        using var world = World.Open();
        var account = world.Account("main", 50_000m, 1m, new AccountPolicy { Calls = new CallPolicy { Grace = TimeSpan.FromSeconds(61) } });
        world.Price(61_500m);
        var deadline = Assert.Single(world.View(account).Calls).Deadline;

        world.Pass(deadline - world.Now + TimeSpan.FromSeconds(1));

        var expired = Assert.Single(world.Records(ReadScope.Decisions), item => item.Record is CallExpired);
        Assert.InRange(expired.At, deadline, deadline + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Price_OfSomethingThatAnAccountDoesNotHold_IsNoReasonToLookAtIt()
    {
        using var world = World.Open(new LiveOptions { QuietLooks = false });
        var holder = world.Account("holder", 50_000m, 1m);
        var other = world.Account("other", 0m, 0m);
        world.Pass(TimeSpan.FromSeconds(1));
        var before = world.Node.Figures.Find(other)!.Market;

        world.Quote(99_000m);

        Assert.Equal(world.Node.Board.Stamp.Position, world.Node.Figures.Find(holder)!.Market.Position);
        Assert.True(world.Node.Figures.Find(other)!.Market.Position <= before.Position, "It holds nothing of bitcoin and was looked at for its price.");
    }
}
