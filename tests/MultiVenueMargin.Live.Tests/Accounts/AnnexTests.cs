using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Live.Accounts;
using MultiVenueMargin.Live.Queries;
using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.Live.Tests.Accounts;

/// <summary>
/// A large account moves to the annex of its shard, whatever is under way meanwhile, and what it costs is paid there. What it costs is for
/// <c>mvm bench engine --giant</c> to say.
/// </summary>
public sealed class AnnexTests
{
    private const int Perpetuals = 20;

    private static readonly LiveOptions Options = new() { LargeBeyondLines = 8, QuietLooks = false };

    [Fact]
    public void Account_WhichGrowsLarge_IsInTheAnnexByteForByteAndNeverOutOfSight()
    {
        using var world = Open();
        var account = world.Account("main", 5_000_000m, 1m);
        world.Pass(TimeSpan.FromSeconds(10));
        var sequence = 0L;
        foreach (var held in Enumerable.Range(0, Perpetuals).Chunk(5))
        {
            world.Feed(account, World.FeedOf(account), Holding(world, ++sequence, held));
            for (var cycle = 0; cycle < 60; cycle++)
            {
                Cycle(world, cycle);
                Assert.Equal([account], world.Node.AccountsBeyond(null, 10));
                Assert.NotNull(world.Node.Figures.Find(account));
                var health = world.Node.HealthAt(world.Now);
                Assert.True(health.IsReady, health.ToString());
                // Between its two loops it may be counted in both, and is never counted in none.
                Assert.InRange(health.Accounts, 1, 2);
                Assert.True(health.OldestEvaluation is null || health.OldestEvaluation < TimeSpan.FromSeconds(11), $"{health.OldestEvaluation}");
            }
        }

        Assert.True(IsInAnnex(world, account));
        Assert.Equal(1, world.Node.HealthAt(world.Now).Accounts);
        Assert.Equal(Perpetuals + 1, world.Margin(account).Book.Positions.Count);
        world.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(world.View(account).Version, world.Node.Figures.Find(account)!.Version);
        var bytes = BytesOf(world, account);
        world.Restart();
        Assert.Equal(bytes, BytesOf(world, account));
        Assert.True(IsInAnnex(world, account));
    }

    [Fact]
    public void Account_WhichIsSentMoreAtOnceThanALargeOneHas_MovesBeforeItTakesIt()
    {
        using var world = Open();
        var account = world.Account("main", 5_000_000m, 1m);
        var answer = world.Feed(account, World.FeedOf(account), Holding(world, 1, Enumerable.Range(0, Perpetuals)));

        for (var cycle = 0; cycle < 60; cycle++)
        {
            Cycle(world, cycle);
            Assert.InRange(world.Node.Shards[0].Keeper.Find(account)?.Account?.Lines ?? 0, 0, Options.LargeBeyondLines);
        }

        Assert.Equal(1, Assert.IsType<FeedAnswer>(answer.Value).Through);
        Assert.Equal(Perpetuals + 2, world.Node.Shards[1].Keeper.Find(account)!.Account!.Lines);
    }

    /// <summary>The strongest that can be said of it: whatever is done to a large account takes for ever, and nobody else is held up by anything.</summary>
    [Fact]
    public async Task Others_WhileTheAnnexStandsStill_AreServedLookedAtAndWrittenDown()
    {
        using var world = Open(Options with { SnapshotEvery = 5 });
        var (large, small) = (Large(world, "large"), world.Account("small", 500_000m, 1m));
        world.View(small);
        var (behind, margin, open) = (world.Feed(large, World.FeedOf(large), world.Delta(1, 2, 2m)), new Answer<object?>(), new OpenPool(new PoolId("basis"), "b") { Account = large, Request = world.NextRequest(), By = Street.Client });
        world.Node.Read(large, AccountPicture.Of, margin);
        var opened = world.Send(open);

        for (var second = 1; second <= 20; second++)
        {
            world.Node.Publish(world.BatchOf(100_000m + second), new Answer<MarketAnswer>());
            var answer = world.Feed(small, World.FeedOf(small), world.Delta(1, second, second));
            world.Jump(TimeSpan.FromSeconds(1));
            for (var cycle = 0; cycle < 200; cycle++)
            {
                world.Node.RunCore(world.Now);
                world.Node.Shards[0].RunOnce(world.Now);
            }

            Assert.Equal(second, Assert.IsType<FeedAnswer>(answer.Value).Through);
            Assert.Equal(world.Node.Board.Stamp, world.Node.Figures.Find(small)!.Market);
        }

        var written = await world.Journal.FindSnapshotAsync(StreamId.Of(small), long.MaxValue, CancellationToken.None);
        Assert.True(written!.Version > 15, $"written down at {written.Version}");
        Assert.False(behind.IsGiven || margin.IsGiven || opened.IsGiven);
        Assert.True(world.Node.HealthAt(world.Now).OldestEvaluation >= TimeSpan.FromSeconds(20));
        world.Settle();
        Assert.Equal(2, Assert.IsType<FeedAnswer>(behind.Value).Through);
        Assert.True(margin.IsGiven && opened.IsGiven);
        Assert.Equal(world.Node.Board.Stamp, world.Node.Figures.Find(large)!.Market);
    }

    [Fact]
    public void Requests_WhichWaitWhileItLeaves_AreTakenThereInTheirOrder()
    {
        using var world = Open();
        var account = world.Account("main", 5_000_000m, 1m);
        world.Gate.IsHeld = true;
        var first = world.Feed(account, World.FeedOf(account), world.Delta(1, 1, 2m));
        world.Settle();
        var answers = new List<Answer<AccountAnswer>> { world.Feed(account, World.FeedOf(account), Holding(world, 2, Enumerable.Range(0, Perpetuals))) };
        world.Settle();
        Assert.Equal((1, 1), (world.Node.Shards[0].Leaving, world.Node.Shards[0].Inbox.Count));
        answers.AddRange(Enumerable.Range(3, 6).Select(sequence => world.Feed(account, World.FeedOf(account), world.Delta(1, sequence, sequence))));
        world.Settle();
        Assert.DoesNotContain(answers.Prepend(first), answer => answer.IsGiven);

        world.Gate.IsHeld = false;
        world.Settle();

        Assert.True(IsInAnnex(world, account));
        Assert.All(answers.Prepend(first), answer => Assert.Empty(Assert.IsType<FeedAnswer>(answer.Value).Refusals));
        Assert.Equal([1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L], answers.Prepend(first).Select(answer => ((FeedAnswer)answer.Value).Through));
        Assert.Equal((0, 0), (world.Node.Shards[0].Inbox.Count, world.Node.Shards[1].Inbox.Count));
    }

    /// <summary>What it decided before it left is not durable: it is read again where it was, and moves then.</summary>
    [Fact]
    public void Commit_WhichFailsWhileItLeaves_HasItReadAgainBeforeItMoves()
    {
        using var world = Open();
        var account = world.Account("main", 5_000_000m, 1m);
        Intrude(world, account, 1);
        var fenced = world.Feed(account, World.FeedOf(account), world.Delta(1, 1, 2m));
        world.Node.Shards[0].RunOnce(world.Now);
        var waiting = world.Feed(account, World.FeedOf(account), Holding(world, 2, Enumerable.Range(0, Perpetuals)));
        world.Node.Shards[0].RunOnce(world.Now);
        Assert.Equal(1, world.Node.Shards[0].Leaving);
        Assert.NotNull(world.Node.Shards[0].Keeper.Find(account));

        world.Settle();

        Assert.Equal(Refusal.NotDurable, fenced.Refused);
        Assert.Equal(2, Assert.IsType<FeedAnswer>(waiting.Value).Through);
        Assert.True(IsInAnnex(world, account));
        Assert.Equal(7m, world.Margin(account).Book.Positions.Single(position => position.Instrument == Street.BtcPerpetual).Quantity.Value);
        Assert.Equal(world.Journal.HeadOf(StreamId.Of(account)).Version, world.View(account).Version);
    }

    [Fact]
    public void Commit_WhichFailsInTheAnnex_HasItReadAgainThere()
    {
        using var world = Open();
        var (large, small) = (Large(world, "large"), world.Account("small", 500_000m, 1m));
        var neighbour = world.Node.Shards[0].Keeper.Find(small)!.Account;
        Intrude(world, large, 2);

        var fenced = world.Feed(large, World.FeedOf(large), world.Delta(1, 2, 2m));
        world.Settle();

        Assert.Equal(Refusal.NotDurable, fenced.Refused);
        Assert.True(IsInAnnex(world, large));
        Assert.Same(neighbour, world.Node.Shards[0].Keeper.Find(small)!.Account);
        Assert.Equal(7m, world.Margin(large).Book.Positions.Single(position => position.Instrument == Street.BtcPerpetual).Quantity.Value);
        Assert.Equal(3, world.Fed(large, World.FeedOf(large), world.Delta(1, 3, 3m)).Through);
    }

    [Fact]
    public void Storage_WhichRefusesAtAnyStepOfAMove_LosesNothingAndTheAccountArrives()
    {
        for (var step = 0; step <= 24; step++)
        {
            using var world = Open();
            var (account, first, second) = BeginMove(world, step);
            world.Gate.IsRefusing = true;
            world.Pass(TimeSpan.FromSeconds(3));
            world.Gate.IsRefusing = false;
            world.Pass(TimeSpan.FromSeconds(5));

            var through = Assert.Single(world.View(account).Feeds).Through;
            Assert.True(through >= (second.Refused is null ? 2 : first.Refused is null ? 1 : 0), $"step {step}: {through}");
            Assert.True(first.IsGiven && second.IsGiven);
            foreach (var sequence in new[] { 1, 2 }.Where(each => each > through))
            {
                world.Fed(account, World.FeedOf(account), sequence == 1 ? world.Delta(1, 1, 2m) : Holding(world, 2, Enumerable.Range(0, Perpetuals)));
            }

            Assert.Equal(2, Assert.Single(world.View(account).Feeds).Through);
            Assert.True(IsInAnnex(world, account), $"step {step}");
        }
    }

    [Fact]
    public void Crash_AtAnyStepOfAMove_LosesNothingThatWasAcknowledged()
    {
        for (var step = 0; step <= 24; step++)
        {
            using var world = Open();
            var (account, first, second) = BeginMove(world, step);
            world.Restart();

            var through = Assert.Single(world.View(account).Feeds).Through;
            Assert.True(through >= (second.IsGiven ? 2 : first.IsGiven ? 1 : 0), $"step {step}: {through}");
            Assert.Equal(1, world.Node.HealthAt(world.Now).Accounts);
            Assert.Equal(through == 2, IsInAnnex(world, account));
        }
    }

    [Fact]
    public async Task End_WantedAtAnyStepOfAMove_FinishesWhatWasTakenAndWritesTheStateDown()
    {
        var (leaving, arriving) = (0, 0);
        for (var step = 0; step <= 24; step++)
        {
            using var world = Open();
            var (account, first, second) = BeginMove(world, step);
            leaving += world.Node.Shards[0].Leaving;
            arriving += world.Node.Shards[1].Arriving;

            world.Node.BeginDrain();
            world.Settle();

            Assert.True(world.Node.IsDrained, $"step {step}");
            Assert.Equal((1, 2), (((FeedAnswer)first.Value).Through, ((FeedAnswer)second.Value).Through));
            var snapshot = await world.Journal.FindSnapshotAsync(StreamId.Of(account), long.MaxValue, CancellationToken.None);
            Assert.Equal(world.Journal.HeadOf(StreamId.Of(account)).Version, snapshot!.Version);
        }

        // Every kind of step was met.
        Assert.InRange(leaving, 1, 24);
        Assert.InRange(arriving, 1, 24);
    }

    [Fact]
    public void Account_WhichIsFlagged_IsFlaggedOnceWhereverItIs()
    {
        using var world = Open();
        var account = world.Account("main", 5_000_000m, 1m);
        var resident = world.Node.Shards[0].Keeper.Find(account)!;
        resident.IsFlagged = true;
        world.Fed(account, World.FeedOf(account), world.Delta(1, 1, 2m));
        Assert.Equal([account], world.Node.FlaggedAccounts());

        world.Fed(account, World.FeedOf(account), Holding(world, 2, Enumerable.Range(0, Perpetuals)));

        Assert.True(IsInAnnex(world, account));
        Assert.Equal([account], world.Node.FlaggedAccounts());
        // What an old queue still holds has no state that could be changed by mistake.
        Assert.Equal((null, Resident.NoRow, false), (resident.Account, resident.Row, resident.IsDue));
    }

    private static World Open(LiveOptions? options = null)
    {
        var world = World.Open(options ?? Options);
        world.Done(new ListInstruments([.. Enumerable.Range(0, Perpetuals).Select(each => new Perpetual(Held(each), Street.Bitcoin, ContractStyle.Linear, Street.Usdc, 1m))])
        {
            Request = world.NextRequest(),
            By = Street.Alice,
        });
        return world;
    }

    private static AccountId Large(World world, string name)
    {
        var account = world.Account(name, 5_000_000m, 1m);
        world.Fed(account, World.FeedOf(account), Holding(world, 1, Enumerable.Range(0, Perpetuals)));
        Assert.True(IsInAnnex(world, account));
        return account;
    }

    /// <summary>An account that is told something, and then so much that it moves, some cycles ago.</summary>
    private static (AccountId Account, Answer<AccountAnswer> First, Answer<AccountAnswer> Second) BeginMove(World world, int cycles)
    {
        var account = world.Account("main", 5_000_000m, 1m);
        var first = world.Feed(account, World.FeedOf(account), world.Delta(1, 1, 2m));
        world.Node.Shards[0].RunOnce(world.Now);
        var second = world.Feed(account, World.FeedOf(account), Holding(world, 2, Enumerable.Range(0, Perpetuals)));
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            Cycle(world, cycle);
        }

        return (account, first, second);
    }

    /// <summary>Of one loop, each in its turn.</summary>
    private static void Cycle(World world, int number)
    {
        switch (number % 3)
        {
            case 0:
                world.Node.Shards[0].RunOnce(world.Now);
                break;
            case 1:
                world.Node.RunCore(world.Now);
                break;
            default:
                world.Node.Shards[1].RunOnce(world.Now);
                break;
        }
    }

    /// <summary>Another writer comes first, with a delta of its own.</summary>
    private static void Intrude(World world, AccountId account, long sequence)
    {
        var head = world.Journal.HeadOf(StreamId.Of(account));
        var delta = new DeltasAccepted(World.FeedOf(account), 1, sequence, sequence, [Street.Position(7m)]);
        Assert.True(world.Journal.TrySubmit(-1, new Commit(head.Stream, head.Version, world.Now, [RecordCodec.BytesOf(delta)])));
    }

    private static InstrumentId Held(int number) => new($"PERP-{number}");

    private static FeedFrame Holding(World world, long sequence, IEnumerable<int> held) =>
        world.Delta(1, sequence, 1m) with { Facts = [.. held.Select(each => new PositionFact(Held(each), new Quantity(0.01m), new Price(100_000m)))] };

    private static bool IsInAnnex(World world, AccountId account)
    {
        var (shard, annex) = (world.Node.Shards[0].Keeper.Find(account), world.Node.Shards[1].Keeper.Find(account));
        Assert.Single(new[] { shard, annex }, each => each is not null);
        return annex is not null;
    }

    private static string BytesOf(World world, AccountId account)
    {
        var answer = new Answer<object?>();
        world.Node.Read(account, context =>
        {
            var writer = new CanonicalWriter();
            context.Account.WriteTo(writer);
            return Convert.ToHexString(writer.Written);
        }, answer);
        world.Settle();
        return Assert.IsType<string>(answer.Value);
    }
}
