using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Live.Replies;

namespace MultiVenueMargin.Live.Tests.Accounts;

/// <summary>
/// What one account, or too many requests, may cost the others (L8, L9): counted in turns, rounds and virtual time. How long a turn takes is for
/// <c>mvm bench engine</c> to say.
/// </summary>
public sealed class FairnessTests
{
    [Fact]
    public void HotAccount_WithThousandsOfUpdatesWaiting_TakesNoMoreThanItsTurnsBeforeEverybodyElse()
    {
        var options = new LiveOptions { TurnsPerAccount = 50 };
        using var world = World.Open(options);
        var hot = world.Account("hot", 50_000m, 1m);
        var others = Enumerable.Range(0, 8).Select(number => world.Account($"other-{number}", 50_000m, 1m)).ToList();
        var told = new List<AccountId>();

        for (var sequence = 1; sequence <= 2_000; sequence++)
        {
            Feed(world, hot, sequence, told);
        }

        others.ForEach(other => Feed(world, other, 1, told));
        world.Settle();

        Assert.Equal(2_000 + others.Count, told.Count);
        var last = others.Max(told.IndexOf);
        Assert.True(last < options.TurnsPerAccount + others.Count, $"the last of the others was answered as number {last + 1}");
        Assert.Equal(2_000, Assert.Single(world.View(hot).Feeds).Through);
    }

    /// <summary>The worst account comes first when accounts are looked at; while it cannot be, the others are all the same.</summary>
    [Fact]
    public void HotAccount_WhoseCommitsAreAllUnderWay_KeepsNobodyFromBeingLookedAt()
    {
        using var world = World.Open(new LiveOptions { CommitsPerAccount = 2, TurnsPerAccount = 1 });
        var hot = world.Account("hot", 50_000m, 1m);
        var others = Enumerable.Range(0, 8).Select(number => world.Account($"other-{number}", 500_000m, 1m)).ToList();
        others.ForEach(other => world.View(other));
        world.View(hot);
        world.Gate.IsHeld = true;
        for (var sequence = 1; sequence <= 4; sequence++)
        {
            world.Feed(hot, World.FeedOf(hot), world.Delta(1, sequence, 1m));
            world.Round();
        }

        world.Jump(TimeSpan.FromSeconds(1));
        world.Round();

        Assert.Equal(2, world.Node.Shards[0].Inbox.Count);
        Assert.All(others, other => Assert.Equal(world.Node.Board.Stamp.ValuedAt, world.Node.Figures.Find(other)!.Market.ValuedAt));
        Assert.True(world.Node.Figures.Find(hot)!.Market.ValuedAt < world.Now);

        world.Gate.IsHeld = false;
        world.Settle();
        Assert.Equal(world.Node.Board.Stamp.ValuedAt, world.Node.Figures.Find(hot)!.Market.ValuedAt);
    }

    /// <summary>Five times what is taken, for a minute: what is beyond the inbox is refused at once by name, what is acknowledged is right, and it is over when it is over.</summary>
    [Fact]
    public void Overload_OfFiveTimesTheRate_IsShedByNameAndLeavesNothingBehind()
    {
        const int Rate = 20;
        var options = new LiveOptions { TurnsPerCycle = Rate, TurnsPerAccount = Rate, InboxCapacity = 100, InboxShare = 100 };
        using var world = World.Open(options);
        var account = world.Account("main", 50_000m, 1m);
        var answers = new List<Answer<AccountAnswer>>();
        var sequence = 1;

        for (var second = 0; second < 60; second++)
        {
            for (var request = 0; request < 5 * Rate; request++)
            {
                var answer = world.Feed(account, World.FeedOf(account), world.Delta(1, sequence, sequence));
                answers.Add(answer);
                // Whoever is refused asks again with the same.
                sequence += answer.IsGiven ? 0 : 1;
            }

            Assert.True(world.Node.Shards[0].Inbox.Count <= options.InboxCapacity);
            world.Jump(TimeSpan.FromSeconds(1));
            world.Round();
        }

        var shed = answers.Where(answer => answer.Refused is not null).ToList();
        Assert.InRange(shed.Count, 60 * 3 * Rate, 60 * 5 * Rate);
        Assert.All(shed, answer => Assert.Equal((Refusal.Busy, true), (answer.Refused, answer.Message.Contains("wait already", StringComparison.Ordinal))));

        for (var second = 0; second < 10; second++)
        {
            // Two rounds in a second: now and then one is spent on waiting for what is under way, as when a state is written down.
            world.Jump(TimeSpan.FromSeconds(1));
            world.Round();
            world.Round();
        }

        Assert.Equal(0, world.Node.Shards[0].Inbox.Count);
        world.Settle();
        Assert.All(answers, answer => Assert.True(answer.IsGiven));
        var feed = Assert.Single(world.View(account).Feeds);
        Assert.Equal((answers.Count - shed.Count, false), (feed.Through, feed.NeedsSnapshot));
        Assert.Equal(feed.Through, Assert.Single(world.Margin(account).Book.Positions).Quantity.Value);
    }

    private static void Feed(World world, AccountId account, long sequence, List<AccountId> told) =>
        world.Node.Feed(new FeedBatch(account, World.FeedOf(account), [world.Delta(1, sequence, sequence)]), new ToldReply(account, told));

    private sealed class ToldReply(AccountId account, List<AccountId> told) : IReply<AccountAnswer>
    {
        public void Give(AccountAnswer answer) => told.Add(Assert.IsType<FeedAnswer>(answer) is { Refusals: [] } ? account : default);

        public void Refuse(Refusal reason, string message) => throw new InvalidOperationException($"{account} is refused: {message}");
    }
}
