using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.Live.Tests.Pipeline;

/// <summary>
/// Storage that answers every 500 ms of virtual time only, while everybody sends more than it takes (L3): everything that waits has a limit by
/// name, in number and in bytes, and what is beyond is refused as busy.
/// </summary>
public sealed class SlowStorageTests
{
    private const int FactsOfLargest = 40;

    private static readonly TimeSpan Answers = TimeSpan.FromMilliseconds(500);

    private static readonly LiveOptions Options = new()
    {
        InboxCapacity = 120,
        InboxShare = 60,
        InboxBytes = 200_000,
        InboxShareBytes = 60_000,
        TurnsPerAccount = 8,
        BytesPerCommit = 4_000,
        CommitsUnderWay = 16,
        CommitsPerAccount = 8,
        CommitBytesUnderWay = 12_000,
        RestingAnswers = 20,
        RegisterInboxCapacity = 30,
        QuestionInboxCapacity = 30,
        CommitsPerRegister = 4,
    };

    [Fact]
    public void Storage_WhichAnswersEveryHalfSecond_BoundsEverythingThatWaitsInNumberAndBytes()
    {
        using var world = World.Open(Options);
        var accounts = Enumerable.Range(0, 6).Select(number => world.Account($"a{number}", 500_000m, 1m)).ToList();
        var sequences = accounts.ToDictionary(account => account, _ => 1L);
        var acknowledged = new List<(AccountId Account, Answer<AccountAnswer> Answer)>();
        var reads = new List<Answer<object?>>();
        var commands = new List<Answer<RegisterAnswer>>();
        var questions = new List<Answer<int>>();
        var (mostCommits, mostBytes) = (0, 0L);

        for (var half = 0; half < 40; half++)
        {
            world.Gate.IsHeld = true;
            world.Jump(Answers);
            for (var burst = 0; burst < 30; burst++)
            {
                foreach (var account in accounts)
                {
                    var answer = world.Feed(account, World.FeedOf(account), Large(world, sequences[account]));
                    sequences[account] += answer.IsGiven ? 0 : 1;
                    acknowledged.Add((account, answer));
                    reads.Add(Read(world, account));
                }

                commands.Add(world.Send(new RegisterInstitution(new InstitutionId($"FIRM-{half}-{burst}"), "Firm") { Request = world.NextRequest(), By = Street.Alice }));
                var question = new Answer<int>();
                world.Node.Questions.OfInstitutions(register => 1, question);
                questions.Add(question);
                world.Round();
                HoldsItsLimits(world);
                (mostCommits, mostBytes) = (Math.Max(mostCommits, world.Node.Queue.UnderWay), Math.Max(mostBytes, world.Node.Queue.BytesUnderWay));
            }

            world.Gate.IsHeld = false;
            for (var round = 0; round < 20; round++)
            {
                world.Round();
                HoldsItsLimits(world);
            }
        }

        // It was as much as may be, so that the limits were what held it.
        Assert.True(mostBytes >= Options.CommitBytesUnderWay, $"at most {mostBytes} bytes and {mostCommits} commits were under way");
        Assert.Contains(acknowledged, each => each.Answer.Refused == Refusal.Busy && each.Answer.Message.Contains("bytes", StringComparison.Ordinal));
        Assert.Contains(commands, answer => answer.Refused == Refusal.Busy);
        Assert.Contains(questions, answer => answer.Refused == Refusal.Busy);
        world.Settle();
        Assert.Equal((0, 0L, 0, 0L), (world.Node.Shards[0].Inbox.Count, world.Node.Shards[0].Inbox.Bytes, world.Node.Queue.UnderWay, world.Node.Queue.BytesUnderWay));

        Assert.All(acknowledged, each => Assert.True(each.Answer.IsGiven));
        Assert.All(reads, answer => Assert.True(answer.IsGiven));
        Assert.All(commands, answer => Assert.True(answer.IsGiven));
        Assert.All(questions, answer => Assert.True(answer.IsGiven));
        Assert.All(acknowledged, each => Assert.True(each.Answer.Refused is null or Refusal.Busy, each.Answer.Message));
        foreach (var account in accounts)
        {
            var taken = acknowledged.Count(each => each.Account == account && each.Answer.Refused is null);
            Assert.Equal((taken, false), (Assert.Single(world.View(account).Feeds).Through, Assert.Single(world.View(account).Feeds).NeedsSnapshot));
        }
    }

    /// <summary>What a commit may hold is bounded by bytes as well, so that large inputs in a row do not become one that the journal refuses for its size.</summary>
    [Fact]
    public void LargeInputs_ManyInARow_BecomeCommitsThatTheJournalTakes()
    {
        using var world = World.Open(new LiveOptions { BytesPerCommit = 64 * 1024 });
        var account = world.Account("main", 500_000m, 1m);

        // In one commit they would be more than the 256 KiB that this journal takes at once.
        var answers = Enumerable.Range(1, 200).Select(sequence => world.Feed(account, World.FeedOf(account), Large(world, sequence))).ToList();
        world.Settle();

        Assert.All(answers, answer => Assert.True(answer.Refused is null, answer.Message));
        Assert.Equal(200, Assert.Single(world.View(account).Feeds).Through);
    }

    /// <summary>A read records nothing, so that no limit of commits holds it; what it took out of the account waits with it.</summary>
    [Fact]
    public void Reads_WhileStorageIsHeld_RestUpToTheirLimitAndWaitInTheInboxBeyond()
    {
        using var world = World.Open(Options);
        var account = world.Account("main", 500_000m, 1m);
        world.Gate.IsHeld = true;
        world.Feed(account, World.FeedOf(account), world.Delta(1, 1, 2m));
        world.Round();

        var reads = new List<Answer<object?>>();
        for (var number = 0; number < 200; number++)
        {
            reads.Add(Read(world, account));
            world.Round();
            Assert.InRange(world.Node.Shards[0].Keeper.Find(account)!.Lane.Resting, 0, Options.RestingAnswers + Options.TurnsPerAccount);
            Assert.InRange(world.Node.Shards[0].Inbox.Count, 0, Options.InboxShare);
        }

        Assert.Contains(reads, answer => answer.Refused == Refusal.Busy);
        world.Gate.IsHeld = false;
        world.Settle();
        Assert.All(reads, answer => Assert.True(answer.IsGiven));
        // Some of what rests are figures.
        Assert.InRange(reads.Count(answer => answer.Refused is null), Options.InboxShare + 1, Options.InboxShare + Options.RestingAnswers + Options.TurnsPerAccount);
    }

    private static void HoldsItsLimits(World world)
    {
        var inbox = world.Node.Shards[0].Inbox;
        Assert.InRange(inbox.Count, 0, Options.InboxCapacity);
        Assert.InRange(inbox.Bytes, 0, Options.InboxBytes);

        // Room is asked for before a commit is begun: it may be one beyond, of which the last input may be of any size.
        Assert.InRange(world.Node.Queue.UnderWay, 0, Options.CommitsUnderWay + 1 + Options.CommitsPerRegister);
        Assert.InRange(world.Node.Queue.BytesUnderWay, 0, Options.CommitBytesUnderWay + Options.BytesPerCommit + LargestRecords + (Options.CommitsPerRegister * 1_000));
        foreach (var number in Enumerable.Range(0, 6))
        {
            var lane = world.Node.Shards[0].Keeper.Find(new AccountId(Street.Firm, $"a{number}"))!.Lane;
            Assert.InRange(lane.PendingCommits, 0, Options.CommitsPerAccount);
            Assert.InRange(lane.Resting, 0, Options.RestingAnswers + Options.TurnsPerAccount);
        }
    }

    private const int LargestRecords = FactsOfLargest * 100;

    private static FeedFrame Large(World world, long sequence) => world.Delta(1, sequence, sequence) with
    {
        Facts =
        [
            Street.Position(sequence % 5),
            .. Enumerable.Range(0, FactsOfLargest - 1).Select(number =>
                new OrderFact($"order-with-a-longer-name-{number}", Street.BtcPerpetual, OrderSide.Bid, new Quantity(0.001m * (1 + (sequence % 9))), new Price(90_000m))),
        ],
    };

    private static Answer<object?> Read(World world, AccountId account)
    {
        var answer = new Answer<object?>();
        world.Node.Read(account, static context => context.Account.Version, answer);
        return answer;
    }
}
