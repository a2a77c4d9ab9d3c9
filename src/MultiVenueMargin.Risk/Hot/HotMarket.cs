using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Scenarios;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// A priced market in flat arrays of double, shared by every account compiled against it: what an account holds names rows
/// by number, and a tick fills the rows again where they stand, as far as they have changed. It knows what books have named so far; who
/// evaluates while another fills or compiles must keep them apart, for nothing here is locked.
/// </summary>
public sealed class HotMarket
{
    private const int NoScan = -1;

    private readonly Dictionary<InstrumentId, int> _instrumentOf = [];
    private readonly Dictionary<Asset, int> _assetOf = [];
    private readonly Dictionary<RiskUnit, int> _unitOf = [];
    private readonly List<InstrumentId> _instrumentIds = [];
    private readonly List<Asset> _assetIds = [];
    private readonly List<RiskUnit> _unitIds = [];
    private readonly Dictionary<decimal, HotScenarios> _scenarios = [];
    private readonly List<double> _depth = [];
    private readonly List<int> _scanRows = [];
    private readonly HotSources _sources = new();
    private bool[] _unitChanged = new bool[4];
    private HotUnitTerms[] _terms = new HotUnitTerms[4];
    private int[] _unitOfRow = new int[16];
    private int[] _scanOfRow = new int[16];

    public HotMarket(PricedMarket priced)
    {
        ArgumentNullException.ThrowIfNull(priced);
        Priced = priced;
        Rules = new HotRules(priced.Rules);
        Stride = HotScenarios.StrideOf(ScenarioSet.Scan(priced.Rules.Scan, priced.Rules.UnitClasses[^1].Range));
        CreditShares = new double[priced.Rules.Credit.Pairs.Count];
        FillMarketWide();
    }

    /// <summary>The market last filled in.</summary>
    public PricedMarket Priced { get; private set; }

    /// <summary>The valuation time in UTC ticks.</summary>
    internal long AsOf { get; private set; }

    internal HotRules Rules { get; }

    internal HotInstrument[] Instruments { get; private set; } = new HotInstrument[16];

    internal HotAsset[] Assets { get; private set; } = new HotAsset[16];

    internal HotUnit[] Units { get; private set; } = new HotUnit[4];

    /// <summary>P&amp;L × w of one contract, a row of <see cref="Stride"/> per option that somebody holds.</summary>
    internal double[] Scans { get; private set; } = [];

    /// <summary>Scenarios of a row; what is beyond the set is nothing.</summary>
    internal int Stride { get; }

    /// <summary>Pairs of distance and coins, nearest level first.</summary>
    internal double[] Depth { get; private set; } = [];

    /// <summary>min(0.5·ρ_floor, 40 %) of each pair that may earn credit; 0 under the stress flag.</summary>
    internal double[] CreditShares { get; }

    /// <summary>Whether it can be filled with this market: books are compiled with the rules, and with what the instruments are.</summary>
    public bool Fits(PricedMarket priced)
    {
        ArgumentNullException.ThrowIfNull(priced);
        return ReferenceEquals(priced.Rules, Priced.Rules) && (ReferenceEquals(priced.Market.Instruments, Priced.Market.Instruments)
            || _instrumentIds.All(id => Equals(priced.Market.Instruments.GetValueOrDefault(id), Priced.Market.Instruments.GetValueOrDefault(id))));
    }

    /// <summary>Fills every row that has changed anew. The market must fit.</summary>
    public void Fill(PricedMarket priced)
    {
        ArgumentNullException.ThrowIfNull(priced);
        if (!Fits(priced))
        {
            throw new ArgumentException("Other rules or instruments need another hot market: books are compiled with them.", nameof(priced));
        }

        // Many at once, and before any row is another: a number that nothing can be priced from leaves the market as it was.
        priced.PriceAll(_sources.Read(_instrumentIds, priced));
        Priced = priced;
        FillMarketWide();
        var depth = _depth.ToArray();
        _depth.Clear();
        for (var i = 0; i < _unitIds.Count; i++)
        {
            var unit = HotRow.Of(_unitIds[i], priced);
            (_unitChanged[i], Units[i]) = (unit != Units[i], unit);
            _terms[i] = HotUnitTerms.Of(_unitIds[i], priced);
        }

        for (var i = 0; i < _assetIds.Count; i++)
        {
            Assets[i] = HotRow.Of(_assetIds[i], priced);
        }

        for (var i = 0; i < _instrumentIds.Count; i++)
        {
            if (_sources.Stands(i) && !_unitChanged[_unitOfRow[i]])
            {
                ref var row = ref Instruments[i];
                var (from, to) = row.Depth;
                row = row with { Depth = (_depth.Count, _depth.Count + to - from) };
                _depth.AddRange(depth.AsSpan(from, to - from));
            }
            else
            {
                _sources.Take(i);
                FillInstrument(i);
            }
        }

        Depth = [.. _depth];
    }

    /// <summary>What has rows, in their order.</summary>
    internal IReadOnlyList<InstrumentId> InstrumentIds => _instrumentIds;

    internal IReadOnlyList<Asset> AssetIds => _assetIds;

    internal IReadOnlyList<RiskUnit> UnitIds => _unitIds;

    /// <summary>One instrument's row from a perturbation of the market last filled in; its published book stands still.</summary>
    internal void Refill(int instrument, PricedMarket moved)
    {
        ref var row = ref Instruments[instrument];
        var (depth, most) = (row.Depth, row.DepthMost);
        row = Find(_instrumentIds[instrument], moved) is { } priced
            ? RowOf(priced, HotUnitTerms.Of(priced.Unit, moved), moved, instrument) with { Depth = depth, DepthMost = most }
            : default;
    }

    /// <summary>An option's row of <see cref="Scans"/>; empty where nobody holds it.</summary>
    internal Span<double> ScanRowOf(int instrument) =>
        _scanOfRow[instrument] == NoScan ? [] : Scans.AsSpan(_scanOfRow[instrument], Stride);

    /// <summary>Where an option's row of <see cref="Scans"/> begins; made when somebody holds it first.</summary>
    internal int ScanOf(int instrument)
    {
        if (_scanOfRow[instrument] == NoScan)
        {
            _scanOfRow[instrument] = _scanRows.Count * Stride;
            _scanRows.Add(instrument);
            if (Scans.Length < _scanRows.Count * Stride)
            {
                var scans = new double[2 * _scanRows.Count * Stride];
                Scans.CopyTo(scans, 0);
                Scans = scans;
            }

            if (Find(_instrumentIds[instrument], Priced) is PricedOptionContract option)
            {
                Instruments[instrument] = HotRow.WithScan(Instruments[instrument], option, ScenariosOf(option.Unit), ScanRowOf(instrument));
            }
        }

        return _scanOfRow[instrument];
    }

    /// <summary>The row of an instrument, made when it is named first.</summary>
    internal int RowOf(InstrumentId id)
    {
        if (!_instrumentOf.TryGetValue(id, out var row))
        {
            row = _instrumentIds.Count;
            _instrumentIds.Add(id);
            _instrumentOf.Add(id, row);
            if (row == Instruments.Length)
            {
                var grown = new HotInstrument[2 * row];
                Instruments.CopyTo(grown, 0);
                Instruments = grown;
                _sources.Grow(grown.Length);
                Array.Resize(ref _unitOfRow, grown.Length);
                Array.Resize(ref _scanOfRow, grown.Length);
            }

            _sources.Make(row, id, Priced);
            _scanOfRow[row] = NoScan;
            FillInstrument(row);
            if (_depth.Count > Depth.Length)
            {
                Depth = [.. _depth];
            }
        }

        return row;
    }

    internal int RowOf(Asset asset)
    {
        if (!_assetOf.TryGetValue(asset, out var row))
        {
            row = _assetIds.Count;
            _assetIds.Add(asset);
            _assetOf.Add(asset, row);
            if (row == Assets.Length)
            {
                var grown = new HotAsset[2 * row];
                Assets.CopyTo(grown, 0);
                Assets = grown;
            }

            Assets[row] = HotRow.Of(asset, Priced);
        }

        return row;
    }

    internal int RowOf(RiskUnit unit)
    {
        if (!_unitOf.TryGetValue(unit, out var row))
        {
            row = _unitIds.Count;
            _unitIds.Add(unit);
            _unitOf.Add(unit, row);
            if (row == Units.Length)
            {
                var grown = new HotUnit[2 * row];
                Units.CopyTo(grown, 0);
                Units = grown;
                Array.Resize(ref _unitChanged, grown.Length);
                Array.Resize(ref _terms, grown.Length);
            }

            Units[row] = HotRow.Of(unit, Priced);
            _terms[row] = HotUnitTerms.Of(unit, Priced);
        }

        return row;
    }

    /// <summary>Moves, weights and tails of the scan of a unit: the same for all units of one range.</summary>
    internal HotScenarios ScenariosOf(RiskUnit unit)
    {
        var range = Priced.ClassOf(unit).Range;
        if (!_scenarios.TryGetValue(range, out var scenarios))
        {
            scenarios = new HotScenarios(Priced.ScanOf(unit), Priced.Rules.Scan, Stride);
            _scenarios.Add(range, scenarios);
        }

        return scenarios;
    }

    private void FillInstrument(int row)
    {
        if (Find(_instrumentIds[row], Priced) is not { } priced)
        {
            // Whoever has it is out of date before a scan of it is read.
            Instruments[row] = default;
            _sources.Forget(row);
            return;
        }

        var (from, most) = (_depth.Count, 0.0);
        foreach (var level in priced.Mark.Depth)
        {
            _depth.Add(Kernel.ToDouble(level.Distance.Value));
            _depth.Add(Kernel.ToDouble(level.Coins.Value));
            most = Math.Max(most, Math.Abs(Kernel.ToDouble(level.Distance.Value)));
        }

        var unit = _unitOfRow[row] = RowOf(priced.Unit);
        Instruments[row] = RowOf(priced, _terms[unit], Priced, row) with { Depth = (from, _depth.Count), DepthMost = most };
    }

    private HotInstrument RowOf(PricedInstrument priced, in HotUnitTerms unit, PricedMarket market, int row)
    {
        var scenarios = ScenariosOf(priced.Unit);
        var filled = HotRow.Of(priced, unit, market);
        return priced is PricedFuture ? HotRow.WithMoves(filled, scenarios)
            : HotRow.WithScan(filled, priced, scenarios, _scanOfRow[row] == NoScan ? stackalloc double[Stride] : ScanRowOf(row));
    }

    /// <summary>A derivative as it is; a spot pair, of which only orders are held, as the linear contract its base moves like.</summary>
    private static PricedInstrument? Find(InstrumentId id, PricedMarket market) =>
        market.Market.Instruments.GetValueOrDefault(id) is Spot pair ? market.PriceOfPair(pair)
        : market.TryPrice(id, out var priced, out _) ? priced
        : null;

    private void FillMarketWide()
    {
        AsOf = Priced.AsOf.UtcTicks;
        var rules = Priced.Rules.Credit;
        for (var i = 0; i < CreditShares.Length; i++)
        {
            CreditShares[i] = Priced.Market.StressFlag ? 0 : ShareOf(rules.Pairs[i], rules);
        }
    }

    private double ShareOf(CreditPair pair, CreditRules rules)
    {
        var correlation = Priced.Market.Correlations.FirstOrDefault(each => each.IsBetween(pair.First, pair.Second));
        var floor = correlation is null ? 0m
            : Math.Clamp(Kernel.ToDecimal(Math.Min(correlation.Days250, correlation.Stress)), 0m, 1m);
        return Kernel.ToDouble(Math.Min(rules.CorrelationShare * floor, rules.Most));
    }
}
