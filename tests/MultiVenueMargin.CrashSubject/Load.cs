using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Calls;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Engine;
using MultiVenueMargin.Risk.Liquidation;

namespace MultiVenueMargin.CrashSubject;

/// <summary>
/// Several accounts fed as fast as they acknowledge, under a price that swings so that calls and liquidations come and go. Everything that the
/// platform told is written as a line, flushed, after it was told:
/// <c>ready</c>, <c>ack ACCOUNT FEED EPOCH SEQUENCE</c>, <c>call STREAM VERSION</c>, <c>leg STREAM VERSION</c>, each with a full stop behind it.
/// </summary>
internal sealed class Load(MarginEngine engine, string run)
{
    private const int Accounts = 6;

    private static readonly InstitutionId Firm = new("ACME");
    private static readonly LocationId Venue = new("DERIBIT");
    private static readonly Asset Usdc = new("USDC");
    private static readonly Asset Btc = new("BTC");
    private static readonly RiskUnit Bitcoin = new("BTC");
    private static readonly InstrumentId Perpetual = new("BTC-USDC-PERP");
    private static readonly PrincipalId Alice = new("alice@house");
    private static readonly PrincipalId Bob = new("bob@house");
    private static readonly LocationId[] Sources = [new("SOURCE-A"), new("SOURCE-B"), new("SOURCE-C")];
    private static readonly AccountPolicy Policy = new()
    {
        Liquidation = new LiquidationTerms
        {
            Venues = new Dictionary<LocationId, VenueCapability>
            {
                [Venue] = new() { Default = new TradingTerms { Lot = new Quantity(0.001m), TakerFee = new Rate(0.0005m) } },
            },
        },
    };

    private readonly Lock _lock = new();
    private int _requests;

    public async Task RunAsync()
    {
        var cursor = await engine.EndAsync(CancellationToken.None);
        await OpenAsync();
        Write("ready");
        var work = Enumerable.Range(0, Accounts).Select(FeedAsync).Append(PriceAsync()).Append(HearAsync(cursor));
        await await Task.WhenAny(work.Select(each => Task.Run(() => each)));
    }

    private static AccountId AccountOf(int number) => new(Firm, $"a{number}");

    private static VenueAccountId FeedOf(int number) => new(Venue, $"acme-{number}");

    private static FeedFrame Frame(FrameKind kind, long epoch, long sequence, decimal balance, decimal position) => new()
    {
        Kind = kind,
        Epoch = epoch,
        Sequence = sequence,
        SaidAt = TimeProvider.System.GetUtcNow(),
        Complete = kind == FrameKind.Snapshot ? FeedParts.All : FeedParts.None,
        Facts =
        [
            new BalanceFact(Usdc, false, new Quantity(balance), default, default, BridgeClass.Native, null),
            new PositionFact(Perpetual, new Quantity(position), new Price(100_000m)),
        ],
    };

    private async Task OpenAsync()
    {
        var rules = RuleSet.Default with
        {
            Version = new RuleVersion("house-1"),
            Locations = new Dictionary<LocationId, LocationTerms> { [Venue] = new() { Grace = TimeSpan.FromMinutes(30) } },
        };
        var book = AccountPolicy.DefaultRuleBook;
        // A run may be killed in the middle of this: every step may have been done before, and is done again harmlessly.
        await engine.SendAsync(new RegisterInstitution(Firm, "Acme Trading") { Request = Once("firm"), By = Alice }, CancellationToken.None);
        await engine.SendAsync(new DraftRuleSet(book, rules) { Request = Once("draft"), By = Alice }, CancellationToken.None);
        await engine.SendAsync(
            new ProposeActivation(book, rules.Version, engine.Clock.Now + TimeSpan.FromMilliseconds(200)) { Request = Next(), By = Alice }, CancellationToken.None);
        await engine.SendAsync(new ApproveActivation(book, rules.Version) { Request = Once("approve"), By = Bob }, CancellationToken.None);
        await engine.SendAsync(
            new ListInstruments([new Perpetual(Perpetual, Bitcoin, ContractStyle.Linear, Usdc, 1m)]) { Request = Once("list"), By = Alice }, CancellationToken.None);
        for (var i = 0; i < Accounts; i++)
        {
            await engine.SendAsync(new OpenAccount(Policy) { Account = AccountOf(i), Request = Once($"open-{i}"), By = Alice }, CancellationToken.None);
            await engine.SendAsync(
                new ClaimVenueAccount(FeedOf(i), PoolId.Cross) { Account = AccountOf(i), Request = Once($"claim-{i}"), By = Alice }, CancellationToken.None);
        }
    }

    private async Task FeedAsync(int number)
    {
        var (account, feed) = (AccountOf(number), FeedOf(number));
        var view = (await engine.AccountAsync(account, CancellationToken.None))!.Feeds.Single();
        var (epoch, sequence, kind) = (view.Epoch + 1, 0L, FrameKind.Snapshot);
        while (true)
        {
            var balance = 50_000m + ((sequence + number) % 97);
            var answers = await engine.FeedAsync([new FeedBatch(account, feed, [Frame(kind, epoch, sequence, balance, 1m)])], CancellationToken.None);
            if (answers[0] is not FeedAnswer answer)
            {
                continue;
            }

            Write($"ack {account} {feed} {answer.Epoch} {answer.Through}");
            (epoch, sequence, kind) = answer.NeedsSnapshot
                ? (answer.Epoch + 1, 0, FrameKind.Snapshot)
                : (answer.Epoch, answer.Through + 1, FrameKind.Delta);
        }
    }

    /// <summary>Down to where everybody is called, further to where everybody is liquidated, and up again.</summary>
    private async Task PriceAsync()
    {
        decimal[] swing = [100_000m, 61_500m, 59_800m, 61_000m, 75_000m];
        for (var i = 0; ; i++)
        {
            var price = new Price(swing[i / 2 % swing.Length]);
            var now = engine.Clock.Now;
            var units = new Dictionary<RiskUnit, UnitMarket>
            {
                [Bitcoin] = new() { AverageDailyVolume = new Quantity(500_000m), DailyVolatility = 0.03 },
            };
            await engine.PublishAsync(
                new MarketBatch(
                    "BTC",
                    [
                        .. Sources.Select(source => new PriceQuoted(Btc, new SourceMark(source, price, default, now))),
                        .. Sources.Select(source => new PriceQuoted(Usdc, new SourceMark(source, new Price(1m), default, now))),
                    ],
                    [.. Sources.Select(source => new InstrumentQuoted(
                        Perpetual, source, new InstrumentMark { Mark = price, HalfSpread = new Rate(0.0001m), PredictedFunding = default(Rate), AsOf = now }))],
                    units,
                    null,
                    null),
                CancellationToken.None);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    private async Task HearAsync(Cursor cursor)
    {
        while (true)
        {
            var page = await engine.ReadAsync(cursor, ReadScope.Decisions, 100, CancellationToken.None);
            foreach (var item in page.Items)
            {
                switch (item.Record)
                {
                    case CallIssued:
                        Write($"call {item.Stream.Code} {item.Version}");
                        break;
                    case LegRequested:
                        Write($"leg {item.Stream.Code} {item.Version}");
                        break;
                }
            }

            cursor = page.Next;
            if (page.IsEnd)
            {
                await engine.WaitBeyondAsync(cursor, CancellationToken.None);
            }
        }
    }

    private static RequestId Once(string what) => new($"once-{what}");

    private RequestId Next() => new($"run-{run}-{++_requests}");

    private void Write(string line)
    {
        lock (_lock)
        {
            // The end of the line is spelled out: a kill may cut one in the middle.
            Console.Out.WriteLine(line + " .");
            Console.Out.Flush();
        }
    }
}
