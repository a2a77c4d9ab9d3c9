using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Platform.Conformance;

/// <summary>
/// A small street to test on: the firm ACME, the venues DERIBIT and BINANCE, bitcoin and its perpetuals, dollars. Speaks to the
/// platform through its port only. Every command has a request id of its own unless one is given.
/// </summary>
public sealed class Street(PlatformHarness harness)
{
    public static readonly InstitutionId Firm = new("ACME");
    public static readonly AccountId Main = new(Firm, "main");
    public static readonly LocationId Deribit = new("DERIBIT");
    public static readonly LocationId Binance = new("BINANCE");
    public static readonly VenueAccountId DeribitMain = new(Deribit, "acme-1");
    public static readonly VenueAccountId BinanceMain = new(Binance, "acme-7");
    public static readonly Asset Usdc = new("USDC");
    public static readonly Asset Btc = new("BTC");
    public static readonly RiskUnit Bitcoin = new("BTC");
    public static readonly InstrumentId BtcPerpetual = new("BTC-USDC-PERP");
    public static readonly PrincipalId Alice = new("alice@house");
    public static readonly PrincipalId Bob = new("bob@house");
    public static readonly PrincipalId Client = new("desk@acme");
    public static readonly PrincipalId Executor = new("executor-1");

    private static readonly LocationId[] Sources = [new("SOURCE-A"), new("SOURCE-B"), new("SOURCE-C")];

    private int _requests;

    public IMarginPlatform Platform => harness.Platform;

    public DateTimeOffset Now => harness.Now;

    public static RuleSet Rules(string version, decimal initialFactor = 1.25m) => RuleSet.Default with
    {
        Version = new RuleVersion(version),
        InitialMarginFactor = initialFactor,
        Locations = new Dictionary<LocationId, LocationTerms>
        {
            [Deribit] = new() { Haircut = 0m, Grace = TimeSpan.FromMinutes(30) },
            [Binance] = new() { Haircut = 0m, Grace = TimeSpan.FromMinutes(30) },
        },
    };

    public RequestId NextRequest() => new($"request-{++_requests}");

    /// <summary>Rules in force, the firm registered, instruments listed, bitcoin at a price.</summary>
    public async Task OpenAsync(decimal bitcoin = 100_000m)
    {
        await DoneAsync(new RegisterInstitution(Firm, "Acme Trading") { Request = NextRequest(), By = Alice });
        await ActivateAsync(Rules("house-1"));
        await DoneAsync(new ListInstruments([new Perpetual(BtcPerpetual, Bitcoin, ContractStyle.Linear, Usdc, 1m)])
        {
            Request = NextRequest(),
            By = Alice,
        });
        await PriceAsync(bitcoin);
    }

    public async Task ActivateAsync(RuleSet rules)
    {
        var book = AccountPolicy.DefaultRuleBook;
        await DoneAsync(new DraftRuleSet(book, rules) { Request = NextRequest(), By = Alice });
        await DoneAsync(new ProposeActivation(book, rules.Version, Now) { Request = NextRequest(), By = Alice });
        await DoneAsync(new ApproveActivation(book, rules.Version) { Request = NextRequest(), By = Bob });
    }

    /// <summary>Every source says that bitcoin and its perpetual stand at this price, and a stablecoin at one; then a second passes.</summary>
    public async Task PriceAsync(decimal bitcoin)
    {
        await QuoteAsync(bitcoin);
        await harness.AdvanceAsync(TimeSpan.FromSeconds(1));
    }

    public async Task QuoteAsync(decimal bitcoin)
    {
        var prices = new List<PriceQuoted>();
        var marks = new List<InstrumentQuoted>();
        foreach (var source in Sources)
        {
            prices.Add(new PriceQuoted(Btc, new SourceMark(source, new Price(bitcoin), new Rate(0m), Now)));
            prices.Add(new PriceQuoted(Usdc, new SourceMark(source, new Price(1m), new Rate(0m), Now)));
            marks.Add(new InstrumentQuoted(BtcPerpetual, source, new InstrumentMark
            {
                Mark = new Price(bitcoin),
                HalfSpread = new Rate(0.0001m),
                PredictedFunding = new Rate(0m),
                AsOf = Now,
            }));
        }

        var units = new Dictionary<RiskUnit, UnitMarket>
        {
            [Bitcoin] = new() { AverageDailyVolume = new Quantity(500_000m), DailyVolatility = 0.03 },
        };
        var answer = await Platform.PublishAsync(new MarketBatch("BTC", prices, marks, units, null, null), CancellationToken.None);
        Assert.Null(answer.Refusal);
    }

    /// <summary>Opens the account with one venue account, whose first snapshot says what lies there.</summary>
    public async Task OpenAccountAsync(
        AccountId account, VenueAccountId feed, decimal usdc, decimal perpetuals, AccountPolicy? policy = null)
    {
        await DoneAsync(new OpenAccount(policy ?? new AccountPolicy()) { Account = account, Request = NextRequest(), By = Client });
        await DoneAsync(new ClaimVenueAccount(feed, PoolId.Cross) { Account = account, Request = NextRequest(), By = Client });
        var answer = await FeedAsync(account, feed, Snapshot(1, 0, usdc, perpetuals));
        Assert.Equal((1, 0, false), (answer.Epoch, answer.Through, answer.NeedsSnapshot));
    }

    public FeedFrame Snapshot(long epoch, long sequence, decimal usdc, decimal perpetuals) => new()
    {
        Kind = FrameKind.Snapshot,
        Epoch = epoch,
        Sequence = sequence,
        SaidAt = Now,
        Complete = FeedParts.All,
        Facts = [Balance(usdc), Position(perpetuals)],
    };

    public FeedFrame Delta(long epoch, long sequence, params FeedFact[] facts) => new()
    {
        Kind = FrameKind.Delta,
        Epoch = epoch,
        Sequence = sequence,
        SaidAt = Now,
        Facts = facts,
    };

    public FeedFrame Heartbeat(long epoch, long sequence) => new()
    {
        Kind = FrameKind.Heartbeat,
        Epoch = epoch,
        Sequence = sequence,
        SaidAt = Now,
    };

    public static BalanceFact Balance(decimal usdc) =>
        new(Usdc, false, new Quantity(usdc), default, default, BridgeClass.Native, null);

    /// <summary>A position entered at 100 000: what bitcoin does to it shows in equity.</summary>
    public static PositionFact Position(decimal perpetuals) => new(BtcPerpetual, new Quantity(perpetuals), new Price(100_000m));

    public async Task<FeedAnswer> FeedAsync(AccountId account, VenueAccountId feed, params FeedFrame[] frames) =>
        Assert.IsType<FeedAnswer>(await TryFeedAsync(account, feed, frames));

    public async Task<AccountAnswer> TryFeedAsync(AccountId account, VenueAccountId feed, params FeedFrame[] frames) =>
        Assert.Single(await Platform.FeedAsync([new FeedBatch(account, feed, frames)], CancellationToken.None));

    public async Task<CommandDone> DoneAsync(AccountCommand command)
    {
        var answer = await Platform.SendAsync(command, CancellationToken.None);
        return answer as CommandDone ?? throw new Xunit.Sdk.XunitException($"{command} was answered with {answer}");
    }

    public async Task<CommandRefused> RefusedAsync(AccountCommand command)
    {
        var answer = await Platform.SendAsync(command, CancellationToken.None);
        return answer as CommandRefused ?? throw new Xunit.Sdk.XunitException($"{command} was answered with {answer}");
    }

    public async Task<RegisterDone> DoneAsync(RegisterCommand command)
    {
        var answer = await Platform.SendAsync(command, CancellationToken.None);
        return answer as RegisterDone ?? throw new Xunit.Sdk.XunitException($"{command} was answered with {answer}");
    }

    public async Task<RegisterRefused> RefusedAsync(RegisterCommand command)
    {
        var answer = await Platform.SendAsync(command, CancellationToken.None);
        return answer as RegisterRefused ?? throw new Xunit.Sdk.XunitException($"{command} was answered with {answer}");
    }

    public async Task<MarginView> MarginAsync(AccountId account) =>
        await Platform.MarginOfAsync(account, CancellationToken.None) ?? throw new Xunit.Sdk.XunitException($"There is no {account}.");

    public async Task<AccountView> ViewAsync(AccountId account) =>
        await Platform.AccountAsync(account, CancellationToken.None) ?? throw new Xunit.Sdk.XunitException($"There is no {account}.");

    /// <summary>The feed goes on saying that nothing changed while time passes, a heartbeat and a price every five seconds.</summary>
    public async Task PassAsync(TimeSpan time, AccountId account, VenueAccountId feed, long epoch, long sequence, decimal bitcoin)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(5))
        {
            await FeedAsync(account, feed, Heartbeat(epoch, sequence));
            await QuoteAsync(bitcoin);
            await harness.AdvanceAsync(TimeSpan.FromSeconds(5));
        }
    }

    /// <summary>Every durable record of a scope from the beginning, read in pages of an odd size.</summary>
    public async Task<IReadOnlyList<JournalItem>> JournalAsync(ReadScope scope)
    {
        var items = new List<JournalItem>();
        var cursor = Cursor.Beginning;
        while (true)
        {
            var page = await Platform.ReadAsync(cursor, scope, 7, CancellationToken.None);
            items.AddRange(page.Items);
            if (page.IsEnd)
            {
                return items;
            }

            Assert.NotEqual(cursor, page.Next);
            cursor = page.Next;
        }
    }
}
