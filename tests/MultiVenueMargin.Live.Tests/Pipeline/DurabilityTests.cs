using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Live.Queries;

namespace MultiVenueMargin.Live.Tests.Pipeline;

/// <summary>What is told rests on what is durable, and on nothing else.</summary>
public sealed class DurabilityTests
{
    [Fact]
    public void Acknowledgement_WhileTheDeviceIsHeld_IsNotGiven()
    {
        using var world = World.Open(new LiveOptions { QuietLooks = false });
        var account = world.Account("main", 50_000m, 1m);
        var before = world.Node.Figures.Find(account);

        world.Gate.IsHeld = true;
        var fed = world.Feed(account, World.FeedOf(account), world.Delta(1, 1, 2m));
        var read = new Answer<object?>();
        world.Node.Read(account, AccountPicture.Of, read);
        world.Settle();
        Assert.False(fed.IsGiven);
        Assert.False(read.IsGiven);
        Assert.Same(before, world.Node.Figures.Find(account));

        world.Gate.IsHeld = false;
        world.Settle();
        Assert.Equal(1, Assert.IsType<FeedAnswer>(fed.Value).Through);
        Assert.Equal(2m, Assert.Single(Assert.IsType<AccountPicture>(read.Value).Book.Positions).Quantity.Value);
        Assert.NotSame(before, world.Node.Figures.Find(account));
    }

    [Fact]
    public void Inputs_WhileTheDeviceIsHeld_GoAheadAndAreAnsweredInOrder()
    {
        using var world = World.Open(new LiveOptions { TurnsPerAccount = 1 });
        var account = world.Account("main", 50_000m, 1m);

        world.Gate.IsHeld = true;
        var answers = Enumerable.Range(1, 5).Select(sequence => world.Feed(account, World.FeedOf(account), world.Delta(1, sequence, sequence))).ToList();
        world.Settle();
        Assert.DoesNotContain(answers, answer => answer.IsGiven);
        world.Gate.IsHeld = false;
        world.Settle();

        Assert.Equal([1L, 2L, 3L, 4L, 5L], answers.Select(answer => Assert.IsType<FeedAnswer>(answer.Value).Through));
        Assert.Equal(5, world.Records(ReadScope.All).Count(item => item.Record is DeltasAccepted));
    }

    [Fact]
    public void Crash_BeforeTheDeviceHasIt_LosesOnlyWhatWasNotAcknowledged()
    {
        using var world = World.Open();
        var account = world.Account("main", 50_000m, 1m);
        world.Fed(account, World.FeedOf(account), world.Delta(1, 1, 2m));
        world.Gate.IsHeld = true;
        var lost = world.Feed(account, World.FeedOf(account), world.Delta(1, 2, 3m));
        world.Round();

        world.Restart();

        Assert.False(lost.IsGiven);
        Assert.True(Assert.Single(world.View(account).Feeds).Through >= 1);
        var again = world.Fed(account, World.FeedOf(account), world.Delta(1, 2, 3m));
        Assert.Equal((2, false), (again.Through, again.NeedsSnapshot));
    }

    [Fact]
    public void Commit_WhenAnotherWriterCameFirst_IsAnsweredNotDurableAndTheAccountReadAgain()
    {
        using var world = World.Open();
        var account = world.Account("main", 50_000m, 1m);
        var stream = StreamId.Of(account);
        var version = world.Journal.HeadOf(stream).Version;
        var intruder = new DeltasAccepted(World.FeedOf(account), 1, 1, 1, [Platform.Conformance.Street.Position(7m)]);
        Assert.True(world.Journal.TrySubmit(-1, new Commit(stream, version, world.Now, [RecordCodec.BytesOf(intruder)])));

        var fenced = world.Feed(account, World.FeedOf(account), world.Delta(1, 1, 2m));
        world.Settle();

        Assert.Equal(Refusal.NotDurable, fenced.Refused);
        Assert.Equal(7m, Assert.Single(world.Margin(account).Book.Positions).Quantity.Value);
        Assert.Equal(1, world.Fed(account, World.FeedOf(account), world.Delta(1, 1, 2m)).Through);
        Assert.Equal(2, world.Fed(account, World.FeedOf(account), world.Delta(1, 2, 3m)).Through);
    }

    [Fact]
    public void Fence_OfOneAccount_LeavesTheOthersAlone()
    {
        using var world = World.Open();
        var (one, other) = (world.Account("one", 50_000m, 1m), world.Account("other", 50_000m, 1m));
        var head = world.Journal.HeadOf(StreamId.Of(one));
        world.Journal.TrySubmit(-1, new Commit(head.Stream, head.Version, world.Now, [RecordCodec.BytesOf(new FeedHeard(World.FeedOf(one)))]));

        var fenced = world.Feed(one, World.FeedOf(one), world.Delta(1, 1, 2m));
        var sound = world.Feed(other, World.FeedOf(other), world.Delta(1, 1, 2m));
        world.Settle();

        Assert.Equal(Refusal.NotDurable, fenced.Refused);
        Assert.Equal(1, Assert.IsType<FeedAnswer>(sound.Value).Through);
    }

    [Fact]
    public void Storage_WhenItRefusesForAMinute_AcknowledgesNothingAndComesBackWithinSeconds()
    {
        using var world = World.Open();
        var account = world.Account("main", 50_000m, 1m);

        world.Gate.IsRefusing = true;
        var first = world.Feed(account, World.FeedOf(account), world.Delta(1, 1, 2m));
        world.Pass(TimeSpan.FromSeconds(60));
        var later = world.Feed(account, World.FeedOf(account), world.Delta(1, 1, 2m));
        world.Settle();

        Assert.Equal(Refusal.NotDurable, first.Refused);
        Assert.Equal(Refusal.NotDurable, later.Refused);
        var view = world.Margin(account);
        Assert.False(view.IsCurrent);
        Assert.Equal(1m, Assert.Single(view.Book.Positions).Quantity.Value);
        Assert.False(world.Node.HealthAt(world.Now).IsReady);

        world.Gate.IsRefusing = false;
        world.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(1, world.Fed(account, World.FeedOf(account), world.Delta(1, 1, 2m)).Through);
        Assert.True(world.Margin(account).IsCurrent);
        Assert.True(world.Node.HealthAt(world.Now).IsReady);
    }

    [Fact]
    public void Storage_WhenItIsSlow_BoundsWhatWaitsAndLosesNothingThatItAcknowledges()
    {
        var options = new LiveOptions { InboxCapacity = 40, InboxShare = 40, CommitsPerAccount = 2, TurnsPerAccount = 1 };
        using var world = World.Open(options);
        var account = world.Account("main", 50_000m, 1m);

        world.Gate.IsHeld = true;
        var answers = new List<Answer<AccountAnswer>>();
        for (var sequence = 1; sequence <= 100; sequence++)
        {
            answers.Add(world.Feed(account, World.FeedOf(account), world.Delta(1, sequence, sequence)));
            world.Round();
        }

        Assert.True(world.Node.Shards[0].Inbox.Count <= 40);
        Assert.All(answers.Where(answer => answer.IsGiven), answer => Assert.Equal(Refusal.Busy, answer.Refused));
        Assert.Contains(answers, answer => answer.Refused == Refusal.Busy);

        world.Gate.IsHeld = false;
        world.Settle();
        var taken = answers.Count(answer => answer.Refused is null);
        Assert.Equal(taken, Assert.Single(world.View(account).Feeds).Through);
        Assert.All(answers, answer => Assert.True(answer.IsGiven));
    }
}
