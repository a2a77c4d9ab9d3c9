using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Collateral;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>The lines of a pool: netted as in the report, with every factor that is no price multiplied out.</summary>
internal sealed class LineCompiler
{
    private readonly HotMarket _market;
    private readonly RuleSet _rules;
    private readonly Numbering<RiskUnit> _units;
    private readonly Numbering<Asset> _totals;
    private readonly HashSet<LocationId> _silent = [];
    private readonly Numbering<Asset> _capped = new();
    private readonly Numbering<string> _issuers = new();
    private readonly Numbering<Asset> _borrowed = new();
    private readonly List<Numbering<LocationId>?> _unitLocations = [];
    private readonly Numbering<LineKey> _keys = new();
    private readonly decimal[] _amounts;
    private readonly List<decimal> _assetWeights = [];
    private readonly List<decimal> _issuerWeights = [];

    public LineCompiler(Book book, PoolHoldings holdings, Numbering<RiskUnit> units, Numbering<Asset> totals, HotMarket market)
    {
        (_market, _rules, _units, _totals) = (market, market.Priced.Rules, units, totals);
        foreach (var feed in book.LostFeeds)
        {
            if (feed.Pool == holdings.Pool)
            {
                _silent.Add(feed.Location);
            }
        }

        var own = new List<(int Line, int Member)>(book.Lines.Count);
        for (var i = 0; i < book.Lines.Count; i++)
        {
            if (book.Lines[i].Pool == holdings.Pool)
            {
                own.Add((_keys.Of(LineKey.Of(book.Lines[i])), i));
            }
        }

        var lots = new LotCompiler(book, holdings, _keys, market);
        (Members, Runs) = Sorted(own, _keys.Items.Count);
        (Lots, LotsAsOf, LotsOfHeld, LineOfHeld) = (lots.Lots, lots.AsOf, lots.OfHeld, lots.LineOfHeld);
        Lines = new CompiledLine[_keys.Items.Count];
        _amounts = new decimal[Lines.Length];
        for (var line = 0; line < Lines.Length; line++)
        {
            var (amount, known) = Netted(book.Lines, Runs[line].Of(Members));
            var (from, to) = lots.OfLine(line);
            _amounts[line] = amount;
            Lines[line] = Compile(_keys.Items[line], amount, Aged(from, to, known, Lots, LotsAsOf), from, to);
        }
    }

    public CompiledLine[] Lines { get; }

    public CompiledLot[] Lots { get; }

    public long[] LotsAsOf { get; }

    /// <summary>The lots of each position that counts, and the line in which they settle.</summary>
    public HeldRun[] LotsOfHeld { get; }

    public int[] LineOfHeld { get; }

    /// <summary>The pool's balances line by line, as places in the book, and where each line's are among them.</summary>
    public int[] Members { get; }

    public HeldRun[] Runs { get; }

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
        while (_unitLocations.Count <= unit)
        {
            _unitLocations.Add(null);
        }

        return _unitLocations[unit] ??= new Numbering<LocationId>();
    }

    /// <summary>The number of the line that a line of the book is netted in, and its amount without profits.</summary>
    public (int Line, decimal Amount) Find(CollateralLine line)
    {
        var number = _keys.Find(LineKey.Of(line));
        return (number, _amounts[number]);
    }

    /// <summary>Signed amount of a line's balances without unrealised profit, and since when the oldest is known; in UTC ticks.</summary>
    public static (decimal Amount, long Known) Netted(IReadOnlyList<CollateralLine> lines, ReadOnlySpan<int> members)
    {
        var (amount, known) = (0m, DateTimeOffset.MaxValue.UtcTicks);
        foreach (var member in members)
        {
            amount += lines[member].Amount.Value;
            known = Math.Min(known, lines[member].AsOf.UtcTicks);
        }

        return (amount, known);
    }

    /// <summary>Since when a line is known whose balances are known since then, with its lots; and which of these make it older.</summary>
    public static long Aged(int lotFrom, int lotTo, long known, CompiledLot[] lots, long[] lotsAsOf)
    {
        var asOf = known;
        for (var i = lotFrom; i < lotTo; i++)
        {
            var makesOlder = lotsAsOf[i] < known;
            if (lots[i].MakesOlder != makesOlder)
            {
                lots[i] = lots[i] with { MakesOlder = makesOlder };
            }

            asOf = Math.Min(asOf, lotsAsOf[i]);
        }

        return asOf;
    }

    /// <summary>Each line's balances beside each other, in the order of the book.</summary>
    private static (int[] Members, HeldRun[] Runs) Sorted(List<(int Line, int Member)> own, int lines)
    {
        var from = new int[lines + 1];
        foreach (var (line, _) in own)
        {
            from[line + 1]++;
        }

        for (var i = 0; i < lines; i++)
        {
            from[i + 1] += from[i];
        }

        var runs = new HeldRun[lines];
        for (var i = 0; i < lines; i++)
        {
            runs[i] = new HeldRun(from[i], from[i + 1]);
        }

        var members = new int[own.Count];
        foreach (var (line, member) in own)
        {
            members[from[line]++] = member;
        }

        return (members, runs);
    }

    private static CompiledCapGroup[] Groups(int count, List<decimal> weights)
    {
        var groups = new CompiledCapGroup[count];
        for (var i = 0; i < weights.Count; i++)
        {
            groups[i] = new CompiledCapGroup(Kernel.ToDouble(weights[i]));
        }

        return groups;
    }

    private CompiledLine Compile(LineKey key, decimal amount, long asOf, int lotFrom, int lotTo)
    {
        var terms = _rules.Collateral.TermsOf(key.Asset);
        var unit = _rules.Collateral.UnitOf(key.Asset) is { } its ? _units.Of(its) : -1;
        var row = _market.RowOf(key.Asset);
        var asset = _market.Assets[row];
        var isUsd = key.Asset == Asset.Usd;
        var isSilent = _silent.Contains(key.Location);
        var isStable = terms.Kind == AssetKind.Stablecoin;
        var age = _market.AsOf - (isUsd ? asOf : Math.Min(asOf, asset.AsOf));
        var location = Locations.Of(key.Location);
        return new CompiledLine
        {
            Row = row,
            Total = _totals.Of(key.Asset),
            Amount = Kernel.ToDouble(amount),
            LotFrom = lotFrom,
            LotTo = lotTo,
            AsOf = asOf,
            IsUsd = isUsd,
            IsSilent = isSilent,
            Counts = !isSilent && asset.HasMark && age - _market.Rules.Fresh <= _market.Rules.Lost,
            Credit = Kernel.ToDouble(CreditOf(key)),
            IsTakenWhole = IsTakenWhole(terms),
            IsCoin = terms.Kind == AssetKind.Coin,
            Unit = unit,
            UnitLocation = unit < 0 ? -1 : UnitLocations(unit).Of(key.Location),
            Location = location,
            AssetGroup = isUsd || isStable ? -1 : Capped(_capped.Of(key.Asset), terms.ExcessWeight, _assetWeights),
            IssuerGroup = isStable && terms.Issuer is { } issuer ? Capped(_issuers.Of(issuer), terms.ExcessWeight, _issuerWeights) : -1,
            VenueGroup = location,
            BorrowGroup = _borrowed.Of(key.Asset),
        };
    }

    private static bool IsTakenWhole(AssetTerms terms)
    {
        foreach (var tier in terms.Haircut)
        {
            if (tier.Rate < 1m)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Groups are numbered one after the other: a new one is the next.</summary>
    private int Capped(int group, decimal weight, List<decimal> weights)
    {
        if (group == weights.Count)
        {
            weights.Add(weight);
        }

        HasMixedWeights |= weights[group] != weight;
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
}
