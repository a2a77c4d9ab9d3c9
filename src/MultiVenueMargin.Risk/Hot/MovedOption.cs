using System.Runtime.Intrinsics;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Pricing;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// A living option's row along a factor, the twin of <see cref="PricedOptionContract"/> on a perturbed market: the kernel is
/// asked at the very same doubles, so that what is left to differ is a few roundings of products.
/// </summary>
internal sealed class MovedOption
{
    /// <summary>More than how far X·D·B and what the mark differed from it may each be off, relative to themselves.</summary>
    private const double ValueShare = 2 * Bounded.FigureShare;

    private readonly int _row;
    private readonly int _forward;
    private readonly MoveOf _move;
    private readonly bool _isVolatility;
    private readonly bool _hasOrders;
    private readonly double _held;
    private readonly HotInstrument _still;
    private readonly double[] _stillScan;
    private readonly HotScenarios _scenarios;
    private readonly ShockedChanges _changes;
    private readonly EuropeanOption _option;
    private readonly OptionRight _right;
    private readonly bool _isInverse;
    private readonly double _strike;
    private readonly double _volatility;
    private readonly double _years;
    private readonly double _rootYears;
    private readonly (double Up, double Down) _shocks;
    private readonly double _multiplier;
    private readonly double _index;
    private readonly double _yearsOfRate;
    private readonly double _model;
    private readonly double _delta;
    private readonly double _vega;
    private readonly double[]? _shocked;
    private readonly double _residue;
    private readonly double _spreadOfMark;
    private readonly double _spreadOfIndex;

    /// <param name="row">Its row.</param>
    /// <param name="option">It on the market that does not move.</param>
    /// <param name="move">What moves; <paramref name="isVolatility"/>: its own move is of σ, else of its forward.</param>
    /// <param name="forward">The number of its forward among all that are asked for.</param>
    /// <param name="held">Contracts held and ordered, all without their signs.</param>
    /// <param name="hasOrders">Whether the extremes of its scan are asked for.</param>
    /// <param name="changes">Of the scan of its unit.</param>
    public MovedOption(
        int row, PricedOptionContract option, MoveOf move, bool isVolatility, int forward, double held, bool hasOrders, ShockedChanges changes, HotMarket market)
    {
        (_row, _move, _isVolatility, _forward, _held, _hasOrders, _changes) = (row, move, isVolatility, forward, held, hasOrders, changes);
        _still = market.Instruments[row];
        _stillScan = market.ScanRowOf(row).ToArray();
        _scenarios = market.ScenariosOf(option.Unit);
        _option = option.Option;
        _right = option.Option.Right;
        _isInverse = option.Option.IsInverse;
        _strike = (double)option.Option.Strike.Value;
        _volatility = option.Inputs.Volatility;
        _years = option.Option.YearsAt(market.Priced.AsOf);
        _rootYears = Math.Sqrt(_years);
        _shocks = changes.Shocks(option.DaysToExpiry);
        _multiplier = Kernel.ToDouble(option.Option.Multiplier);
        _index = Kernel.ToDouble(option.UsdPerCoin);
        _yearsOfRate = Kernel.ToDouble(Kernel.ToDecimal(option.DaysToExpiry) / 365m * option.Option.Multiplier);
        _model = Kernel.ToDouble(option.ModelValue);
        var at = Kernel.ToDouble(option.Inputs.Forward);
        var greeks = Black76.PriceAndGreeks(_right, at, _strike, _volatility, _years);
        var contract = _multiplier * Kernel.ToDouble(option.UsdFactor);
        (_delta, _vega) = (contract * at * greeks.Delta, 0.01 * contract * greeks.Vega);
        _shocked = isVolatility || !move.IsOwn || changes.HangOnForward ? null : changes.Volatilities(0, _strike, _volatility, _shocks);
        _residue = Kernel.ToDouble(option.Value - option.ModelValue);
        AddOnRules rules = market.Priced.Rules.AddOns;
        _spreadOfMark = Kernel.ToDouble(rules.OptionSpreadOfMark);
        _spreadOfIndex = Kernel.ToDouble(rules.OptionSpreadOfUnderlying * option.Option.Multiplier);
    }

    /// <returns>
    /// How far the values of what is held and ordered may be off beyond what a figure may: X·D·B and the residue may all but
    /// cancel, and their errors do not.
    /// </returns>
    public double MoveTo(double by, double[] forwards, HotMarket market, HistoryBounds? history)
    {
        var index = _move.IsIndex ? _index * by : _index;
        var quote = _move.IsQuote ? _still.QuoteInUsd * by : _still.QuoteInUsd;
        history?.Fill(
            _row, _option, forwards[_forward], _isVolatility ? _volatility * by : _volatility, _years, _multiplier * quote * Discount(index, forwards[_forward]));
        var row = _move.IsOwn ? Repriced(by, forwards[_forward], index, quote, market, out var model)
            : Scaled((_isInverse ? _move.IsIndex : _move.IsQuote) ? by : 1, market, out model);
        var value = model + _residue;
        var mark = Math.Max(_multiplier * value, 0);
        var premium = _isInverse ? index : quote;
        market.Instruments[_row] = row with
        {
            RateWeight = _yearsOfRate * model,
            ContractValue = _multiplier * value,
            OptionHalfSpread = Math.Min(mark, (_spreadOfMark * mark) + (_spreadOfIndex * index)),
            QuoteInUsd = quote,
            OrderMark = value / premium,
            OrderUsd = premium * _multiplier,
            ImpactOfRoot = _move.IsIndex ? _still.ImpactOfRoot / Math.Sqrt(by) : _still.ImpactOfRoot,
        };
        return _held * _multiplier * ValueShare * (Math.Abs(model) + Math.Abs(_residue));
    }

    /// <summary>Its forward and its σ stand: B does, and only what it is worth in USD moves.</summary>
    private HotInstrument Scaled(double by, HotMarket market, out double model)
    {
        model = _model * by;
        if (by == 1)
        {
            return _still;
        }

        var scan = market.ScanRowOf(_row);
        for (var i = 0; i < scan.Length; i += Vector512<double>.Count)
        {
            (Vector512.Create<double>(_stillScan.AsSpan(i)) * by).CopyTo(scan[i..]);
        }

        return _still with
        {
            // Not what the row has, which is cut at 15 digits: the moved market cuts anew.
            Delta = _delta * by,
            Vega = _vega * by,
            Discount = _isInverse ? _still.Discount * by : _still.Discount,
            ScanMost = _still.ScanMost * by,
            Grid = (_still.Grid.Least * by, _still.Grid.Most * by),
            Tails = (_still.Tails.Least * by, _still.Tails.Most * by),
        };
    }

    private HotInstrument Repriced(double by, double forward, double index, double quote, HotMarket market, out double model)
    {
        var volatility = _isVolatility ? _volatility * by : _volatility;
        var discount = Discount(index, forward);
        var usd = quote * discount;
        var contract = _multiplier * usd;
        var greeks = Black76.PriceAndGreeks(_right, forward, _strike, volatility, _years);
        model = usd * greeks.Price;
        var scan = market.ScanRowOf(_row);
        var most = 0.0;
        if (scan.Length > 0 || _hasOrders)
        {
            var changes = _shocked is { } shocked ? _changes.Of(_right, forward, _strike, _rootYears, greeks.Price, shocked)
                : _changes.Of(_right, forward, _strike, _rootYears, greeks.Price, volatility, _shocks);
            most = FillScan(contract, changes, scan);
            if (_hasOrders)
            {
                return WithExtremes(_still, contract, changes) with
                {
                    Delta = contract * forward * greeks.Delta,
                    Vega = 0.01 * contract * greeks.Vega,
                    Discount = discount,
                };
            }
        }

        return _still with
        {
            Delta = contract * forward * greeks.Delta,
            Vega = 0.01 * contract * greeks.Vega,
            Discount = discount,
            ScanMost = most,
        };
    }

    public void Restore(HotMarket market)
    {
        market.Instruments[_row] = _still;
        _stillScan.CopyTo(market.ScanRowOf(_row));
    }

    /// <summary>D: a coin premium's is S/F.</summary>
    private double Discount(double index, double forward) => _isInverse ? index / forward : _still.Discount;

    /// <returns>The largest of all.</returns>
    private double FillScan(double contract, ReadOnlySpan<double> changes, Span<double> scan)
    {
        var weights = _scenarios.Weights.AsSpan();
        var (usd, most) = (Vector512.Create(contract), Vector512<double>.Zero);
        for (var i = 0; i < scan.Length; i += Vector512<double>.Count)
        {
            var profit = usd * Vector512.Create(changes[i..]) * Vector512.Create<double>(weights[i..]);
            profit.CopyTo(scan[i..]);
            most = Vector512.Max(most, Vector512.Abs(profit));
        }

        var largest = 0.0;
        for (var lane = 0; lane < Vector512<double>.Count; lane++)
        {
            largest = Math.Max(largest, most[lane]);
        }

        return largest;
    }

    private HotInstrument WithExtremes(HotInstrument row, double contract, ReadOnlySpan<double> changes)
    {
        var weights = _scenarios.Weights;
        var profits = new double[_scenarios.Set.Count];
        for (var i = 0; i < profits.Length; i++)
        {
            profits[i] = contract * changes[i] * weights[i];
        }

        return HotRow.WithExtremes(row, profits, _scenarios);
    }
}
