using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Live.Replies;
using MultiVenueMargin.Platform.Conformance;

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
        using var world = World.Open(new LiveOptions { CommitsPerAccount = 2, TurnsPerAccount = 1, QuietLooks = false });
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

    /// <summary>The market moves every 200 ms. The large one is looked at once in a rest, the small one every time, and nobody is older than promised.</summary>
    [Fact]
    public void LargeAccount_AfterALook_RestsWhileTheOthersGoOn()
    {
        var options = new LiveOptions { LargeBeyondLines = 8, RestPerLine = TimeSpan.FromMilliseconds(100), LookEvery = TimeSpan.FromSeconds(6), QuietLooks = false };
        using var world = World.Open(options);
        var large = Large(world, 20);
        var small = world.Account("small", 500_000m, 1m);
        var seen = new Dictionary<AccountId, HashSet<long>> { [large] = [], [small] = [] };

        for (var step = 0; step < 60; step++)
        {
            world.Quote(100_000m + step);
            world.Pass(TimeSpan.FromMilliseconds(200));
            foreach (var (account, positions) in seen)
            {
                var market = world.Node.Figures.Find(account)!.Market;
                positions.Add(market.Position);
                Assert.True(world.Now - market.ValuedAt <= options.LookEvery, $"{account} is of {market.ValuedAt:O} at {world.Now:O}");
            }
        }

        // 12 s at a rest of 22 × 100 ms; what is published is conflated to 400 ms.
        Assert.InRange(seen[large].Count, 4, 7);
        Assert.InRange(seen[small].Count, 28, 61);
    }

    /// <summary>A deadline of its own ends the rest: a call is overdue to the second, however large the account is.</summary>
    [Fact]
    public void LargeAccount_WithADeadline_IsLookedAtWhenItComes()
    {
        using var world = World.Open(new LiveOptions { LargeBeyondLines = 1, RestPerLine = TimeSpan.FromHours(1) });
        var large = Large(world, 20);
        for (var second = 0; second < 300; second++)
        {
            var due = world.Node.Shards[1].Keeper.Find(large)!.Account!.NextDeadline;
            world.Pass(TimeSpan.FromSeconds(1));
            Assert.False(
                due <= world.Now && world.Node.Shards[1].Keeper.Find(large)!.Account!.NextDeadline == due,
                $"what was due at {due:O} has not been looked at by {world.Now:O}");
        }
    }

    [Fact]
    public void LargeAccount_WhichRestsWhenTheClockGoesBack_IsLookedAtAllTheSame()
    {
        using var world = World.Open(new LiveOptions { LargeBeyondLines = 1 });
        var large = Large(world, 20);
        world.Pass(TimeSpan.FromSeconds(10));

        world.Jump(TimeSpan.FromMinutes(-1));
        world.Fed(large, World.FeedOf(large), world.Delta(1, 2, 2m));

        Assert.Equal(world.View(large).Version, world.Node.Figures.Find(large)!.Version);
    }

    /// <summary>Accounts of some size in one cycle are as many as its budget of lines, so that inputs have their turn between them.</summary>
    [Fact]
    public void Accounts_OfSomeSize_AreNotAllLookedAtBeforeInputsHaveTheirTurn()
    {
        using var world = World.Open(new LiveOptions { LinesPerCycle = 1, QuietLooks = false });
        var accounts = Enumerable.Range(0, 6).Select(number => world.Account($"a{number}", 500_000m, 1m)).ToList();
        world.Pass(TimeSpan.FromSeconds(1));
        world.Node.Publish(world.BatchOf(100_500m), new Answer<MarketAnswer>());
        world.Jump(TimeSpan.FromSeconds(1));
        var moved = new HashSet<AccountId>();
        var before = accounts.ToDictionary(account => account, account => world.Node.Figures.Find(account)!.Market);

        for (var round = 0; round < 100; round++)
        {
            world.Round();
            var now = accounts.Where(account => world.Node.Figures.Find(account)!.Market.Position > before[account].Position).ToList();
            Assert.InRange(now.Count - moved.Count, 0, 1);
            moved.UnionWith(now);
        }

        Assert.Equal(accounts.Count, moved.Count);
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

    private static AccountId Large(World world, int positions)
    {
        InstrumentId[] held = [.. Enumerable.Range(0, positions).Select(number => new InstrumentId($"PERP-{number}"))];
        world.Done(new ListInstruments([.. held.Select(each => new Perpetual(each, Street.Bitcoin, ContractStyle.Linear, Street.Usdc, 1m))]) { Request = world.NextRequest(), By = Street.Alice });
        var account = world.Account("large", 5_000_000m, 1m);
        var frame = world.Delta(1, 1, 1m) with { Facts = [.. held.Select(each => new PositionFact(each, new Quantity(0.01m), new Price(100_000m)))] };
        Assert.Empty(world.Fed(account, World.FeedOf(account), frame).Refusals);
        return account;
    }

    private static void Feed(World world, AccountId account, long sequence, List<AccountId> told) =>
        world.Node.Feed(new FeedBatch(account, World.FeedOf(account), [world.Delta(1, sequence, sequence)]), new ToldReply(account, told));

    private sealed class ToldReply(AccountId account, List<AccountId> told) : IReply<AccountAnswer>
    {
        public void Give(AccountAnswer answer) => told.Add(Assert.IsType<FeedAnswer>(answer) is { Refusals: [] } ? account : default);

        public void Refuse(Refusal reason, string message) => throw new InvalidOperationException($"{account} is refused: {message}");
    }
}
