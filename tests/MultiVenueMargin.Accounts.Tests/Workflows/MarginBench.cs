using MultiVenueMargin.Accounts.Feeds;
using MultiVenueMargin.Accounts.Liquidations;
using MultiVenueMargin.Accounts.Margins;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Accounts.Tests.Workflows;

/// <summary>
/// One account long so many bitcoin perpetuals against so many dollars at one venue, looked at by hand. Its book is made here and not
/// by feeds, and its plans by <see cref="Plan"/>, so that each decision is tested on figures a reader can follow: equity is cash plus
/// q·(P − 100 000), and MM is a share of q·P. Every record is kept with its time.
/// </summary>
internal sealed class MarginBench
{
    public static readonly DateTimeOffset Start = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    public static readonly AccountId Id = new(new InstitutionId("meridian"), "vol");
    public static readonly LocationId Venue = new("A");
    public static readonly VenueAccountId Feed = new(Venue, "main");
    public static readonly InstrumentId Perpetual = new("BTC-PERP");
    public static readonly PrincipalId Alice = new("alice");
    public static readonly PrincipalId Bob = new("bob");
    public static readonly PrincipalId Executor = new("executor-a");

    public const decimal Entry = 100_000m;

    private static readonly RuleSet Rules = RuleSet.Default with
    {
        Locations = new Dictionary<LocationId, LocationTerms> { [Venue] = new() },
        UnitClasses = [.. RuleSet.Default.UnitClasses.Select(unitClass => unitClass with { HalfSpread = 0m })],
        AddOns = RuleSet.Default.AddOns with { ImpactCoefficient = 0m, ConcentrationMost = 0m },
    };

    private readonly List<(AccountRecord Record, DateTimeOffset At)> _journal = [];
    private readonly QuickMargin _quick = new();

    public MarginBench(AccountPolicy? policy = null)
    {
        Account = new Account(Id);
        Plan = Halves;
        Put(new AccountOpened(Id, policy ?? new AccountPolicy(), Alice));
        Put(new FeedOpened(Feed, PoolId.Cross));
    }

    private long _epoch;

    public Account Account { get; }

    public DateTimeOffset Now { get; private set; } = Start;

    public decimal Price { get; set; } = Entry;

    public decimal Contracts { get; set; } = 1m;

    /// <summary>Dollars; negative where they are owed.</summary>
    public decimal Cash { get; set; } = 30_000m;

    /// <summary>Where all of it lies.</summary>
    public PoolId Pool { get; set; } = PoolId.Cross;

    /// <summary>The feed is silent beyond what is relied on.</summary>
    public bool IsLost { get; set; }

    public bool HasMarket { get; set; } = true;

    /// <summary>How long ago the venue last said something.</summary>
    public TimeSpan Age { get; set; }

    public IReadOnlyDictionary<Asset, decimal> Prices { get; set; } = new Dictionary<Asset, decimal>();

    /// <summary>Assets whose sources do not confirm one another.</summary>
    public IReadOnlySet<Asset> Doubtful { get; set; } = new HashSet<Asset>();

    public PlanMaker Plan { get; set; }

    public int PlansMade { get; private set; }

    public IReadOnlyList<(AccountRecord Record, DateTimeOffset At)> Journal => _journal;

    public Turn LastTurn { get; private set; } = null!;

    public Book Book => new()
    {
        Account = Id,
        Lines = [new CollateralLine { Pool = Pool, Location = Venue, Asset = Asset.Usd, Balance = new Quantity(Cash), AsOf = Now - Age }],
        Positions = Contracts == 0 ? [] :
        [
            new Position
            {
                Pool = Pool,
                Venue = Venue,
                Instrument = Perpetual,
                Quantity = new Quantity(Contracts),
                AverageEntry = new Price(Entry),
                AsOf = Now - Age,
            },
        ],
        PriorStates = Account.Margins.PriorStates,
        ExpiredCalls = Account.Calls.ExpiredPools,
        LostFeeds = IsLost ? [new LostFeed(Pool, Venue, TimeSpan.FromHours(2))] : [],
    };

    public MarketStamp Stamp => new((long)Price, Now);

    public PricedMarket Market => new(
        new MarketSnapshot
        {
            Version = Stamp.Version,
            AsOf = Now,
            Prices = Prices.Append(new(new Asset("BTC"), Price)).ToDictionary(
                price => price.Key, price => new AssetMark { Mark = new Price(price.Value), AsOf = Now }),
            Instruments = new Dictionary<InstrumentId, Instrument>
            {
                [Perpetual] = new Perpetual(Perpetual, new RiskUnit("BTC"), ContractStyle.Linear, Asset.Usd, 1m),
            },
            Marks = new Dictionary<InstrumentId, InstrumentMark>
            {
                [Perpetual] = new() { Mark = new Price(Price), AsOf = Now },
            },
            Units = new Dictionary<RiskUnit, UnitMarket>(),
        },
        Rules);

    public PoolFigures Figures => LastTurn.Figures.Single(figures => figures.Pool == Pool);

    public MarginBench At(decimal price)
    {
        Price = price;
        return this;
    }

    /// <summary>The price at which, as things are, worst equity is this multiple of MM; found on the model itself.</summary>
    public MarginBench AtRatio(decimal ratio)
    {
        var (below, above) = (1m, 1_000_000m);
        while (above - below > 0.0001m)
        {
            Price = (below + above) / 2;
            var found = HouseModel.Evaluate(Book with { LostFeeds = [] }, Market).PoolOf(Pool);
            (below, above) = found.Equity.Adjusted.Amount >= ratio * found.MaintenanceMargin.Amount ? (below, Price) : (Price, above);
        }

        Price = above;
        return this;
    }

    public MarginBench Pass(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public MarginBench Pass(double seconds) => Pass(TimeSpan.FromSeconds(seconds));

    /// <summary>Looks that a host would not have made a report for.</summary>
    public int QuietLooks { get; private set; }

    /// <summary>Of these, how many beside a call that was open.</summary>
    public int QuietBesideACall { get; private set; }

    /// <summary>Looks, and gives what was recorded: nothing, where the quick figures make that certain. They are of this book and this market.</summary>
    public IReadOnlyList<AccountRecord> Look()
    {
        var turn = Turn();
        Book? book = Book;
        var held = new QuickBook();
        Assert.True(_quick.Evaluate(Account, held, turn.Context, ref book).IsEmpty, "A book is compiled at the first look.");
        var figures = _quick.Evaluate(Account, held, turn.Context, ref book);
        var isQuiet = QuietLook.DecidesNothing(Account, Now, figures);
        var hasCall = Account.Calls.OpenCalls.Count > 0;
        var survey = Assessment.Look(turn, Book, Make);
        Assert.Null(QuickCheck.Disagreement(figures, survey.Report));
        Assert.True(!isQuiet || turn.Records.Count == 0, $"A quiet look would have missed {string.Join(", ", turn.Records)}.");
        QuietLooks += isQuiet ? 1 : 0;
        QuietBesideACall += isQuiet && hasCall ? 1 : 0;
        return Keep(turn);
    }

    /// <summary>Gives a command to the part that takes it; says why it was refused, or null.</summary>
    public CommandRefused? Do(Func<Turn, CommandRefused?> take)
    {
        var turn = Turn();
        var refused = take(turn);
        Assert.True(refused is null || turn.Records.Count == 0, "What is refused records nothing.");
        Keep(turn);
        return refused;
    }

    /// <summary>Puts a record there that another part decides.</summary>
    public void Put(AccountRecord record)
    {
        Account.Apply(record, Now);
        _journal.Add((record, Now));
    }

    /// <summary>Cash comes from outside.</summary>
    public void Deposit(decimal amount, string reference = "wire")
    {
        Cash += amount;
        Put(new Accounts.Transfers.MovementUnmatched(
            Feed, new MovementFact(reference, Asset.Usd, new Quantity(Math.Abs(amount)), amount > 0 ? MovementDirection.Arrival : MovementDirection.Departure)));
    }

    /// <summary>So much is sold at the price of now.</summary>
    public void Sell(decimal contracts)
    {
        Cash += contracts * (Price - Entry);
        Contracts -= contracts;
    }

    /// <summary>The executor says what happened; a fill is at the price of now.</summary>
    public CommandRefused? Report(DecisionId leg, LegReport report, decimal quantity = 0m) => Do(turn => LiquidationCommands.Take(
        turn,
        new ReportLeg(leg, report, new Quantity(quantity), report == LegReport.Filled ? new Price(Price) : null, "as it was")
        {
            Account = Id,
            Request = new RequestId("report"),
            By = Executor,
        }));

    /// <summary>The feed shows what is held now.</summary>
    public void Tell() => Put(new SnapshotAccepted(Feed, ++_epoch, 0, FeedParts.All, []));

    /// <summary>Nothing can be reduced.</summary>
    public static PlanMaker Nothing { get; } = (_, _, _, _, _) => new([], PlanOutcome.Blocked, ["no venue takes orders"]);

    /// <summary>Closes half of what is held, to a hundredth and at least one, as long as the pool is below its target of 1.30; all of it when equity is negative.</summary>
    public static DraftPlan Halves(
        Book book, PoolId pool, PricedMarket market, LiquidationTerms terms, IReadOnlyDictionary<LocationId, string> leftOut)
    {
        var report = HouseModel.Evaluate(book, market).PoolOf(pool);
        if (report.Equity.Adjusted.Amount >= 1.30m * report.MaintenanceMargin.Amount && report.Equity.Likely >= Usd.Zero)
        {
            return new DraftPlan([], PlanOutcome.ReachesTarget, []);
        }

        var held = book.Positions.Where(position => position.Pool == pool && !leftOut.ContainsKey(position.Venue)).ToList();
        if (held.Count == 0)
        {
            return new DraftPlan([], report.Equity.Likely < Usd.Zero ? PlanOutcome.Insolvent : PlanOutcome.FallsShort, ["nothing is held"]);
        }

        var position = held[0];
        var size = Math.Abs(position.Quantity.Value);
        var half = report.Equity.Likely < Usd.Zero ? size : Math.Min(size, Math.Max(0.01m, decimal.Round(size / 2, 2, MidpointRounding.ToPositiveInfinity)));
        var leg = new PlannedLeg(
            position.Venue,
            position.Instrument,
            position.Quantity > Quantity.Zero ? OrderSide.Ask : OrderSide.Bid,
            new Quantity(half),
            new Price(market.Market.Marks[position.Instrument].Mark!.Value.Value));
        return new DraftPlan(
            [new PlannedStep(1, [leg], [], Usd.Zero, report.Equity.Adjusted, report.Equity.Likely, report.MaintenanceMargin)],
            PlanOutcome.ReachesTarget,
            []);
    }


    private Turn Turn() => LastTurn = new Turn(Account, new TurnContext(Now, Stamp, HasMarket ? Market : null) { Doubtful = Doubtful });

    private DraftPlan Make(
        Book book, PoolId pool, PricedMarket market, LiquidationTerms terms, IReadOnlyDictionary<LocationId, string> leftOut)
    {
        PlansMade++;
        return Plan(book, pool, market, terms, leftOut);
    }

    private List<AccountRecord> Keep(Turn turn)
    {
        _journal.AddRange(turn.Records.Select(record => (record, Now)));
        return [.. turn.Records];
    }
}
