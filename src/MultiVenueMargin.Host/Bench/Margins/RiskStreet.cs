using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Pricing;

namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>A market of options, perpetuals and futures, and accounts that hold them at three venues: the same in every run.</summary>
internal sealed class RiskStreet
{
    public const int Scenarios = 64;

    // The golden ratio's sequence, and two like it, spread evenly and in no order that a branch predictor could learn.
    private const double Golden = 0.6180339887498949;
    private const double Plastic = 0.7548776662466927;
    private const double UsdcPerPosition = 60_000;
    private const int Seed = 20_261_121;

    private static readonly DateTimeOffset AsOf = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);
    private static readonly Asset Usdc = new("USDC");
    private static readonly LocationId[] Venues = [new("VENUE-A"), new("VENUE-B"), new("VENUE-C")];
    private static readonly (RiskUnit Unit, decimal Price)[] Underlyings = [(new("BTC"), 100_000m), (new("ETH"), 4_000m)];

    // Whole days, for a peer may know no shorter ones.
    private static readonly int[] Days = [1, 2, 7, 14, 30, 60, 91, 182, 273, 364];

    private readonly Dictionary<InstrumentId, Instrument> _listed = [];
    private readonly EuropeanOption[] _options;
    private readonly Derivative[] _others;
    private readonly (RiskUnit Unit, decimal Price)[] _underlyings;
    private readonly ReturnHistory? _history;

    /// <param name="options">That are listed; more where an account of so many positions needs them.</param>
    /// <param name="positions">Of the largest account that is asked for.</param>
    /// <param name="units">One underlying, or two.</param>
    /// <param name="days">Of history; 0: none is loaded.</param>
    public RiskStreet(int options, int positions, int units = 1, int days = 0)
    {
        _underlyings = Underlyings[..units];
        _options = [.. Enumerable.Range(0, Math.Max(options, positions / 2)).Select(OptionOf)];
        _others = [.. Enumerable.Range(0, positions - (positions / 2)).Select(OtherOf)];
        foreach (var each in _options.Concat(_others))
        {
            _listed.Add(each.Id, each);
        }

        _history = days > 0 ? HistoryOf(days) : null;
    }

    /// <summary>The house default, but with a grid and tails that make up the scenarios of MARGIN §9.</summary>
    public static RuleSet Rules { get; } = RuleSet.Default with
    {
        Version = new RuleVersion("bench-risk-1"),
        Locations = Venues.ToDictionary(venue => venue, _ => new LocationTerms { Haircut = 0.01m, Grace = TimeSpan.FromMinutes(30) }),
        Scan = new ScanRules { GridSteps = 8, TailMoves = [-0.80m, -0.66m, -0.50m, -0.33m, 0.50m, 0.75m, 1m, 2m, 3m, 4m, 5m] },
    };

    public static RiskUnit Bitcoin => Underlyings[0].Unit;

    public IReadOnlyList<InstrumentId> Options => [.. _options.Select(option => option.Id)];

    /// <summary>What the market says after prices have moved by so many hundredths of a per cent.</summary>
    public MarketSnapshot Market(int moved = 0)
    {
        var factor = 1 + (moved * 0.0001m);
        var prices = _underlyings.ToDictionary(each => each.Unit.NativeCoin, each => MarkOf(each.Price * factor));
        prices.Add(Usdc, MarkOf(1m));
        return new MarketSnapshot
        {
            Version = new MarketVersion($"bench-{moved}"),
            AsOf = AsOf,
            Prices = prices,
            Instruments = _listed,
            Marks = _listed.Values.Cast<Derivative>().ToDictionary(each => each.Id, each => MarkOf(each, factor)),
            Units = _underlyings.ToDictionary(
                each => each.Unit,
                _ => new UnitMarket { AverageDailyVolume = new Quantity(500_000m), DailyVolatility = 0.03, History = _history }),
            Correlations = _underlyings is [var first, var second] ? [new Correlation(first.Unit, second.Unit, 0.8, 0.6)] : [],
        };
    }

    /// <summary>An account that holds so many positions: options and others by halves, each instrument once, and stablecoins and coins beside them.</summary>
    public Book BookOf(int number, int positions)
    {
        var options = positions / 2;
        return new Book
        {
            Account = new AccountId(new InstitutionId("BENCH"), $"a{number}"),
            Lines =
            [
                .. Venues.Select(venue => LineOf(venue, Usdc, (decimal)UsdcPerPosition * positions / Venues.Length)),
                .. _underlyings.Select(each => LineOf(Venues[0], each.Unit.NativeCoin, positions * 1_000m / each.Price)),
            ],
            Positions =
            [
                .. Spread(_options, number, options).Select((option, j) => PositionOf(option, j, (((j + number) % 7) - 3.5m) * 0.2m)),
                .. Spread(_others, number, positions - options).Select((other, j) => PositionOf(other, j, (((j + number) % 5) - 1.5m) * 0.2m)),
            ],
        };
    }

    /// <summary>The same book after a trade in one of its positions.</summary>
    public static Book Traded(Book book, int position)
    {
        Position[] positions = [.. book.Positions];
        positions[position] = positions[position] with { Quantity = positions[position].Quantity + new Quantity(0.1m) };
        return book with { Positions = positions };
    }

    private static IEnumerable<T> Spread<T>(T[] listed, int number, int count) =>
        Enumerable.Range(0, count).Select(j => listed[((number * 13) + (j * (listed.Length / count))) % listed.Length]);

    private static CollateralLine LineOf(LocationId location, Asset asset, decimal balance) =>
        new() { Location = location, Asset = asset, Balance = new Quantity(decimal.Round(balance, 8, MidpointRounding.ToZero)), AsOf = AsOf };

    private static Position PositionOf(Derivative contract, int turn, decimal bitcoins)
    {
        var price = PriceOf(contract.Unit);
        return new Position
        {
            Venue = Venues[turn % Venues.Length],
            Instrument = contract.Id,
            Quantity = new Quantity(bitcoins * (Underlyings[0].Price / price)),
            AverageEntry = contract is EuropeanOption ? null : new Price(price * 0.99m),
            AsOf = AsOf,
        };
    }

    private EuropeanOption OptionOf(int number)
    {
        var (unit, price) = _underlyings[number % _underlyings.Length];
        var days = Days[number / _underlyings.Length % Days.Length];
        var strike = Math.Round((double)price * Math.Exp(0.8 * ((number * Golden % 1) - 0.5)), MidpointRounding.ToEven);
        return new EuropeanOption(
            new InstrumentId($"{unit}-OPTION-{number}"), unit, ContractStyle.Linear, Usdc, 1m, AsOf.AddDays(days),
            number * Plastic % 1 < 0.5 ? OptionRight.Call : OptionRight.Put, new Price((decimal)strike));
    }

    private Derivative OtherOf(int number)
    {
        var unit = _underlyings[number % _underlyings.Length].Unit;
        var turn = number / _underlyings.Length;
        return turn % 2 == 0
            ? new Perpetual(new InstrumentId($"{unit}-PERP-{number}"), unit, ContractStyle.Linear, Usdc, 1m)
            : new DatedFuture(new InstrumentId($"{unit}-FUTURE-{number}"), unit, ContractStyle.Linear, Usdc, 1m, AsOf.AddDays(Days[turn % Days.Length]));
    }

    private static AssetMark MarkOf(decimal price) => new() { Mark = new Price(price), Confidence = new Rate(0.0001m), AsOf = AsOf };

    private static InstrumentMark MarkOf(Derivative contract, decimal factor)
    {
        var mark = new InstrumentMark { Confidence = new Rate(0.0002m), AsOf = AsOf, HalfSpread = new Rate(0.0005m) };
        var years = contract is DatedDerivative dated ? dated.YearsAt(AsOf) : 0;

        // In whole dollars a forward is the same double, whichever way it went there.
        var forward = decimal.Round(PriceOf(contract.Unit) * factor * (1 + (0.05m * (decimal)years)), 0, MidpointRounding.ToEven);
        switch (contract)
        {
            case EuropeanOption option:
                var volatility = 0.4 + (0.5 * ((double)option.Strike.Value * Golden % 1));
                var value = Black76.Price(option.Right, (double)forward, (double)option.Strike.Value, volatility, years);
                return mark with
                {
                    Mark = new Price(decimal.Round((decimal)value, 2, MidpointRounding.ToEven)),
                    Forward = new Price(forward),
                    ImpliedVolatility = volatility,
                };
            case DatedFuture:
                return mark with { Mark = new Price(forward) };
            default:
                return mark with { Mark = new Price(forward), PredictedFunding = new Rate(0.0001m) };
        }
    }

    private static decimal PriceOf(RiskUnit unit) => Array.Find(Underlyings, each => each.Unit == unit).Price;

    private static ReturnHistory HistoryOf(int days)
    {
        var random = new Random(Seed);
        return new ReturnHistory
        {
            PriceReturns = [.. Enumerable.Range(0, days).Select(_ => 0.03 * Normal(random))],
            VolatilityReturns = [.. Enumerable.Range(0, days).Select(_ => 0.05 * Normal(random))],
            LongRunVolatility = 0.03,
            Stress = [new StressMove(-0.5, 0.6), new StressMove(-0.3, 0.4), new StressMove(0.3, 0.1)],
        };
    }

    // Twelve even draws make a bell that is good enough for a load.
    private static double Normal(Random random) => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
}
