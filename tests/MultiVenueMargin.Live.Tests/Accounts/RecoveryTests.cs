using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Platform.Conformance;
using MultiVenueMargin.Testing.Devices;

namespace MultiVenueMargin.Live.Tests.Accounts;

/// <summary>Starting is recovery: what comes back is what was, byte for byte, from wherever it ended.</summary>
public sealed class RecoveryTests
{
    [Theory]
    [InlineData(10_000)] // from the first record
    [InlineData(5)] // from snapshots
    public void State_AfterACrash_IsTheSameByteForByte(int snapshotEvery)
    {
        using var world = World.Open(new LiveOptions { SnapshotEvery = snapshotEvery });
        var account = world.Account("main", 50_000m, 1m);
        for (var sequence = 1; sequence <= 20; sequence++)
        {
            world.Fed(account, World.FeedOf(account), world.Delta(1, sequence, sequence / 10m));
        }

        world.Price(70_000m);
        Assert.Empty(world.Node.Meter.Faults.Last());
        var before = (BytesOf(world, account), world.View(account).Version);
        world.Restart();

        Assert.Equal(before, (BytesOf(world, account), world.View(account).Version));
        Assert.Equal(snapshotEvery < 100, world.Disk.List().Any(file => file.Contains("snap", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Process_WhenDrained_HasWrittenEveryStateDown()
    {
        using var world = World.Open();
        var account = world.Account("main", 50_000m, 1m);
        var bytes = BytesOf(world, account);

        world.Node.BeginDrain();
        world.Settle();
        Assert.True(world.Node.IsDrained);
        var late = world.Feed(account, World.FeedOf(account), world.Delta(1, 1, 2m));
        Assert.Equal(Refusal.Busy, late.Refused);
        var snapshot = await world.Journal.FindSnapshotAsync(StreamId.Of(account), long.MaxValue, CancellationToken.None);
        Assert.Equal(world.Journal.HeadOf(StreamId.Of(account)).Version, snapshot!.Version);

        world.Restart();
        Assert.Equal(bytes, BytesOf(world, account));
    }

    [Fact]
    public void Process_WhileItStarts_TakesNothingAndSaysSo()
    {
        using var world = World.Open();
        world.Account("main", 50_000m, 1m);
        world.Crash();

        var early = world.Send(world.OpenOf(new AccountId(Street.Firm, "second")));

        Assert.Equal(Refusal.Busy, early.Refused);
        Assert.False(world.Node.IsReady);
        world.Settle();
        Assert.True(world.Node.IsReady);
        Assert.Equal(1, world.Node.HealthAt(world.Now).Accounts);
    }

    /// <summary>A record that cannot follow, bytes that are no record, a record of a later build: none gets better by asking again.</summary>
    [Theory]
    [InlineData("misfit", false)]
    [InlineData("garbage", false)]
    [InlineData("later build", true)]
    public void Account_WhichCannotBeRead_FailsTheStartByNameAndVersion(string what, bool isFromLaterBuild)
    {
        using var world = World.Open();
        world.Account("sound", 50_000m, 1m);
        var broken = world.Account("broken", 50_000m, 1m);
        var head = world.Journal.HeadOf(StreamId.Of(broken));
        Append(world, head, BytesThatCannotBeRead(what));

        world.Crash();
        world.Settle();

        var unreadable = Assert.IsType<StreamUnreadableException>(world.Node.Failure.Cause);
        Assert.Equal((head.Stream, head.Version, isFromLaterBuild), (unreadable.Stream, unreadable.Version, unreadable.IsFromLaterBuild));
        var health = world.Node.HealthAt(world.Now);
        Assert.Equal((false, PlatformPhase.Failed), (health.IsReady, health.Phase));
        Assert.Contains($"{head.Stream} cannot be read beyond version {head.Version}", health.Journal, StringComparison.Ordinal);
        Assert.Equal(Refusal.NotDurable, world.Feed(broken, World.FeedOf(broken), world.Delta(1, 1, 2m)).Refused);
    }

    [Theory]
    [InlineData("register/institutions")]
    [InlineData("market/BTC")]
    public void RegisterOrMarket_WhichCannotBeRead_FailsTheStartByNameAndVersion(string name)
    {
        using var world = World.Open();
        Assert.True(StreamId.TryParse(name, out var stream));
        var head = world.Journal.HeadOf(stream);
        Append(world, head, BytesThatCannotBeRead("garbage"));

        world.Crash();
        world.Settle();

        var unreadable = Assert.IsType<StreamUnreadableException>(world.Node.Failure.Cause);
        Assert.Equal((stream, head.Version), (unreadable.Stream, unreadable.Version));
    }

    /// <summary>Once it runs, one account that cannot be read again is named and holds nobody up.</summary>
    [Fact]
    public void Account_WhichCannotBeReadAgain_IsNamedMissingAndHoldsNobodyUp()
    {
        using var world = World.Open();
        var (sound, broken) = (world.Account("sound", 50_000m, 1m), world.Account("broken", 50_000m, 1m));
        Append(world, world.Journal.HeadOf(StreamId.Of(broken)), BytesThatCannotBeRead("misfit"));

        var fenced = world.Feed(broken, World.FeedOf(broken), world.Delta(1, 1, 2m));
        world.Settle();

        Assert.Equal(Refusal.NotDurable, fenced.Refused);
        var health = world.Node.HealthAt(world.Now);
        Assert.Equal((false, PlatformPhase.Open), (health.IsReady, health.Phase));
        var missing = Assert.Single(health.Missing);
        Assert.Equal(broken, missing.Account);
        Assert.Contains("cannot be read beyond version", missing.Why, StringComparison.Ordinal);
        Assert.Equal(1, world.Fed(sound, World.FeedOf(sound), world.Delta(1, 1, 2m)).Through);
        var refused = world.Feed(broken, World.FeedOf(broken), world.Delta(1, 1, 2m));
        world.Settle();
        Assert.Equal(Refusal.NotDurable, refused.Refused);
    }

    [Fact]
    public void Start_WhileStorageRefusesToRead_NamesWhatIsMissingAndGoesOnWhenItAnswers()
    {
        using var world = World.Open();
        var account = world.Account("main", 50_000m, 1m);
        world.Crash();
        world.Gate.RefusesRead = static () => true;

        world.Pass(TimeSpan.FromSeconds(3));
        var waiting = world.Node.HealthAt(world.Now);
        world.Gate.RefusesRead = static () => false;
        world.Pass(TimeSpan.FromSeconds(3));

        Assert.Equal((false, PlatformPhase.Starting), (waiting.IsReady, waiting.Phase));
        Assert.Contains("refuse", waiting.Journal + string.Concat(waiting.Missing.Select(missing => missing.Why)), StringComparison.Ordinal);
        Assert.True(world.Node.IsReady);
        Assert.Equal(1, world.Fed(account, World.FeedOf(account), world.Delta(1, 1, 2m)).Through);
    }

    [Fact]
    public void Account_WhichWaitsToBeReadWhileTheJournalIsOpenedAgain_IsThereAllTheSame()
    {
        var reopened = 0;
        for (var step = 0; step <= 12; step++)
        {
            using var world = World.Open(new LiveOptions { Shards = 1, LoadsPerCycle = 1 });
            var accounts = new[] { "one", "two", "three", "four", "five", "six" }.Select(name => world.Account(name, 50_000m, 1m)).ToList();
            world.Crash();
            Rounds(world, step);

            // Quotes have aged meanwhile, and the publisher says so as soon as it is there.
            world.Jump(TimeSpan.FromSeconds(70));
            reopened += HasReopened(world) && world.Node.HealthAt(world.Now).Missing.Count > 0 ? 1 : 0;
            world.Settle();

            Assert.True(world.Node.IsReady, $"step {step}: {world.Node.HealthAt(world.Now)}");
            foreach (var account in accounts)
            {
                Assert.Equal(1, world.Fed(account, World.FeedOf(account), world.Delta(1, 1, 2m)).Through);
            }
        }

        Assert.InRange(reopened, 1, 12);
    }

    [Fact]
    public void Opening_WhenItCrashesAtAnyStep_IsFinishedByTheSameRequest()
    {
        for (var step = 1; step <= 24; step++)
        {
            using var world = World.Open();
            var account = new AccountId(Street.Firm, "main");
            var open = world.OpenOf(account);

            world.Send(open);
            Rounds(world, step);
            world.Restart();

            world.Done(open);
            Assert.Single(world.Records(ReadScope.Decisions), item => item.Record is AccountOpened);
        }
    }

    [Fact]
    public void Claim_WhenItCrashesAtAnyStep_IsFinishedOnceByTheSameRequestAndByItself()
    {
        for (var step = 1; step <= 30; step++)
        {
            using var world = World.Open();
            var account = new AccountId(Street.Firm, "main");
            world.Done(world.OpenOf(account));
            var claim = world.ClaimOf(account);

            world.Send(claim);
            Rounds(world, step);
            world.Restart();

            // Where the register had granted it, the account learns so without anybody asking again.
            var wasGranted = world.Records(ReadScope.All).Any(item => item.Record is MultiVenueMargin.Accounts.Registers.VenueAccountClaimed);
            Assert.Equal(wasGranted, world.View(account).Feeds.Count == 1);
            world.Done(claim);
            Assert.Single(world.Records(ReadScope.Decisions), item => item.Record is FeedOpened);
        }
    }

    [Fact]
    public void Claim_WhenGivenUp_IsClosedInTheAccountAndFreeForAnother()
    {
        using var world = World.Open();
        var (one, other) = (new AccountId(Street.Firm, "one"), new AccountId(Street.Firm, "other"));
        world.Done(world.OpenOf(one));
        world.Done(world.OpenOf(other));
        var claim = world.ClaimOf(one);
        world.Done(claim);
        var release = new ReleaseVenueAccount(World.FeedOf(one)) { Account = one, Request = world.NextRequest(), By = Street.Client };

        world.Done(release);
        world.Done(release);
        world.Done(new ClaimVenueAccount(World.FeedOf(one), PoolId.Cross) { Account = other, Request = world.NextRequest(), By = Street.Client });

        Assert.Empty(world.View(one).Feeds);
        Assert.Single(world.View(other).Feeds);
        // The first claim's request is remembered as done, and must not bring it back.
        var again = world.Send(claim);
        world.Settle();
        Assert.IsType<CommandRefused>(again.Value);
        Assert.Empty(world.View(one).Feeds);
    }

    private static byte[] BytesThatCannotBeRead(string what)
    {
        var misfit = RecordCodec.BytesOf(new FeedClosed(new VenueAccountId(Street.Binance, "never-opened")));
        return what switch
        {
            "misfit" => misfit,
            "garbage" => [0xff, 0xff],
            // Its kind, and then the version.
            _ => [misfit[0], 99, .. misfit[2..]],
        };
    }

    private static void Append(World world, StreamHead head, byte[] record)
    {
        Assert.True(world.Journal.TrySubmit(-1, new Commit(head.Stream, head.Version, world.Now, [record])));
        world.Settle();
    }

    /// <summary>Syncs fail, and the journal is opened again, while no loop of accounts has a turn. False where nothing was to be synced.</summary>
    private static bool HasReopened(World world)
    {
        world.Disk.Faults = new DeviceFaults { FailingSync = 1 };
        for (var cycles = 0; cycles < 100 && world.Node.JournalFailure is null; cycles++)
        {
            world.Node.RunCore(world.Now);
        }

        world.Disk.Faults = DeviceFaults.None;
        var hasFailed = world.Node.JournalFailure is not null;
        for (var cycles = 0; cycles < 100 && world.Node.JournalFailure is not null; cycles++)
        {
            world.Jump(TimeSpan.FromSeconds(1));
            world.Node.RunCore(world.Now);
        }

        return hasFailed;
    }

    private static void Rounds(World world, int count)
    {
        for (var i = 0; i < count; i++)
        {
            world.Round();
        }
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
