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

namespace MultiVenueMargin.Host.Bench;

/// <summary>Many like accounts on one underlying, for measuring.</summary>
internal sealed class BenchStreet(IMarginPlatform platform, TimeProvider time, int accounts, int positions)
{
    private static readonly InstitutionId Firm = new("BENCH");
    private static readonly LocationId Venue = new("VENUE");
    private static readonly Asset Usdc = new("USDC");
    private static readonly RiskUnit Bitcoin = new("BTC");
    private static readonly PrincipalId Alice = new("alice@house");
    private static readonly PrincipalId Bob = new("bob@house");
    private static readonly LocationId[] Sources = [new("SOURCE-A"), new("SOURCE-B"), new("SOURCE-C")];

    private readonly long[] _sequences = new long[accounts];
    private int _requests;

    public int Accounts => accounts;

    public static AccountId AccountOf(int number) => new(Firm, $"a{number}");

    public async Task OpenAsync(CancellationToken cancellation)
    {
        var rules = RuleSet.Default with
        {
            Version = new RuleVersion("bench-1"),
            Locations = new Dictionary<LocationId, LocationTerms> { [Venue] = new() { Grace = TimeSpan.FromMinutes(30) } },
        };
        var book = AccountPolicy.DefaultRuleBook;
        await SendAsync(new RegisterInstitution(Firm, "Bench") { Request = Next(), By = Alice }, cancellation);
        await SendAsync(new DraftRuleSet(book, rules) { Request = Next(), By = Alice }, cancellation);
        await SendAsync(new ProposeActivation(book, rules.Version, time.GetUtcNow() + TimeSpan.FromSeconds(1)) { Request = Next(), By = Alice }, cancellation);
        await SendAsync(new ApproveActivation(book, rules.Version) { Request = Next(), By = Bob }, cancellation);
        await SendAsync(
            new ListInstruments([.. Enumerable.Range(0, positions).Select(each => new Perpetual(InstrumentOf(each), Bitcoin, ContractStyle.Linear, Usdc, 1m))])
            {
                Request = Next(),
                By = Alice,
            },
            cancellation);
        await PublishAsync(100_000m, cancellation);
        await Task.WhenAll(Enumerable.Range(0, accounts).Select(number => OpenAsync(number, cancellation)));
    }

    /// <summary>So many updates of one account in one call; returns how many were acknowledged as durable.</summary>
    public async Task<int> UpdateAsync(int number, int updates, CancellationToken cancellation)
    {
        var frames = new FeedFrame[updates];
        for (var i = 0; i < updates; i++)
        {
            var sequence = _sequences[number] + i + 1;
            frames[i] = Frame(FrameKind.Delta, sequence, [new PositionFact(InstrumentOf((int)(sequence % positions)), new Quantity(0.1m + (sequence % 7 * 0.001m)), new Price(100_000m))]);
        }

        var answers = await platform.FeedAsync([new FeedBatch(AccountOf(number), FeedOf(number), frames)], cancellation);
        if (answers[0] is not FeedAnswer answer)
        {
            return 0;
        }

        var taken = (int)(answer.Through - _sequences[number]);
        _sequences[number] = answer.Through;
        return taken;
    }

    public async Task PublishAsync(decimal price, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await platform.PublishAsync(
            new MarketBatch(
                "BTC",
                [
                    .. Sources.Select(source => new PriceQuoted(Bitcoin.NativeCoin, new SourceMark(source, new Price(price), default, now))),
                    .. Sources.Select(source => new PriceQuoted(Usdc, new SourceMark(source, new Price(1m), default, now))),
                ],
                [.. Enumerable.Range(0, positions).Select(each => new InstrumentQuoted(
                    InstrumentOf(each), Venue, new InstrumentMark { Mark = new Price(price), HalfSpread = new Rate(0.0001m), PredictedFunding = default(Rate), AsOf = now }))],
                new Dictionary<RiskUnit, UnitMarket> { [Bitcoin] = new() { AverageDailyVolume = new Quantity(500_000m), DailyVolatility = 0.03 } },
                null,
                null),
            cancellation);
    }

    private static VenueAccountId FeedOf(int number) => new(Venue, $"bench-{number}");

    private static InstrumentId InstrumentOf(int number) => new($"PERP-{number}");

    private FeedFrame Frame(FrameKind kind, long sequence, IReadOnlyList<FeedFact> facts) => new()
    {
        Kind = kind,
        Epoch = 1,
        Sequence = sequence,
        SaidAt = time.GetUtcNow(),
        Complete = kind == FrameKind.Snapshot ? FeedParts.All : FeedParts.None,
        Facts = facts,
    };

    private async Task OpenAsync(int number, CancellationToken cancellation)
    {
        await SendAsync(new OpenAccount(new AccountPolicy()) { Account = AccountOf(number), Request = Next(), By = Alice }, cancellation);
        await SendAsync(new ClaimVenueAccount(FeedOf(number), PoolId.Cross) { Account = AccountOf(number), Request = Next(), By = Alice }, cancellation);
        FeedFact[] facts =
        [
            new BalanceFact(Usdc, false, new Quantity(1_000_000m), default, default, BridgeClass.Native, null),
            .. Enumerable.Range(0, positions).Select(each => new PositionFact(InstrumentOf(each), new Quantity(0.1m), new Price(100_000m))),
        ];
        await platform.FeedAsync([new FeedBatch(AccountOf(number), FeedOf(number), [Frame(FrameKind.Snapshot, 0, facts)])], cancellation);
    }

    private async Task SendAsync(AccountCommand command, CancellationToken cancellation)
    {
        if (await platform.SendAsync(command, cancellation) is CommandRefused refused)
        {
            throw new InvalidOperationException($"{command.GetType().Name} was refused ({refused.Reason}): {refused.Message}");
        }
    }

    private async Task SendAsync(RegisterCommand command, CancellationToken cancellation)
    {
        if (await platform.SendAsync(command, cancellation) is RegisterRefused refused)
        {
            throw new InvalidOperationException($"{command.GetType().Name} was refused ({refused.Reason}): {refused.Message}");
        }
    }

    private RequestId Next() => new($"bench-{Interlocked.Increment(ref _requests)}");
}
