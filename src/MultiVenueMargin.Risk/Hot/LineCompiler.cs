using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>The lines of a pool: netted as in the report, with every factor that is no price multiplied out.</summary>
internal sealed class LineCompiler
{
    private readonly HotMarket _market;
    private readonly RuleSet _rules;
    private readonly Numbering<RiskUnit> _units;
    private readonly Numbering<Asset> _totals;
    private readonly HashSet<LocationId> _silent;
    private readonly Numbering<Asset> _capped = new();
    private readonly Numbering<string> _issuers = new();
    private readonly Numbering<Asset> _borrowed = new();
    private readonly Dictionary<int, Numbering<LocationId>> _unitLocations = [];
    private readonly Dictionary<int, decimal> _assetWeights = [];
    private readonly Dictionary<int, decimal> _issuerWeights = [];
    private readonly Dictionary<LineKey, (int Line, decimal Amount)> _amountOf = [];

    public LineCompiler(Book book, PoolHoldings holdings, Numbering<RiskUnit> units, Numbering<Asset> totals, HotMarket market)
    {
        (_market, _rules, _units, _totals) = (market, market.Priced.Rules, units, totals);
        _silent = [.. book.LostFeeds.Where(feed => feed.Pool == holdings.Pool).Select(feed => feed.Location)];
        var lots = LotsOf(book, holdings);
        var lines = new List<CompiledLine>();
        var compiledLots = new List<CompiledLot>();
        var keys = book.Lines.Where(line => line.Pool == holdings.Pool).GroupBy(KeyOf).ToDictionary(group => group.Key, group => group.ToList());
        foreach (var key in keys.Keys.Concat(lots.Select(lot => lot.Key)).Distinct())
        {
            var own = keys.GetValueOrDefault(key, []);
            var known = own.Select(line => line.AsOf).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
            var its = lots[key].ToList();
            var from = compiledLots.Count;
            compiledLots.AddRange(its.Select(lot => lot.Lot with { MakesOlder = lot.AsOf < known }));
            var asOf = its.Select(lot => lot.AsOf).Append(known).Min();
            var amount = own.Sum(line => line.Amount.Value);
            _amountOf.Add(key, (lines.Count, amount));
            lines.Add(Compile(key, amount, asOf, from, compiledLots.Count));
        }

        Lines = [.. lines];
        Lots = [.. compiledLots];
    }

    public CompiledLine[] Lines { get; }

    public CompiledLot[] Lots { get; }

    public Numbering<LocationId> Locations { get; } = new();

    public CompiledCapGroup[] AssetGroups => Groups(_capped.Items.Count, _assetWeights);

    public CompiledCapGroup[] IssuerGroups => Groups(_issuers.Items.Count, _issuerWeights);

    public CompiledCapGroup[] VenueGroups => Groups(Locations.Items.Count, []);

    public int BorrowGroups => _borrowed.Items.Count;

    /// <summary>Whether one issuer has stablecoins of several weights: which one holds would hang on the signs of the lines.</summary>
    public bool HasMixedWeights { get; private set; }

    /// <summary>The locations of a unit's lines, to which those of its positions are added.</summary>
    public Numbering<LocationId> UnitLocations(int unit)
    {
        if (!_unitLocations.TryGetValue(unit, out var locations))
        {
            locations = new Numbering<LocationId>();
            _unitLocations.Add(unit, locations);
        }

        return locations;
    }

    /// <summary>The number of the line that a line of the book is netted in, and its amount without profits.</summary>
    public (int Line, decimal Amount) Find(CollateralLine line) => _amountOf[KeyOf(line)];

    private static LineKey KeyOf(CollateralLine line) => new(line.Asset, line.Location, line.IsLoan, line.Bridge, line.Finality);

    private static CompiledCapGroup[] Groups(int count, Dictionary<int, decimal> weights) =>
        [.. Enumerable.Range(0, count).Select(group => new CompiledCapGroup(Kernel.ToDouble(weights.GetValueOrDefault(group))))];

    /// <summary>Lots of each future that counts and tells its entry, by the line their profit settles in.</summary>
    private ILookup<LineKey, (CompiledLot Lot, DateTimeOffset AsOf, LineKey Key)> LotsOf(Book book, PoolHoldings holdings)
    {
        var entries = book.Positions
            .Where(position => position.Pool == holdings.Pool && position.AverageEntry is { Value: > 0 })
            .ToLookup(position => (position.Instrument, position.Venue));
        var lots =
            from held in holdings.Positions
            where held.Instrument is PricedFuture
            let contract = held.Instrument.Contract
            let key = new LineKey(contract.Settlement, held.Venue, false, BridgeClass.Native, null)
            from entered in entries[(held.Id, held.Venue)]
                .GroupBy(position => position.AverageEntry!.Value)
                .OrderBy(lots => lots.Key)
            let size = entered.Sum(lot => lot.Quantity.Value) * contract.Multiplier
            where size != 0
            select (
                Lot: new CompiledLot(_market.RowOf(held.Id), Kernel.ToDouble(size), Kernel.ToDouble(entered.Key.Value), contract.IsInverse, false),
                AsOf: entered.Min(lot => lot.AsOf),
                Key: key);
        return lots.ToLookup(lot => lot.Key);
    }

    private CompiledLine Compile(LineKey key, decimal amount, DateTimeOffset asOf, int lotFrom, int lotTo)
    {
        var terms = _rules.Collateral.TermsOf(key.Asset);
        var unit = _rules.Collateral.UnitOf(key.Asset) is { } its ? _units.Of(its) : -1;
        var row = _market.RowOf(key.Asset);
        var asset = _market.Assets[row];
        var isUsd = key.Asset == Asset.Usd;
        var isSilent = _silent.Contains(key.Location);
        var isStable = terms.Kind == AssetKind.Stablecoin;
        var age = _market.AsOf - (isUsd ? asOf.UtcTicks : Math.Min(asOf.UtcTicks, asset.AsOf));
        return new CompiledLine
        {
            Row = row,
            Total = _totals.Of(key.Asset),
            Amount = Kernel.ToDouble(amount),
            LotFrom = lotFrom,
            LotTo = lotTo,
            AsOf = asOf.UtcTicks,
            IsUsd = isUsd,
            IsSilent = isSilent,
            Counts = !isSilent && asset.HasMark && age - _market.Rules.Fresh <= _market.Rules.Lost,
            Credit = Kernel.ToDouble(CreditOf(key)),
            IsTakenWhole = terms.Haircut.All(tier => tier.Rate >= 1m),
            IsCoin = terms.Kind == AssetKind.Coin,
            Unit = unit,
            UnitLocation = unit < 0 ? -1 : UnitLocations(unit).Of(key.Location),
            Location = Locations.Of(key.Location),
            AssetGroup = isUsd || isStable ? -1 : Capped(_capped.Of(key.Asset), terms.ExcessWeight, _assetWeights),
            IssuerGroup = isStable && terms.Issuer is { } issuer ? Capped(_issuers.Of(issuer), terms.ExcessWeight, _issuerWeights) : -1,
            VenueGroup = Locations.Of(key.Location),
            BorrowGroup = _borrowed.Of(key.Asset),
        };
    }

    private int Capped(int group, decimal weight, Dictionary<int, decimal> weights)
    {
        HasMixedWeights |= weights.TryGetValue(group, out var other) && other != weight;
        weights[group] = weight;
        return group;
    }

    /// <summary>(1 − h_l)·(1 − h_bridge)·(1 − h_own)·finality.</summary>
    private decimal CreditOf(LineKey key)
    {
        var known = _rules.Locations.TryGetValue(key.Location, out var location);
        return (known ? 1 - location!.Haircut : 0m)
            * (1 - _rules.Collateral.BridgeHaircuts.GetValueOrDefault(key.Bridge, 1m))
            * (known && location!.OwnToken == key.Asset ? 1 - _rules.Collateral.OwnTokenHaircut : 1m)
            * (key.Finality is { } finality ? finality.Share : 1m);
    }

    private sealed record LineKey(Asset Asset, LocationId Location, bool IsLoan, BridgeClass Bridge, Finality? Finality);
}
