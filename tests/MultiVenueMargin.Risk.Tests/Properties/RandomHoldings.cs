using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Risk.Tests.Properties;

/// <summary>What an account holds, owes and has ordered.</summary>
internal static class RandomHoldings
{
    public static readonly Gen<List<TransferRoute>> Routes =
        from pairs in Gen.SubListOf(
            (from one in Places where one != World.Nowhere from other in Places where other != World.Nowhere && other != one select (one, other)).ToArray())
        from minutes in Gen.ArrayOf(Gen.Choose(1, 400), pairs.Count)
        select pairs.Select((pair, i) => new TransferRoute(pair.one, pair.other, TimeSpan.FromMinutes(minutes[i]))).ToList();

    public static readonly Gen<Dictionary<PoolId, MarginState>> PriorStates =
        from isThere in Draw.Chance(60)
        from state in Gen.Choose(1, 6)
        select isThere ? new Dictionary<PoolId, MarginState> { [PoolId.Cross] = (MarginState)state } : [];

    /// <summary>Most books have the cross pool alone.</summary>
    public static readonly Gen<Gen<PoolId>> PoolsOfOneBook = Draw.Weighted(
        (3, Gen.Constant(PoolId.Cross)),
        (2, Draw.Weighted((8, PoolId.Cross), (2, World.Isolated[0]), (1, World.Isolated[1]))));

    private static readonly Gen<LocationId> Venues = Draw.Weighted((6, World.A), (4, World.B), (3, World.C), (1, World.Nowhere));

    private static readonly Gen<LocationId> AnyPlace = Draw.Weighted(
        (5, World.A), (4, World.B), (2, World.C), (4, World.Custodian), (5, World.Chain), (1, World.Nowhere));

    /// <summary>Legs of usual option positions: the place of the strike among the six listed, call or put, long or short.</summary>
    private static readonly (int Strike, char Kind, int Sign)[][] Structures =
    [
        [(3, 'C', 1)], [(2, 'P', 1)], [(4, 'C', -1)], [(1, 'P', -1)], [(0, 'P', -1)], [(0, 'P', -1), (5, 'C', -1)],
        [(3, 'C', 1), (3, 'P', 1)], [(4, 'C', -1), (2, 'P', -1)],
        [(2, 'C', 1), (4, 'C', -1)], [(4, 'P', 1), (1, 'P', -1)], [(2, 'C', -1), (4, 'C', 1)],
        [(2, 'C', 1), (4, 'C', -1), (2, 'P', -1), (4, 'P', 1)], [(1, 'C', -1), (5, 'C', 1), (1, 'P', 1), (5, 'P', -1)],
        [(2, 'C', 1), (3, 'C', -2), (4, 'C', 1)], [(1, 'P', 1), (2, 'P', -1), (4, 'C', -1), (5, 'C', 1)],
        [(3, 'C', 1), (3, 'P', -1), (0, 'F', -1)], [(4, 'C', -1), (0, 'F', 1)],
    ];

    private static LocationId[] Places => [World.A, World.B, World.C, World.Custodian, World.Chain, World.Nowhere];

    public static Gen<List<Position>> Positions(
        IReadOnlyList<RiskUnit> units, IReadOnlyDictionary<Asset, AssetMark> prices, Gen<TimeSpan> age, Gen<PoolId> pools) =>
        from perUnit in Gen.CollectToList(units, unit => OfUnit(unit, PriceOf(unit, prices), age, pools))
        select perUnit.SelectMany(one => one).ToList();

    public static Gen<List<CollateralLine>> Lines(IReadOnlyDictionary<Asset, AssetMark> prices, Gen<TimeSpan> age, Gen<PoolId> pools)
    {
        var any =
            from kind in Draw.Weighted((12, "asset"), (3, "loan"), (1, "negative"))
            from line in Line(kind, prices, age, pools)
            select line;
        return
            from flavour in Draw.Weighted((1, "none"), (1, "debts"), (18, "any"))
            from lines in flavour switch
            {
                "none" => Gen.Constant(new List<CollateralLine>()),
                "debts" => Draw.ListOf(1, 4, Line("loan", prices, age, pools)),
                _ => Draw.ListOf(1, 8, any),
            }
            select lines;
    }

    public static Gen<List<RestingOrder>> Orders(
        IReadOnlyList<RiskUnit> units, IReadOnlyList<Position> positions, IReadOnlyDictionary<Asset, AssetMark> prices, Gen<PoolId> pools)
    {
        if (units.Count == 0)
        {
            return Gen.Constant(new List<RestingOrder>());
        }

        var listed = units.SelectMany(unit => World.ListedOn(unit, PriceOf(unit, prices))).ToList();
        var byId = listed.ToDictionary(one => one.Id);
        var held = positions.Select(position => (byId[position.Instrument], position.Venue, position.Pool)).ToArray();
        var order =
            from any in Gen.Elements(listed.ToArray())
            from ofHeld in Draw.Chance(70)
            from venue in Venues
            from pool in pools
            from place in held.Length > 0 && ofHeld ? Gen.Elements(held) : Gen.Constant((any, venue, pool))
            from side in Gen.Elements(OrderSide.Bid, OrderSide.Ask)
            from usd in Draw.LogUniform(1e3, 1e8)
            from near in Draw.Between(0.9m, 1.1m)
            let contract = place.Item1
            let price = PriceOf(contract.Unit, prices)
            let limit = contract is not EuropeanOption ? price : contract.IsInverse ? 0.05m : price * 0.05m
            select new RestingOrder
            {
                Pool = place.Item3,
                Venue = place.Item2,
                Instrument = contract.Id,
                Side = side,
                Quantity = new Quantity(Contracts(contract, usd, price)),
                Limit = new Price(Draw.Significant((double)(limit * near), 5)),
            };
        var ofPair =
            from pair in Gen.Elements(World.Pairs)
            from venue in Venues
            from pool in pools
            from side in Gen.Elements(OrderSide.Bid, OrderSide.Ask)
            from usd in Draw.LogUniform(1e3, 1e8)
            from near in Draw.Between(0.9m, 1.1m)
            let price = prices.TryGetValue(pair.Base, out var mark) ? mark.Mark.Value : 1m
            select new RestingOrder
            {
                Pool = pool,
                Venue = venue,
                Instrument = pair.Id,
                Side = side,
                Quantity = new Quantity(Draw.Significant((double)(usd / price), 3)),
                Limit = new Price(Draw.Significant((double)(price * near), 5)),
            };
        return
            from any in Draw.Chance(60)
            from orders in any ? Draw.ListOf(1, 6, Gen.Frequency((6, order), (1, ofPair))) : Gen.Constant(new List<RestingOrder>())
            select orders;
    }

    public static Gen<Dictionary<LocationId, VenueStatement>> Statements(Gen<PoolId> pools) =>
        from venues in Gen.SubListOf(World.A, World.B, World.C)
        from statements in Gen.CollectToList(venues, venue => Statement(venue, pools))
        select statements.ToDictionary(pair => pair.Venue, pair => pair.Statement);

    private static Gen<(LocationId Venue, VenueStatement Statement)> Statement(LocationId venue, Gen<PoolId> pools) =>
        from pool in pools
        from equity in Draw.Perhaps(92, Draw.LogUniform(1e4, 1e8))
        from isNegative in Draw.Chance(5)
        from maintenance in Draw.Perhaps(92, Draw.LogUniform(1e3, 5e7))
        from initial in Draw.Perhaps(60, Draw.Between(1m, 2m))
        select (venue, new VenueStatement
        {
            Pool = pool,
            Equity = equity is { } stated ? new Usd(isNegative ? -stated : stated) : null,
            MaintenanceMargin = maintenance is { } required ? new Usd(required) : null,
            InitialMargin = initial is { } factor && maintenance is { } least ? new Usd(least * factor) : null,
            AsOf = World.Now,
        });

    private static Gen<List<Position>> OfUnit(RiskUnit unit, decimal price, Gen<TimeSpan> age, Gen<PoolId> pools)
    {
        var listed = World.ListedOn(unit, price);
        return
            from flavour in Draw.Weighted((62, "structures"), (16, "mixed"), (12, "singles"), (10, "pair"))
            from structures in flavour is "structures" or "mixed"
                ? Draw.ListOf(1, 3, Structure(listed, price, age, pools))
                : Gen.Constant(new List<List<Position>>())
            from singles in flavour is "singles" or "mixed"
                ? Draw.ListOf(1, 6, Single(listed, price, age, pools))
                : Gen.Constant(new List<Position>())
            from pair in flavour == "pair" ? Pair(listed, price, age, pools) : Gen.Constant(new List<Position>())
            select structures.SelectMany(one => one).Concat(singles).Concat(pair).ToList();
    }

    /// <summary>A linear perpetual against the inverse one at the same venue: next to no risk, so the floors decide.</summary>
    private static Gen<List<Position>> Pair(List<Derivative> listed, decimal price, Gen<TimeSpan> age, Gen<PoolId> pools) =>
        from venue in Venues
        from pool in pools
        from usd in Draw.LogUniform(1e3, 5e8)
        from old in age
        select listed.OfType<Perpetual>()
            .Where(one => one.Quote == Asset.Usd)
            .Select(one => new Position
            {
                Pool = pool,
                Venue = venue,
                Instrument = one.Id,
                Quantity = new Quantity(Contracts(one, usd, price) * (one.IsInverse ? -1 : 1)),
                AsOf = World.Now - old,
            })
            .ToList();

    private static Gen<Position> Single(List<Derivative> listed, decimal price, Gen<TimeSpan> age, Gen<PoolId> pools)
    {
        var perpetuals = listed.OfType<Perpetual>().ToArray<Derivative>();
        var futures = listed.OfType<DatedFuture>().ToArray<Derivative>();
        var options = listed.OfType<EuropeanOption>().ToArray<Derivative>();
        return
            from contract in Gen.Frequency((5, Gen.Elements(perpetuals)), (3, Gen.Elements(futures)), (3, Gen.Elements(options)))
            from venue in Venues
            from pool in pools
            from usd in Draw.LogUniform(1e3, 5e8)
            from isShort in Draw.Chance(50)
            from hasEntry in Draw.Chance(40)
            from entry in Draw.Between(0.8m, 1.2m)
            from old in age
            select new Position
            {
                Pool = pool,
                Venue = venue,
                Instrument = contract.Id,
                Quantity = new Quantity(Contracts(contract, usd, price) * (isShort ? -1 : 1)),
                AverageEntry = hasEntry && contract is not EuropeanOption ? new Price(Draw.Significant((double)(price * entry), 5)) : null,
                AsOf = World.Now - old,
            };
    }

    private static Gen<List<Position>> Structure(List<Derivative> listed, decimal price, Gen<TimeSpan> age, Gen<PoolId> pools)
    {
        var expiries = World.Expiries.Skip(1).ToArray();
        return
            from legs in Gen.Elements(Structures)
            from sample in Gen.Elements(listed.OfType<EuropeanOption>().Where(option => expiries.Contains(option.Expiry)).ToArray())
            from venue in Venues
            from pool in pools
            from usd in Draw.LogUniform(2e3, 5e8)
            from old in age
            let series = listed.OfType<DatedDerivative>()
                .Where(one => one.Expiry == sample.Expiry && one.Quote == sample.Quote && one.Style == sample.Style)
                .ToList()
            let strikes = series.OfType<EuropeanOption>().Select(option => option.Strike).Distinct().Order().ToList()
            let size = Contracts(sample, usd, price)
            select legs
                .Select(leg => (leg.Sign, Contract: leg.Kind == 'F'
                    ? series.OfType<DatedFuture>().First()
                    : series.OfType<EuropeanOption>().First(option =>
                        option.Strike == strikes[leg.Strike] && option.Right == (leg.Kind == 'C' ? OptionRight.Call : OptionRight.Put)) as Derivative))
                .Select(leg => new Position
                {
                    Pool = pool,
                    Venue = venue,
                    Instrument = leg.Contract.Id,
                    Quantity = new Quantity(
                        leg.Sign * (leg.Contract is EuropeanOption ? size : Contracts(leg.Contract, size * sample.Multiplier * price, price))),
                    AsOf = World.Now - old,
                })
                .ToList();
    }

    private static Gen<CollateralLine> Line(string kind, IReadOnlyDictionary<Asset, AssetMark> prices, Gen<TimeSpan> age, Gen<PoolId> pools) =>
        from asset in Gen.Frequency(
            (8, Gen.Elements(World.Units.Select(unit => unit.Unit.NativeCoin).ToArray())),
            (5, Gen.Elements([.. World.Stablecoins, Asset.Usd])),
            (4, Gen.Elements(World.OtherAssets.Select(other => other.Asset).ToArray())),
            (1, Draw.Weighted((1, World.Unpriced), (6, Asset.Usd))))
        from location in AnyPlace
        from pool in pools
        from usd in kind == "asset" ? Draw.LogUniform(1e3, 1e9) : Draw.LogUniform(1e2, 2e7)
        from bridge in Draw.Weighted((7, 0), (1, 1), (1, 2), (1, 3))
        from finality in Draw.Perhaps(25, Gen.Choose(0, 12))
        from owed in Draw.Perhaps(15, Draw.Between(0m, 0.01m))
        from profit in Draw.Perhaps(10, Draw.Between(-0.2m, 0.2m))
        from old in age
        let price = prices.TryGetValue(asset, out var mark) ? mark.Mark.Value : 1m
        let amount = Draw.Significant((double)(usd / price), 5)
        select new CollateralLine
        {
            Pool = pool,
            Location = location,
            Asset = asset,
            IsLoan = kind == "loan",
            Balance = new Quantity(kind == "negative" ? -amount : amount),
            Owed = new Quantity(amount * (owed ?? 0m)),
            UnrealisedProfit = new Quantity(kind == "asset" ? amount * (profit ?? 0m) : 0m),
            Bridge = location == World.Chain && kind == "asset" ? (BridgeClass)bridge : BridgeClass.Native,
            Finality = location == World.Chain && kind == "asset" && finality is { } seen ? new Finality(seen, 12) : null,
            AsOf = World.Now - old,
        };

    private static decimal Contracts(Derivative contract, decimal usd, decimal price) => Draw.Significant(
        (double)(usd / contract.Multiplier / (contract.IsInverse && contract is not EuropeanOption ? 1m : price)), 3);

    private static decimal PriceOf(RiskUnit unit, IReadOnlyDictionary<Asset, AssetMark> prices) =>
        prices.TryGetValue(unit.NativeCoin, out var mark) ? mark.Mark.Value : (decimal)World.Units.First(one => one.Unit == unit).Price;
}
