using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.RuleBooks.Tests;

/// <summary>
/// One market with something of every kind that a book may lawfully hold, and random books on it: all styles and quotes, options long before, at and past their
/// expiry, delivered ones, coins that no rules know, things without a price.
/// </summary>
internal sealed class EveryDesk
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Half of the largest quantity, for interest and profit count towards it.</summary>
    private const decimal MostUnits = Quantity.Largest / 2m;

    private static readonly string[] Units = ["BTC", "ETH", "SOL", "DOGE", "ZZZ"];
    public static readonly IReadOnlyList<string> Coins = ["BTC", "ETH", "SOL", "USDC", "USDT", "USD", "EUR", "WBTC", "stETH", "WETH", "JitoSOL", "BONK", "BNB", "ZZZ", "NOPRICE"];
    private static readonly string[] Venues = ["A", "B", "C"];

    private static readonly string[] Steady = ["USD", "USDC", "USDT", "EUR"];

    private static readonly Dictionary<string, decimal> Prices = new(StringComparer.Ordinal)
    {
        ["BTC"] = 100_000m,
        ["ETH"] = 3_000m,
        ["SOL"] = 150m,
        ["DOGE"] = 0.2m,
        ["ZZZ"] = 7m,
        ["USDC"] = 0.9998m,
        ["USDT"] = 1.0003m,
        ["EUR"] = 1.08m,
        ["WBTC"] = 99_900m,
        ["stETH"] = 2_990m,
        ["WETH"] = 3_000m,
        ["JitoSOL"] = 180m,
        ["BONK"] = 0.00002m,
        ["BNB"] = 600m,
        ["USD"] = 1m,
    };

    private readonly Dictionary<string, decimal> _prices;
    private readonly Dictionary<Derivative, InstrumentMark> _listed;
    private readonly decimal _size;
    private readonly PricedMarket _priced;

    /// <param name="scale">Times which coins are dearer than they are.</param>
    /// <param name="size">USD of the largest entries of a book.</param>
    private EveryDesk(decimal scale, decimal size)
    {
        _size = size;
        _prices = Prices.ToDictionary(price => price.Key, price => Steady.Contains(price.Key) ? price.Value : price.Value * scale, StringComparer.Ordinal);
        _listed = Contracts().ToDictionary();
        Market = new MarketSnapshot
        {
            Version = new("every-1"),
            AsOf = Now,
            Prices = _prices.ToDictionary(price => new Asset(price.Key), price => new AssetMark { Mark = new(price.Value), Confidence = new(0.0001m), AsOf = Now }),
            Instruments = _listed.Keys.ToDictionary(contract => contract.Id, Instrument (contract) => contract),
            Marks = _listed.ToDictionary(contract => contract.Key.Id, contract => contract.Value),
            Units = new Dictionary<RiskUnit, UnitMarket>
            {
                [new("BTC")] = Past(1, 0.03),
                [new("ETH")] = Past(2, 0.04),
                [new("SOL")] = new() { DailyVolatility = 0.05, AverageDailyVolume = new Quantity(30_000_000m) },
            },
        };
        _priced = new PricedMarket(Market, RuleSet.Default);
    }

    /// <summary>Prices and sizes as they are.</summary>
    public static EveryDesk Usual { get; } = new(1m, 1_000_000m);

    /// <summary>The dearest and the cheapest coins that a market may hold, in books of the largest entries that one may have.</summary>
    public static IReadOnlyList<EveryDesk> Extremes { get; } =
    [
        new(1m, BookCheck.LargestValueUsd * 0.4m),
        new(500_000m, BookCheck.LargestValueUsd * 0.4m),
        new(0.000_000_1m, BookCheck.LargestValueUsd * 0.4m),
        new(0.000_000_1m, 0.01m),
    ];

    public MarketSnapshot Market { get; }

    /// <summary>Perhaps of nothing but lines, of nothing but positions, or of nothing.</summary>
    public Book Random(int seed)
    {
        var random = new Random(seed);
        var instruments = _listed.Keys.Select(contract => contract.Id).Append(new("NOBODY-LISTS")).ToList();
        var lines = Enumerable.Range(0, random.Next(6)).Select(_ => LineOf(random)).ToList();
        var positions = Enumerable.Range(0, random.Next(9)).Select(_ => PositionOf(random, instruments[random.Next(instruments.Count)])).ToList();
        var orders = Enumerable.Range(0, random.Next(4)).Select(_ => OrderOf(random, instruments[random.Next(instruments.Count)])).ToList();
        var book = new Book { Account = new(new("fund"), "main"), Lines = [.. lines.DistinctBy(line => (line.Location, line.Asset, line.IsLoan))], Positions = positions, Orders = orders };
        // A profit is told once, by the line or by entries; and each entry has the size that a book may have.
        return BookCheck.Check(book, Market).Count == 0 ? book : book with { Positions = [.. positions.Select(position => position with { AverageEntry = null })] };
    }

    public ModelBook Of(Book book, PoolId? pool = null) => ModelBook.Of(book, pool ?? PoolId.Cross, _priced);

    public static CollateralLine Line(string asset, decimal balance, string at = "A", bool isLoan = false) =>
        new() { Location = new(at), Asset = new(asset), Balance = new(balance), IsLoan = isLoan, AsOf = Now };

    private CollateralLine LineOf(Random random)
    {
        var coin = Coins[random.Next(Coins.Count)];
        var amount = decimal.Round(Math.Min((decimal)random.NextDouble() * _size / _prices.GetValueOrDefault(coin, 1m), MostUnits), 6);
        var line = Line(coin, amount, Venues[random.Next(Venues.Length)]);
        return random.Next(8) switch
        {
            0 => line with { IsLoan = true, Owed = new(decimal.Round(amount / 100m, 6)) },
            1 => line with { Balance = -line.Balance },
            2 => line with { Owed = new(decimal.Round(amount / 1_000m, 6)), UnrealisedProfit = new(decimal.Round(amount / -50m, 6)) },
            3 => line with { Finality = new Finality(random.Next(40), 32) },
            4 => line with { Balance = Quantity.Zero, UnrealisedProfit = new(decimal.Round(amount / 10m, 6)) },
            _ => line,
        };
    }

    private Position PositionOf(Random random, InstrumentId id)
    {
        var contract = _listed.Keys.FirstOrDefault(listed => listed.Id == id);
        var usd = contract is null ? 1m : contract.IsInverse && contract is not EuropeanOption ? contract.Multiplier : contract.Multiplier * _prices[contract.Unit.Code];
        var quantity = random.Next(12) == 0 ? 0m : decimal.Round(Math.Clamp(((decimal)random.NextDouble() - 0.5m) * 2m * _size / usd, -MostUnits, MostUnits), 4);
        var mark = contract is null ? null : _listed[contract].Mark;
        return new Position
        {
            Venue = new(Venues[random.Next(Venues.Length)]),
            Instrument = id,
            Quantity = new(quantity),
            AverageEntry = contract is EuropeanOption || mark is null || random.Next(2) == 0 ? null : new Price(mark.Value.Value * (0.8m + (0.1m * random.Next(5)))),
            AsOf = Now,
        };
    }

    private RestingOrder OrderOf(Random random, InstrumentId id)
    {
        var contract = _listed.Keys.FirstOrDefault(listed => listed.Id == id);
        return new RestingOrder
        {
            Venue = new(Venues[random.Next(Venues.Length)]),
            Instrument = id,
            Side = random.Next(2) == 0 ? OrderSide.Bid : OrderSide.Ask,
            Quantity = new(random.Next(1, 500) / 10m),
            Limit = new((contract is null ? null : _listed[contract].Mark)?.Value * (0.9m + (0.1m * random.Next(3))) is { } limit and > 0 ? limit : 5m),
        };
    }

    private IEnumerable<KeyValuePair<Derivative, InstrumentMark>> Contracts()
    {
        foreach (var unit in Units)
        {
            var price = _prices[unit];
            yield return new(new Perpetual(new($"{unit}-USDT"), new(unit), ContractStyle.Linear, new("USDT"), 0.1m), Mark(price * 1.0002m) with { PredictedFunding = new Rate(0.0001m) });
            yield return new(new Perpetual(new($"{unit}-USDC"), new(unit), ContractStyle.Linear, new("USDC"), 1m), Mark(price) with { PredictedFunding = new Rate(-0.00005m) });
            yield return new(new Perpetual(new($"{unit}-COIN"), new(unit), ContractStyle.Inverse, Asset.Usd, 10m), Mark(price));
            yield return new(new Perpetual(new($"{unit}-EUR"), new(unit), ContractStyle.Linear, new("EUR"), 1m), Mark(price / 1.08m));
            foreach (var (name, days, delivery) in new (string, double, bool)[] { ("NEAR", 0.01, false), ("MAY", 73, false), ("NOW", 0, false), ("PAST", -3, false), ("DONE", -3, true) })
            {
                var expiry = Now.AddDays(days);
                Price? delivered = delivery ? new Price(price * 1.01m) : null;
                yield return new(new DatedFuture(new($"{unit}-{name}"), new(unit), ContractStyle.Linear, new("USDC"), 1m, expiry), Mark(price * 1.01m) with { Delivery = delivered });
                yield return new(new DatedFuture(new($"{unit}-{name}-COIN"), new(unit), ContractStyle.Inverse, Asset.Usd, 10m, expiry), Mark(price * 1.01m) with { Delivery = delivered });
                foreach (var right in new[] { OptionRight.Call, OptionRight.Put })
                {
                    var option = new InstrumentMark { AsOf = Now, ImpliedVolatility = 0.6, Forward = new Price(price * 1.01m), Delivery = delivered };
                    yield return new(new EuropeanOption(new($"{unit}-{name}-{right}"), new(unit), ContractStyle.Linear, new("USDC"), 1m, expiry, right, new(price * 1.1m)), option);
                    yield return new(new EuropeanOption(new($"{unit}-{name}-{right}-COIN"), new(unit), ContractStyle.Inverse, Asset.Usd, 1m, expiry, right, new(price * 0.9m)), option with { Mark = new Price(0.04m) });
                }
            }

            yield return new(new EuropeanOption(new($"{unit}-CALM"), new(unit), ContractStyle.Linear, new("USDT"), 1m, Now.AddDays(20), OptionRight.Call, new(price)), new() { AsOf = Now, ImpliedVolatility = 0, Forward = new(price) });
            yield return new(new EuropeanOption(new($"{unit}-BLIND"), new(unit), ContractStyle.Linear, new("USDT"), 1m, Now.AddDays(900), OptionRight.Put, new(price)), Mark(price / 10m));
            yield return new(new Perpetual(new($"{unit}-UNMARKED"), new(unit), ContractStyle.Linear, new("USDC"), 1m), new() { AsOf = Now });
        }
    }

    private static InstrumentMark Mark(decimal mark) => new() { Mark = new(mark), AsOf = Now };

    private static UnitMarket Past(int seed, double size)
    {
        var random = new Random(seed);
        double[] Days() => [.. Enumerable.Range(0, 300).Select(_ => size * 2 * (random.NextDouble() - 0.5))];
        return new UnitMarket
        {
            DailyVolatility = size,
            AverageDailyVolume = new Quantity(500_000m),
            History = new ReturnHistory { PriceReturns = Days(), VolatilityReturns = Days(), LongRunVolatility = size, Stress = [new StressMove(-0.5, 0.6)] },
        };
    }
}
