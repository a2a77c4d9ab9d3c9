using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Scenarios;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// A priced market in flat arrays of double, shared by every account compiled against it: what an account holds names rows
/// by number, and a tick fills the rows again where they stand. It knows what books have named so far; who evaluates while
/// another fills or compiles must keep them apart, for nothing here is locked.
/// </summary>
public sealed class HotMarket
{
    private readonly Dictionary<InstrumentId, int> _instrumentOf = [];
    private readonly Dictionary<Asset, int> _assetOf = [];
    private readonly Dictionary<RiskUnit, int> _unitOf = [];
    private readonly List<InstrumentId> _instrumentIds = [];
    private readonly List<Asset> _assetIds = [];
    private readonly List<RiskUnit> _unitIds = [];
    private readonly Dictionary<decimal, HotScenarios> _scenarios = [];
    private readonly List<double> _depth = [];

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

    /// <summary>P&amp;L × w of one contract, a row of <see cref="Stride"/> per instrument.</summary>
    internal double[] Scans { get; private set; } = [];

    /// <summary>Scenarios of a row; what is beyond the set is nothing.</summary>
    internal int Stride { get; }

    /// <summary>Pairs of distance and coins, nearest level first.</summary>
    internal double[] Depth { get; private set; } = [];

    /// <summary>min(0.5·ρ_floor, 40 %) of each pair that may earn credit; 0 under the stress flag.</summary>
    internal double[] CreditShares { get; }

    /// <summary>Fills every row anew. The rules must be the same: they are compiled into the books.</summary>
    public void Fill(PricedMarket priced)
    {
        ArgumentNullException.ThrowIfNull(priced);
        if (!ReferenceEquals(priced.Rules, Priced.Rules))
        {
            throw new ArgumentException("Other rules need another hot market: books are compiled with them.", nameof(priced));
        }

        Priced = priced;
        FillMarketWide();
        _depth.Clear();
        for (var i = 0; i < _unitIds.Count; i++)
        {
            Units[i] = HotRow.Of(_unitIds[i], priced);
        }

        for (var i = 0; i < _assetIds.Count; i++)
        {
            Assets[i] = HotRow.Of(_assetIds[i], priced);
        }

        for (var i = 0; i < _instrumentIds.Count; i++)
        {
            FillInstrument(i);
        }

        Depth = [.. _depth];
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
            }

            if (Scans.Length < Instruments.Length * Stride)
            {
                var scans = new double[Instruments.Length * Stride];
                Scans.CopyTo(scans, 0);
                Scans = scans;
            }

            FillInstrument(row);
            Depth = [.. _depth];
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
            }

            Units[row] = HotRow.Of(unit, Priced);
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
        var scan = Scans.AsSpan(row * Stride, Stride);
        scan.Clear();
        if (Find(_instrumentIds[row]) is not { } priced)
        {
            Instruments[row] = default;
            return;
        }

        var (from, most) = (_depth.Count, 0.0);
        foreach (var level in priced.Mark.Depth)
        {
            _depth.Add(Kernel.ToDouble(level.Distance.Value));
            _depth.Add(Kernel.ToDouble(level.Coins.Value));
            most = Math.Max(most, Math.Abs(Kernel.ToDouble(level.Distance.Value)));
        }

        Instruments[row] = HotRow.WithScan(HotRow.Of(priced, Priced), priced, ScenariosOf(priced.Unit), scan) with
        {
            Depth = (from, _depth.Count),
            DepthMost = most,
        };
    }

    /// <summary>A derivative as it is; a spot pair, of which only orders are held, as the linear contract its base moves like.</summary>
    private PricedInstrument? Find(InstrumentId id) => Priced.Market.Instruments.GetValueOrDefault(id) is Spot pair ? Priced.PriceOfPair(pair)
        : Priced.TryPrice(id, out var priced, out _) ? priced
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
