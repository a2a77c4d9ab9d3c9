using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Benchmarks.Hot;

/// <summary>
/// A made-up but ordinary account: 50 positions in BTC and ETH at three venues, 24 of them options of three expiries, eight
/// lines of collateral with a loan, four orders, what two venues say of it, and a year of history to each coin.
/// </summary>
internal static class DeskOfFifty
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly LocationId[] Venues = [new("A"), new("B"), new("C")];
    private static readonly Asset Usdt = new("USDT");

    internal static readonly RuleSet Rules = RuleSet.Default with
    {
        Locations = new Dictionary<LocationId, LocationTerms>
        {
            [new("A")] = new() { Haircut = 0.02m, Grace = TimeSpan.FromHours(4) },
            [new("B")] = new() { Haircut = 0.03m, Grace = TimeSpan.FromHours(1) },
            [new("C")] = new() { Haircut = 0.05m },
            [new("CUST")] = new() { Haircut = 0.005m },
        },
    };

    internal static Book Book { get; } = BuildBook();

    internal static MarketSnapshot Market { get; } = BuildMarket();

    private static IEnumerable<(RiskUnit Unit, decimal Price, Derivative[] Contracts)> Listed()
    {
        foreach (var (coin, price) in new[] { ("BTC", 64_000m), ("ETH", 3_200m) })
        {
            var unit = new RiskUnit(coin);
            var contracts = new List<Derivative>
            {
                new Perpetual(new($"{coin}-P"), unit, ContractStyle.Linear, Usdt, 1m),
                new Perpetual(new($"{coin}-I"), unit, ContractStyle.Inverse, Asset.Usd, 100m),
            };
            foreach (var days in new[] { 25, 53, 116 })
            {
                var expiry = Now.AddDays(days);
                contracts.Add(new DatedFuture(new($"{coin}-F{days}"), unit, ContractStyle.Linear, Asset.Usd, 1m, expiry));
                foreach (var (moneyness, right) in new[] { (0.8m, OptionRight.Put), (0.9m, OptionRight.Put), (1.1m, OptionRight.Call), (1.25m, OptionRight.Call) })
                {
                    contracts.Add(new EuropeanOption(
                        new($"{coin}-{right}{moneyness}-{days}"), unit, ContractStyle.Inverse, Asset.Usd, 1m, expiry, right, new(price * moneyness)));
                }
            }

            yield return (unit, price, [.. contracts]);
        }
    }

    private static Book BuildBook()
    {
        var positions = new List<Position>();
        foreach (var (unit, price, contracts) in Listed())
        {
            for (var i = 0; i < 25; i++)
            {
                var contract = contracts[i % contracts.Length];
                var coins = 200_000m / price * (1 + (i * 7 % 5));
                var sign = i * 5 % 3 == 0 ? -1 : 1;
                positions.Add(new Position
                {
                    Venue = contract is EuropeanOption ? Venues[0] : Venues[i % 3],
                    Instrument = contract.Id,
                    Quantity = new(decimal.Round(sign * (contract is Perpetual { IsInverse: true } ? 2_000m + i : coins + i), 2, MidpointRounding.ToEven)),
                    AverageEntry = contract is EuropeanOption ? null : new(price * 0.98m),
                    AsOf = Now,
                });
            }
        }

        // Options of one series at one venue are one position: what is missing to fifty is held elsewhere.
        var distinct = positions.DistinctBy(position => (position.Instrument, position.Venue)).ToList();
        foreach (var position in positions.Except(distinct))
        {
            distinct.Add(position with { Venue = Venues[1] });
        }

        return new Book
        {
            Account = new AccountId(new InstitutionId("bench"), "fifty"),
            Positions = [.. distinct.DistinctBy(position => (position.Instrument, position.Venue))],
            Lines =
            [
                Line("BTC", "CUST", 60m), Line("BTC", "A", 12m), Line("ETH", "CUST", 900m), Line("USDT", "B", 900_000m), Line("USDC", "C", 400_000m),
                Line("USD", "CUST", 2_500_000m), Line("stETH", "CUST", 150m), Line("USDC", "CUST", 300_000m) with { IsLoan = true },
            ],
            Orders =
            [
                Order("BTC-P", OrderSide.Bid, 2m, 63_500m), Order("BTC-P", OrderSide.Ask, 3m, 64_700m), Order("ETH-P", OrderSide.Bid, 20m, 3_150m),
                Order("ETH-F25", OrderSide.Ask, 10m, 3_300m),
            ],
            VenueStatements = new Dictionary<LocationId, VenueStatement>
            {
                [Venues[0]] = new() { Equity = new(900_000m), InitialMargin = new(800_000m), MaintenanceMargin = new(600_000m), AsOf = Now },
                [Venues[1]] = new() { Equity = new(500_000m), InitialMargin = new(700_000m), MaintenanceMargin = new(550_000m), AsOf = Now },
            },
            Routes = [new(new("A"), new("B"), TimeSpan.FromMinutes(30)), new(new("CUST"), new("B"), TimeSpan.FromMinutes(50))],
        };

        static CollateralLine Line(string asset, string location, decimal balance) =>
            new() { Asset = new(asset), Location = new(location), Balance = new(balance), AsOf = Now };

        static RestingOrder Order(string id, OrderSide side, decimal quantity, decimal limit) =>
            new() { Venue = Venues[0], Instrument = new(id), Side = side, Quantity = new(quantity), Limit = new(limit) };
    }

    private static MarketSnapshot BuildMarket()
    {
        var instruments = new Dictionary<InstrumentId, Instrument>();
        var marks = new Dictionary<InstrumentId, InstrumentMark>();
        var units = new Dictionary<RiskUnit, UnitMarket>();
        foreach (var (unit, price, contracts) in Listed())
        {
            units[unit] = new UnitMarket
            {
                AverageDailyVolume = new(20_000_000_000m / price),
                History = new ReturnHistory
                {
                    PriceReturns = [.. Enumerable.Range(0, 365).Select(day => 0.03 * Math.Sin(day * 12.9898))],
                    VolatilityReturns = [.. Enumerable.Range(0, 365).Select(day => 0.05 * Math.Sin(day * 78.233))],
                    LongRunVolatility = 0.035,
                },
            };
            foreach (var contract in contracts)
            {
                instruments.Add(contract.Id, contract);
                marks.Add(contract.Id, new InstrumentMark
                {
                    AsOf = Now.AddSeconds(-2),
                    Confidence = new Rate(0.0005m),
                    Mark = contract is EuropeanOption ? null : new(price * 1.002m),
                    Forward = contract is EuropeanOption ? new(price * 1.003m) : null,
                    ImpliedVolatility = contract is EuropeanOption ? 0.55 : null,
                    PredictedFunding = contract is Perpetual ? new Rate(0.0001m) : null,
                    HalfSpread = contract is EuropeanOption ? null : new Rate(0.0002m),
                });
            }
        }

        return new MarketSnapshot
        {
            Version = new("bench"),
            AsOf = Now,
            Prices = new Dictionary<Asset, AssetMark>
            {
                [new("BTC")] = Mark(64_000m),
                [new("ETH")] = Mark(3_200m),
                [new("stETH")] = Mark(3_195m),
                [new("USDC")] = Mark(1m),
                [Usdt] = Mark(0.9995m),
            },
            Instruments = instruments,
            Marks = marks,
            Units = units,
            Correlations = [new(new("BTC"), new("ETH"), 0.8, 0.7)],
        };

        static AssetMark Mark(decimal price) => new() { Mark = new(price), Confidence = new Rate(0.0003m), AsOf = Now.AddSeconds(-1) };
    }
}
