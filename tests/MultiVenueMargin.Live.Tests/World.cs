using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Journal.Seals;
using MultiVenueMargin.Journal.Segments;
using MultiVenueMargin.Live.Queries;
using MultiVenueMargin.Platform.Conformance;
using MultiVenueMargin.Testing.Devices;

namespace MultiVenueMargin.Live.Tests;

/// <summary>
/// A process on a simulated disk, with time that moves when a test says so and everything on one thread: the same steps give the same
/// outcome. It speaks of the street of the conformance suite.
/// </summary>
internal sealed class World : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static readonly LocationId[] Sources = [new("SOURCE-A"), new("SOURCE-B"), new("SOURCE-C")];
    private static readonly SegmentJournalOptions Layout = new()
    {
        SegmentBytes = 1 << 20,
        CommitBytes = 1 << 18,
        GroupBytes = 1 << 16,
        InFlightBytes = 1 << 22,
        SnapshotFileBytes = 1 << 18,
    };

    private readonly LiveOptions _options;
    private readonly SealKey? _sealKey;
    private int _requests;

    public World(LiveOptions? options = null, int seed = 7, SealKey? sealKey = null)
    {
        _sealKey = sealKey;
        _options = options ?? new LiveOptions();
        Disk = new SimulatedDevice(new Random(seed));
        Begin();
    }

    public SimulatedDevice Disk { get; }

    public GatedDevice Gate { get; private set; } = null!;

    public SegmentJournal Journal { get; private set; } = null!;

    public LiveNode Node { get; private set; } = null!;

    public DateTimeOffset Now { get; private set; } = Start;

    /// <summary>How many of the three sources say something; one alone is confirmed by nobody.</summary>
    public int SourcesQuoting { get; set; } = 3;

    /// <summary>A world with rules in force, a firm, a perpetual and a price, ready for accounts.</summary>
    public static World Open(LiveOptions? options = null, decimal bitcoin = 100_000m, SealKey? sealKey = null, int sources = 3)
    {
        var world = new World(options, sealKey: sealKey) { SourcesQuoting = sources };
        world.Settle();
        world.Done(new RegisterInstitution(Street.Firm, "Acme Trading") { Request = world.NextRequest(), By = Street.Alice });
        var rules = Street.Rules("house-1");
        world.Done(new DraftRuleSet(AccountPolicy.DefaultRuleBook, rules) { Request = world.NextRequest(), By = Street.Alice });
        world.Done(new ProposeActivation(AccountPolicy.DefaultRuleBook, rules.Version, world.Now) { Request = world.NextRequest(), By = Street.Alice });
        world.Done(new ApproveActivation(AccountPolicy.DefaultRuleBook, rules.Version) { Request = world.NextRequest(), By = Street.Bob });
        world.Done(new ListInstruments([new Perpetual(Street.BtcPerpetual, Street.Bitcoin, ContractStyle.Linear, Street.Usdc, 1m)])
        {
            Request = world.NextRequest(),
            By = Street.Alice,
        });
        world.Price(bitcoin);
        return world;
    }

    /// <summary>One round of every loop.</summary>
    public void Round() => Node.RunOnce(Now);

    /// <summary>Rounds until nothing moves and nothing is under way, or the gate keeps it so.</summary>
    public void Settle()
    {
        for (int rounds = 0, quiet = 0; quiet < 24 && rounds < 5_000; rounds++)
        {
            quiet = Node.RunOnce(Now) || (Node.IsStorageBusy && !Gate.IsHeld) ? 0 : quiet + 1;
        }
    }

    /// <summary>Time passes in steps of at most a second, and all that is due is done after each.</summary>
    public void Pass(TimeSpan time)
    {
        var end = Now + time;
        while (Now < end)
        {
            var step = end - Now;
            Now += step > TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : step;
            Settle();
        }
    }

    /// <summary>The clock alone: a jump, or time in which nothing runs.</summary>
    public void Jump(TimeSpan by) => Now += by;

    /// <summary>The process ends where it is; what the disk does not have yet may be lost.</summary>
    public void Crash()
    {
        Node.Dispose();
        Disk.Crash();
        Begin();
    }

    public void Restart()
    {
        Crash();
        Settle();
        Assert.True(Node.IsReady, Node.HealthAt(Now).ToString());
    }

    public RequestId NextRequest() => new($"request-{++_requests}");

    public Answer<AccountAnswer> Send(AccountCommand command)
    {
        var answer = new Answer<AccountAnswer>();
        Node.Send(command, answer);
        return answer;
    }

    public Answer<RegisterAnswer> Send(RegisterCommand command)
    {
        var answer = new Answer<RegisterAnswer>();
        Node.Send(command, answer);
        return answer;
    }

    public Answer<AccountAnswer> Feed(AccountId account, VenueAccountId feed, params FeedFrame[] frames)
    {
        var answer = new Answer<AccountAnswer>();
        Node.Feed(new FeedBatch(account, feed, frames), answer);
        return answer;
    }

    public CommandDone Done(AccountCommand command)
    {
        var answer = Send(command);
        Settle();
        return Assert.IsType<CommandDone>(answer.Value);
    }

    public RegisterDone Done(RegisterCommand command)
    {
        var answer = Send(command);
        Settle();
        Assert.True(answer.Refused is null, $"{answer.Message} {string.Join("; ", Node.Meter.Faults.Last())}");
        return Assert.IsType<RegisterDone>(answer.Value);
    }

    public FeedAnswer Fed(AccountId account, VenueAccountId feed, params FeedFrame[] frames)
    {
        var answer = Feed(account, feed, frames);
        Settle();
        return Assert.IsType<FeedAnswer>(answer.Value);
    }

    /// <summary>All sources say it, and a second passes.</summary>
    public void Price(decimal bitcoin)
    {
        Quote(bitcoin);
        Pass(TimeSpan.FromSeconds(1));
    }

    public void Quote(decimal bitcoin)
    {
        var answer = new Answer<MarketAnswer>();
        Node.Publish(BatchOf(bitcoin), answer);
        Settle();
        Assert.Null(answer.Value.Refusal);
    }

    public MarketBatch BatchOf(decimal bitcoin) => new(
        "BTC",
        [.. Sources.Take(SourcesQuoting).SelectMany(source => new[]
        {
            new PriceQuoted(Street.Btc, new SourceMark(source, new Price(bitcoin), new Rate(0m), Now)),
            new PriceQuoted(Street.Usdc, new SourceMark(source, new Price(1m), new Rate(0m), Now)),
        })],
        [.. Sources.Take(SourcesQuoting).Select(source => new InstrumentQuoted(Street.BtcPerpetual, source, new InstrumentMark
        {
            Mark = new Price(bitcoin),
            HalfSpread = new Rate(0.0001m),
            PredictedFunding = new Rate(0m),
            AsOf = Now,
        }))],
        new Dictionary<RiskUnit, UnitMarket>
        {
            [Street.Bitcoin] = new() { AverageDailyVolume = new Quantity(500_000m), DailyVolatility = 0.03 },
        },
        null,
        null);

    /// <summary>An account with one venue account and what lies there.</summary>
    public AccountId Account(string name, decimal usdc, decimal perpetuals, AccountPolicy? policy = null)
    {
        var account = new AccountId(Street.Firm, name);
        Done(OpenOf(account, policy));
        Done(ClaimOf(account));
        var answer = Fed(account, FeedOf(account), Snapshot(1, 0, usdc, perpetuals));
        Assert.Equal((1, 0, false), (answer.Epoch, answer.Through, answer.NeedsSnapshot));
        return account;
    }

    public OpenAccount OpenOf(AccountId account, AccountPolicy? policy = null) =>
        new(policy ?? new AccountPolicy()) { Account = account, Request = NextRequest(), By = Street.Client };

    public ClaimVenueAccount ClaimOf(AccountId account) =>
        new(FeedOf(account), PoolId.Cross) { Account = account, Request = NextRequest(), By = Street.Client };

    public static VenueAccountId FeedOf(AccountId account) => new(Street.Deribit, $"at-{account.Name}");

    public FeedFrame Snapshot(long epoch, long sequence, decimal usdc, decimal perpetuals) =>
        Frame(FrameKind.Snapshot, epoch, sequence, Street.Balance(usdc), Street.Position(perpetuals)) with { Complete = FeedParts.All };

    public FeedFrame Delta(long epoch, long sequence, decimal perpetuals) =>
        Frame(FrameKind.Delta, epoch, sequence, Street.Position(perpetuals));

    public FeedFrame Heartbeat(long epoch, long sequence) => Frame(FrameKind.Heartbeat, epoch, sequence);

    public MarginView Margin(AccountId account)
    {
        var answer = new Answer<object?>();
        Node.Read(account, AccountPicture.Of, answer);
        Settle();
        return Assert.IsType<AccountPicture>(answer.Value).Evaluate();
    }

    public AccountView View(AccountId account)
    {
        var answer = new Answer<object?>();
        Node.Read(account, context => context.Account.View(context.Context.Now), answer);
        Settle();
        return Assert.IsType<AccountView>(answer.Value);
    }

    /// <summary>All durable records of a scope, read in one go.</summary>
    public IReadOnlyList<JournalItem> Records(ReadScope scope)
    {
        var items = new List<JournalItem>();
        for (var page = new JournalPage([], Cursor.Beginning, false); !page.IsEnd;)
        {
            page = Node.Reader.ReadAsync(page.Next, scope, 1_000, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            items.AddRange(page.Items);
        }

        return items;
    }

    public void Dispose() => Node.Dispose();

    private FeedFrame Frame(FrameKind kind, long epoch, long sequence, params FeedFact[] facts) =>
        new() { Kind = kind, Epoch = epoch, Sequence = sequence, SaidAt = Now, Facts = facts };

    private void Begin()
    {
        Gate = new GatedDevice(Disk);
        Journal = SegmentJournal.Open(Gate, Layout);
        Node = new LiveNode(Journal, _options, new MarketPolicy(), Now, _sealKey);
    }
}
