using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Tests;

/// <summary>
/// One account and its market, written the way a desk would say it:
/// <c>Desk.At("A").Holds("USDC", 60_000m).Perp("BTC-PERP", mark: 100_000m, quantity: 1m)</c>. Everything is said at
/// <see cref="Now"/> unless an age is given; USD, USDC and USDT are worth exactly 1 and all else is priced when a test prices
/// it. The rules are MARGIN.md as written, with the locations named here. An instrument's unit is its name up to the first
/// dash. A desk is changed by what is said to it; every evaluation takes it as it stands.
/// </summary>
internal sealed class Desk
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<LocationId, LocationTerms> _locations = [];
    private readonly Dictionary<Asset, AssetMark> _prices = [];
    private readonly Dictionary<InstrumentId, Instrument> _instruments = [];
    private readonly Dictionary<InstrumentId, InstrumentMark> _marks = [];
    private readonly Dictionary<RiskUnit, UnitMarket> _units = [];
    private readonly Dictionary<LocationId, VenueStatement> _statements = [];
    private readonly Dictionary<PoolId, MarginState> _priorStates = [];
    private readonly HashSet<PoolId> _expiredCalls = [];
    private readonly List<CollateralLine> _lines = [];
    private readonly List<Position> _positions = [];
    private readonly List<RestingOrder> _orders = [];
    private readonly List<TransferRoute> _routes = [];
    private readonly List<LostFeed> _lostFeeds = [];
    private readonly List<Correlation> _correlations = [];
    private RuleSet _rules = RuleSet.Default;
    private LocationId _here;
    private PoolId _pool = PoolId.Cross;
    private bool _stressFlag;

    private Desk()
    {
        Priced("USD", 1m);
        Priced("USDC", 1m);
        Priced("USDT", 1m);
    }

    public Book Book => new()
    {
        Account = new AccountId(new InstitutionId("fund"), "main"),
        Lines = _lines.ToList(),
        Positions = _positions.ToList(),
        Orders = _orders.ToList(),
        VenueStatements = _statements.ToDictionary(),
        Routes = _routes.ToList(),
        PriorStates = _priorStates.ToDictionary(),
        ExpiredCalls = _expiredCalls.ToHashSet(),
        LostFeeds = _lostFeeds.ToList(),
    };

    public MarketSnapshot Market => new()
    {
        Version = new MarketVersion("test"),
        AsOf = Now,
        Prices = _prices.ToDictionary(),
        Instruments = _instruments.ToDictionary(),
        Marks = _marks.ToDictionary(),
        Units = _units.ToDictionary(),
        Correlations = _correlations.ToList(),
        StressFlag = _stressFlag,
    };

    public RuleSet Rules => _rules with { Locations = _locations.ToDictionary() };

    /// <summary>Starts a desk at a location with terms; what is held next lies there.</summary>
    public static Desk At(string location, decimal haircut = 0m, string? ownToken = null, TimeSpan? grace = null) =>
        new Desk().AndAt(location, haircut, ownToken, grace);

    /// <summary>Goes on at another location.</summary>
    public Desk AndAt(string location, decimal haircut = 0m, string? ownToken = null, TimeSpan? grace = null)
    {
        _here = new LocationId(location);
        _locations[_here] = new LocationTerms
        {
            Haircut = haircut,
            OwnToken = ownToken is null ? null : new Asset(ownToken),
            Grace = grace,
        };
        return this;
    }

    /// <summary>Goes on at a location for which the rules have no terms.</summary>
    public Desk AndAtUnknown(string location)
    {
        _here = new LocationId(location);
        return this;
    }

    /// <summary>What follows is held in this pool.</summary>
    public Desk InPool(string pool)
    {
        _pool = new PoolId(pool);
        return this;
    }

    // The market.

    public Desk Priced(string asset, decimal usd, decimal confidence = 0m, double ageSeconds = 0)
    {
        _prices[new Asset(asset)] = new AssetMark
        {
            Mark = new Price(usd),
            Confidence = new Rate(confidence),
            AsOf = Ago(ageSeconds),
        };
        return this;
    }

    public Desk Unpriced(string asset)
    {
        _prices.Remove(new Asset(asset));
        return this;
    }

    public Desk Underlying(string unit, Func<UnitMarket, UnitMarket> says)
    {
        var key = new RiskUnit(unit);
        _units[key] = says(_units.GetValueOrDefault(key, new UnitMarket()));
        return this;
    }

    public Desk Volume(string unit, decimal coins) =>
        Underlying(unit, market => market with { AverageDailyVolume = new Quantity(coins) });

    public Desk DailyVolatility(string unit, double volatility) =>
        Underlying(unit, market => market with { DailyVolatility = volatility });

    public Desk Smile(string unit, double days, Smile smile) => Underlying(unit, market => market with
    {
        Smiles = new Dictionary<DateTimeOffset, Smile>(market.Smiles) { [In(days)] = smile },
    });

    public Desk History(string unit, double[] price, double[] volatility, double longRun, params StressMove[] stress)
    {
        var history = new ReturnHistory
        {
            PriceReturns = price,
            VolatilityReturns = volatility,
            LongRunVolatility = longRun,
            Stress = stress,
        };
        return Underlying(unit, market => market with { History = history });
    }

    public Desk Correlated(string first, string second, double days250, double stress)
    {
        _correlations.Add(new Correlation(new RiskUnit(first), new RiskUnit(second), days250, stress));
        return this;
    }

    public Desk UnderStress()
    {
        _stressFlag = true;
        return this;
    }

    /// <summary>Changes what the market says of an instrument.</summary>
    public Desk Quoted(string instrument, Func<InstrumentMark, InstrumentMark> says)
    {
        var id = new InstrumentId(instrument);
        _marks[id] = says(_marks.GetValueOrDefault(id, new InstrumentMark { AsOf = Now }));
        return this;
    }

    // What is held and owed.

    public Desk Holds(
        string asset,
        decimal amount,
        decimal unrealised = 0m,
        decimal owed = 0m,
        BridgeClass bridge = BridgeClass.Native,
        (int Confirmations, int Required)? finality = null,
        double ageSeconds = 0)
    {
        _lines.Add(new CollateralLine
        {
            Pool = _pool,
            Location = _here,
            Asset = new Asset(asset),
            Balance = new Quantity(amount),
            UnrealisedProfit = new Quantity(unrealised),
            Owed = new Quantity(owed),
            Bridge = bridge,
            Finality = finality is { } stated ? new Finality(stated.Confirmations, stated.Required) : null,
            AsOf = Ago(ageSeconds),
        });
        return this;
    }

    /// <summary>A loan of so much.</summary>
    public Desk Owes(string asset, decimal amount, double ageSeconds = 0)
    {
        _lines.Add(new CollateralLine
        {
            Pool = _pool,
            Location = _here,
            Asset = new Asset(asset),
            Balance = new Quantity(amount),
            IsLoan = true,
            AsOf = Ago(ageSeconds),
        });
        return this;
    }

    /// <summary>A perpetual listed and, unless the quantity is zero, held here.</summary>
    public Desk Perp(
        string name, decimal mark, decimal quantity, string quote = "USD", bool inverse = false, decimal multiplier = 1m,
        decimal? entry = null, double ageSeconds = 0)
    {
        List(new Perpetual(new InstrumentId(name), UnitOf(name), StyleOf(inverse), new Asset(quote), multiplier), mark);
        return Position(name, quantity, entry, ageSeconds);
    }

    /// <summary>A dated future listed and, unless the quantity is zero, held here.</summary>
    public Desk Future(
        string name, double days, decimal mark, decimal quantity, string quote = "USD", bool inverse = false,
        decimal multiplier = 1m,
        decimal? entry = null)
    {
        List(
            new DatedFuture(new InstrumentId(name), UnitOf(name), StyleOf(inverse), new Asset(quote), multiplier, In(days)), mark);
        return Position(name, quantity, entry);
    }

    /// <summary>A call listed and, unless the quantity is zero, held here. Without a mark the model's value counts.</summary>
    public Desk Call(
        string name, double days, decimal strike, decimal quantity, double? vol = null, decimal? mark = null,
        decimal? forward = null,
        string quote = "USD", bool inverse = false, decimal multiplier = 1m) =>
        Option(name, OptionRight.Call, days, strike, quantity, vol, mark, forward, quote, inverse, multiplier);

    /// <summary>A put, as <see cref="Call"/>.</summary>
    public Desk Put(
        string name, double days, decimal strike, decimal quantity, double? vol = null, decimal? mark = null,
        decimal? forward = null,
        string quote = "USD", bool inverse = false, decimal multiplier = 1m) =>
        Option(name, OptionRight.Put, days, strike, quantity, vol, mark, forward, quote, inverse, multiplier);

    /// <summary>A spot pair listed; never held, only ordered.</summary>
    public Desk Pair(string name, string baseAsset, string quote, decimal? mark = null)
    {
        var id = new InstrumentId(name);
        _instruments[id] = new Spot(id, new Asset(baseAsset), new Asset(quote));
        return mark is { } price ? Quoted(name, said => said with { Mark = new Price(price) }) : this;
    }

    /// <summary>More of an instrument that is listed already, or of one nobody knows.</summary>
    public Desk Position(string name, decimal quantity, decimal? entry = null, double ageSeconds = 0)
    {
        if (quantity != 0)
        {
            _positions.Add(new Position
            {
                Pool = _pool,
                Venue = _here,
                Instrument = new InstrumentId(name),
                Quantity = new Quantity(quantity),
                AverageEntry = entry is { } price ? new Price(price) : null,
                AsOf = Ago(ageSeconds),
            });
        }

        return this;
    }

    public Desk Bid(string name, decimal quantity, decimal limit) => Order(name, OrderSide.Bid, quantity, limit);

    public Desk Ask(string name, decimal quantity, decimal limit) => Order(name, OrderSide.Ask, quantity, limit);

    /// <summary>The venue here says so of the account; what is null it does not say.</summary>
    public Desk VenueSays(
        decimal? equity = null, decimal? maintenance = null, decimal? initial = null, double ageSeconds = 0)
    {
        _statements[_here] = new VenueStatement
        {
            Pool = _pool,
            Equity = equity is { } e ? new Usd(e) : null,
            MaintenanceMargin = maintenance is { } mm ? new Usd(mm) : null,
            InitialMargin = initial is { } im ? new Usd(im) : null,
            AsOf = Ago(ageSeconds),
        };
        return this;
    }

    public Desk Route(string from, string to, double minutes)
    {
        _routes.Add(new TransferRoute(new LocationId(from), new LocationId(to), TimeSpan.FromMinutes(minutes)));
        return this;
    }

    /// <summary>Nothing was heard from the location here.</summary>
    public Desk LostHere(double hours)
    {
        _lostFeeds.Add(new LostFeed(_pool, _here, TimeSpan.FromHours(hours)));
        return this;
    }

    public Desk Was(MarginState state)
    {
        _priorStates[_pool] = state;
        return this;
    }

    public Desk WithExpiredCall()
    {
        _expiredCalls.Add(_pool);
        return this;
    }

    public Desk Under(Func<RuleSet, RuleSet> rules)
    {
        _rules = rules(_rules);
        return this;
    }

    /// <summary>Leaves SCAN alone in a unit's requirement: impact and spread of closing and concentration cost nothing.</summary>
    public Desk WithScanAlone() => Under(rules => rules with
    {
        UnitClasses = rules.UnitClasses.Select(unitClass => unitClass with { HalfSpread = 0m }).ToList(),
        AddOns = rules.AddOns with { ImpactCoefficient = 0m, ConcentrationMost = 0m },
    });

    // What comes of it.

    public PricedMarket Price() => new(Market, Rules);

    public PricedFuture PriceFuture(string name) => (PricedFuture)PriceInstrument(name);

    public PricedOptionContract PriceOption(string name) => (PricedOptionContract)PriceInstrument(name);

    public MarginReport Evaluate() => HouseModel.Evaluate(Book, Market, Rules);

    public PoolReport Pool(string pool = "cross") => Evaluate().PoolOf(new PoolId(pool));

    public EquityReport Equity() => Pool().Equity;

    public LineReport Line(string name) => Pool().Equity.Lines.Single(line => line.Name == name);

    public UnitReport Unit(string unit) => Pool().Units.Single(report => report.Unit == new RiskUnit(unit));

    /// <summary>The value of one scenario of a unit's scan.</summary>
    public decimal Scenario(string unit, string id) => Unit(unit).Scan.Vector.Single(value => value.Scenario == id).Value.Amount;

    /// <summary>What one contract, long, gains in a scenario of the scan: before weights, buckets and dampener.</summary>
    public decimal Profit(string name, string scenario)
    {
        var array = PriceInstrument(name).ScanArray;
        return array.ExactProfit[array.Set.Scenarios.ToList().FindIndex(one => one.Id == scenario)];
    }

    private static DateTimeOffset Ago(double seconds) => Now - TimeSpan.FromSeconds(seconds);

    private static DateTimeOffset In(double days) => Now + TimeSpan.FromDays(days);

    private static RiskUnit UnitOf(string name) => new(name.Split('-')[0]);

    private static ContractStyle StyleOf(bool inverse) => inverse ? ContractStyle.Inverse : ContractStyle.Linear;

    private Desk Option(
        string name, OptionRight right, double days, decimal strike, decimal quantity, double? vol, decimal? mark,
        decimal? forward,
        string quote, bool inverse, decimal multiplier)
    {
        List(
            new EuropeanOption(
                new InstrumentId(name), UnitOf(name), StyleOf(inverse), new Asset(quote), multiplier, In(days), right,
                new Price(strike)),
            mark);
        Quoted(name, said => said with
        {
            ImpliedVolatility = vol,
            Forward = forward is { } price ? new Price(price) : null,
        });
        return Position(name, quantity);
    }

    private Desk Order(string name, OrderSide side, decimal quantity, decimal limit)
    {
        _orders.Add(new RestingOrder
        {
            Pool = _pool,
            Venue = _here,
            Instrument = new InstrumentId(name),
            Side = side,
            Quantity = new Quantity(quantity),
            Limit = new Price(limit),
        });
        return this;
    }

    private void List(Derivative contract, decimal? mark)
    {
        _instruments[contract.Id] = contract;
        Quoted(contract.Id.Code, said => said with { Mark = mark is { } price ? new Price(price) : null });
    }

    private PricedInstrument PriceInstrument(string name) =>
        Price().TryPrice(new InstrumentId(name), out var instrument, out var reason)
        ? instrument!
        : throw new InvalidOperationException($"{name}: {reason}");
}
