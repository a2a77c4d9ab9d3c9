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
using MultiVenueMargin.Risk.WhatIf;

namespace MultiVenueMargin.Host.Bench;

/// <summary>Many like accounts on one underlying, for measuring: the first stands worst, and one may be larger than all.</summary>
internal sealed class BenchStreet(IMarginPlatform platform, TimeProvider time, BenchScale scale)
{
    /// <summary>USDC per position, so that nobody is ever called.</summary>
    public const decimal Usual = 100_000m;

    /// <summary>Of the account that stands worst.</summary>
    public const int Worst = 0;

    private const int AtOnce = 64;
    private const int PerMessage = 1_000;

    public static readonly PrincipalId Alice = new("alice@house");

    private static readonly InstitutionId Firm = new("BENCH");
    private static readonly LocationId Venue = new("VENUE");
    private static readonly Asset Usdc = new("USDC");
    private static readonly RiskUnit Bitcoin = new("BTC");
    private static readonly PrincipalId Bob = new("bob@house");
    private static readonly LocationId[] Sources = [new("SOURCE-A"), new("SOURCE-B"), new("SOURCE-C")];

    // Of the accounts in their order, and of the giant behind them.
    private readonly (long Epoch, long Sequence)[] _at = [.. Enumerable.Repeat((1L, 0L), scale.Accounts + 1)];
    private int _requests;

    public int Giant => scale.Accounts;

    private int Instruments => Math.Max(scale.Positions, scale.Giant);

    public static AccountId AccountOf(int number) => new(Firm, $"a{number}");

    public static VenueAccountId FeedOf(int number) => new(Venue, $"bench-{number}");

    public static FeedFrame Snapshot(long epoch, long sequence, IReadOnlyList<FeedFact> facts, DateTimeOffset at) =>
        new() { Kind = FrameKind.Snapshot, Epoch = epoch, Sequence = sequence, SaidAt = at, Complete = FeedParts.All, Facts = facts };

    public static FeedFrame[] Deltas(long epoch, long after, int count, int positions, DateTimeOffset at) =>
    [
        .. Enumerable.Range(1, count).Select(step => new FeedFrame
        {
            Kind = FrameKind.Delta,
            Epoch = epoch,
            Sequence = after + step,
            SaidAt = at,
            Facts = [new PositionFact(InstrumentOf((int)((after + step) % positions)), new Quantity(0.1m + ((after + step) % 7 * 0.001m)), new Price(100_000m))],
        }),
    ];

    public static IReadOnlyList<FeedFact> BookOf(int positions, decimal usdcPerPosition) =>
    [
        new BalanceFact(Usdc, false, new Quantity(usdcPerPosition * positions), default, default, BridgeClass.Native, null),
        .. Enumerable.Range(0, positions).Select(each => new PositionFact(InstrumentOf(each), new Quantity(0.1m), new Price(100_000m))),
    ];

    /// <summary>A trade that somebody thinks of, of one of so many instruments in turn.</summary>
    public static Proposal Thought(int turn, int positions) => new() { Trades = [new Trade(PoolId.Cross, Venue, InstrumentOf(turn % positions), new Quantity(0.5m))] };

    /// <summary>Rules, instruments and a market.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
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
        foreach (var chunk in Enumerable.Range(0, Instruments).Chunk(PerMessage))
        {
            await SendAsync(
                new ListInstruments([.. chunk.Select(each => new Perpetual(InstrumentOf(each), Bitcoin, ContractStyle.Linear, Usdc, 1m))]) { Request = Next(), By = Alice },
                cancellation);
        }

        foreach (var chunk in Enumerable.Range(0, Instruments).Chunk(PerMessage))
        {
            await PublishAsync(100_000m, chunk, cancellation);
        }
    }

    public Task OpenAccountsAsync(CancellationToken cancellation) => Parallel.ForEachAsync(
        Enumerable.Range(0, scale.Accounts),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
        async (number, token) => await OpenAsync(number, BookOf(scale.Positions, number == Worst ? Usual / 2 : Usual), token));

    public Task OpenGiantAsync(CancellationToken cancellation) => OpenAsync(Giant, BookOf(scale.Giant, Usual), cancellation);

    /// <summary>Where the next updates of an account are numbered, for whoever tells them another way; they count as told.</summary>
    public (long Epoch, long After) Take(int number, int updates)
    {
        var (epoch, sequence) = _at[number];
        _at[number] = (epoch, sequence + updates);
        return (epoch, sequence);
    }

    /// <summary>So many updates of one account in one call; returns how many were acknowledged as durable. One call of an account at a time.</summary>
    public async Task<int> UpdateAsync(int number, int updates, CancellationToken cancellation)
    {
        var (epoch, sequence) = _at[number];
        var frames = Deltas(epoch, sequence, updates, number == Giant ? scale.Giant : scale.Positions, time.GetUtcNow());
        if ((await platform.FeedAsync([new FeedBatch(AccountOf(number), FeedOf(number), frames)], cancellation))[0] is not FeedAnswer answer)
        {
            return 0;
        }

        _at[number] = (epoch, answer.Through);
        return (int)(answer.Through - sequence);
    }

    /// <summary>
    /// Does not wait for earlier calls of the account: each begins an epoch of its own, so that one that was turned away leaves no gap. The caller sees
    /// to it that calls of one account are begun one after the other.
    /// </summary>
    public async Task<(bool IsTaken, Refusal? Refused)> RestateAsync(int number, int updates, CancellationToken cancellation)
    {
        var epoch = _at[number].Epoch + 1;
        _at[number] = (epoch, updates - 1);
        var now = time.GetUtcNow();
        FeedFrame[] frames = [Snapshot(epoch, 0, [], now) with { Complete = FeedParts.None }, .. Deltas(epoch, 0, updates - 1, scale.Positions, now)];
        var answer = (await platform.FeedAsync([new FeedBatch(AccountOf(number), FeedOf(number), frames)], cancellation))[0];
        return answer switch
        {
            FeedAnswer { Refusals: [] } => (true, null),
            FeedAnswer { Refusals: [var first, ..] } => (false, first.Reason),
            CommandRefused refused => (false, refused.Reason),
            _ => (false, null),
        };
    }

    public Task PublishAsync(decimal price, CancellationToken cancellation) => PublishAsync(price, [.. Enumerable.Range(0, scale.Positions)], cancellation);

    public static InstrumentId InstrumentOf(int number) => new($"PERP-{number}");

    /// <summary>What every source says when everything is worth so much.</summary>
    public MarketBatch Quotes(decimal price, IEnumerable<int> instruments)
    {
        var now = time.GetUtcNow();
        return new MarketBatch(
            "BTC",
            [
                .. Sources.Select(source => new PriceQuoted(Bitcoin.NativeCoin, new SourceMark(source, new Price(price), default, now))),
                .. Sources.Select(source => new PriceQuoted(Usdc, new SourceMark(source, new Price(1m), default, now))),
            ],
            [.. instruments.Select(each => new InstrumentQuoted(
                InstrumentOf(each), Venue, new InstrumentMark { Mark = new Price(price), HalfSpread = new Rate(0.0001m), PredictedFunding = default(Rate), AsOf = now }))],
            new Dictionary<RiskUnit, UnitMarket> { [Bitcoin] = new() { AverageDailyVolume = new Quantity(500_000m), DailyVolatility = 0.03 } },
            null,
            null);
    }

    private async Task PublishAsync(decimal price, IReadOnlyList<int> instruments, CancellationToken cancellation)
    {
        if (await platform.PublishAsync(Quotes(price, instruments), cancellation) is { Refusal: { } refused } answer)
        {
            throw new InvalidOperationException($"Quotes were refused ({refused}): {string.Join("; ", answer.Findings)}");
        }
    }

    private async Task OpenAsync(int number, IReadOnlyList<FeedFact> facts, CancellationToken cancellation)
    {
        await SendAsync(new OpenAccount(new AccountPolicy()) { Account = AccountOf(number), Request = Next(), By = Alice }, cancellation);
        await SendAsync(new ClaimVenueAccount(FeedOf(number), PoolId.Cross) { Account = AccountOf(number), Request = Next(), By = Alice }, cancellation);
        var answers = await platform.FeedAsync([new FeedBatch(AccountOf(number), FeedOf(number), [Snapshot(1, 0, facts, time.GetUtcNow())])], cancellation);
        if (answers[0] is not FeedAnswer { Refusals: [] })
        {
            throw new InvalidOperationException($"The book of {AccountOf(number)} was refused: {answers[0]}");
        }
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
