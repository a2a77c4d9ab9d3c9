using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Scenarios;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>
/// The rows of a hot market along one factor: what <see cref="Perturbations.Perturbation"/> does to a market and its instruments, done
/// to the rows that a book has, and to those alone that the factor touches. The market must be as it was filled when this is
/// made, and nobody may name new rows while they are moved.
/// </summary>
/// <remarks>
/// A moved row in double is off from the moved market's figure by its own few roundings and by the 15 digits at which kernels
/// return: 7e-15 of itself, which is below <see cref="Bounded.FigureShare"/>, on which every bound of the hot path rests. Forward and
/// σ, of which a price may be a steep function, are the same doubles as there. What is seldom (delivered, carried forwards,
/// spot pairs) is taken from the moved market itself.
/// </remarks>
internal sealed class MovedRows
{
    /// <summary>Below this the decimals of a price or a Δ$ no longer have the digits of a double.</summary>
    private const decimal LeastFigure = 1e-9m;

    private readonly HotMarket _market;
    private readonly Factor _factor;
    private readonly Func<decimal, PricedMarket> _moved;
    private readonly HistoryBounds? _history;
    private readonly List<(int Row, HotAsset Still, decimal Mark)> _assets = [];
    private readonly List<(int Row, HotUnit Still, decimal Index)> _units = [];
    private readonly List<MovedFuture> _futures = [];
    private readonly List<MovedOption> _options = [];
    private readonly List<(int Row, HotInstrument Still, double[] Scan)> _others = [];
    private readonly List<decimal> _forwards = [];
    private readonly Dictionary<(decimal, bool), int> _forwardOf = [];
    private readonly List<bool> _isForwardMoved = [];
    private readonly Dictionary<ScenarioSet, ShockedChanges> _changes = [];
    private readonly double[] _forwardsNow;

    /// <param name="market">Its rows; as they are.</param>
    /// <param name="book">What is held, so that errors can be added up.</param>
    /// <param name="factor">What moves; not the loss of a venue, which moves no market.</param>
    /// <param name="moved">The perturbed market, for the rows that are taken from it.</param>
    /// <param name="history">To be moved with the rows, where units have histories.</param>
    public MovedRows(HotMarket market, CompiledBook book, Factor factor, Func<decimal, PricedMarket> moved, HistoryBounds? history = null)
    {
        (_market, _factor, _moved, _history) = (market, factor, moved, history);
        foreach (var (row, asset) in market.AssetIds.Index())
        {
            if (IsMoved(asset))
            {
                _assets.Add((row, market.Assets[row], market.Priced.Market.Prices[asset].Mark.Value));
            }
        }

        foreach (var (row, unit) in market.UnitIds.Index())
        {
            if (IsMoved(unit.NativeCoin))
            {
                _units.Add((row, market.Units[row], market.Priced.Market.Prices[unit.NativeCoin].Mark.Value));
            }
        }

        var (held, ordered) = HeldOf(market, book);
        foreach (var (row, id) in market.InstrumentIds.Index())
        {
            Add(row, id, held[row], ordered[row]);
        }

        _forwardsNow = new double[_forwards.Count];
    }

    /// <summary>Moves the rows.</summary>
    /// <returns>How far, in USD, equity or MM of any pool may be off beyond their bounds, for each time that the value of an option enters them.</returns>
    public double MoveTo(decimal move)
    {
        var by = 1 + move;
        foreach (var (row, still, mark) in _assets)
        {
            _market.Assets[row] = still with { Mark = Kernel.ToDouble(mark * by) };
        }

        foreach (var (row, still, index) in _units)
        {
            _market.Units[row] = still with { Index = Kernel.ToDouble(index * by) };
        }

        for (var i = 0; i < _forwardsNow.Length; i++)
        {
            _forwardsNow[i] = Kernel.ToDouble(_isForwardMoved[i] ? _forwards[i] * by : _forwards[i]);
        }

        var (factor, off) = ((double)by, 0.0);
        foreach (var future in _futures)
        {
            future.MoveTo(factor, _market);
        }

        foreach (var option in _options)
        {
            off += option.MoveTo(factor, _forwardsNow, _market, _history);
        }

        if (_others.Count > 0)
        {
            var moved = _moved(move);
            foreach (var (row, _, _) in _others)
            {
                _market.Refill(row, moved);
                _history?.Fill(row, moved, _market);
            }
        }

        return off;
    }

    /// <summary>Puts every row back to where it was.</summary>
    public void Restore()
    {
        _history?.Restore();
        _assets.ForEach(asset => _market.Assets[asset.Row] = asset.Still);
        _units.ForEach(unit => _market.Units[unit.Row] = unit.Still);
        _futures.ForEach(future => future.Restore(_market));
        _options.ForEach(option => option.Restore(_market));
        foreach (var (row, still, scan) in _others)
        {
            _market.Instruments[row] = still;
            scan.CopyTo(_market.ScanRowOf(row));
        }
    }

    /// <summary>Whether the factor moves the marks, the forward or the σ of a contract themselves.</summary>
    public static bool IsOwn(Factor factor, Derivative contract) => factor switch
    {
        PriceFactor price => contract.Unit == price.Unit,
        VolatilityFactor volatility => contract.Unit == volatility.Unit && contract is EuropeanOption,
        BasisFactor basis => contract.Unit == basis.Unit && contract is DatedDerivative,
        _ => false,
    };

    private bool IsMoved(Asset asset) => _market.Priced.Market.Prices.ContainsKey(asset) && _factor switch
    {
        PriceFactor price => _market.Priced.Rules.Collateral.UnitOf(asset) == price.Unit,
        PegFactor peg => asset == peg.Stablecoin,
        _ => false,
    };

    private void Add(int row, InstrumentId id, double held, double ordered)
    {
        switch (_market.Priced.Market.Instruments.GetValueOrDefault(id))
        {
            case Spot pair when IsMoved(pair.Base) || IsMoved(pair.Quote)
                || (_market.Priced.Rules.Collateral.UnitOf(pair.Base) is { } unit && IsMoved(unit.NativeCoin)):
                AddOther(row);
                break;
            case Derivative contract when _market.Priced.TryPrice(id, out var priced, out _):
                var move = new MoveOf(IsOwn(_factor, contract), IsMoved(contract.Unit.NativeCoin), !contract.IsInverse && IsMoved(contract.Quote));
                if (move.IsAny)
                {
                    Add(row, priced!, move, held, ordered);
                }

                break;
        }
    }

    private void Add(int row, PricedInstrument priced, MoveOf move, double held, double ordered)
    {
        if (priced is PricedFuture { IsDelivered: false } future && Math.Min(future.Delta, future.Price) >= LeastFigure)
        {
            _futures.Add(new MovedFuture(row, future, move, _market));
        }
        else if (priced is PricedOptionContract { IsExpired: false } option && IsSimple(option, move))
        {
            var set = _market.ScenariosOf(option.Unit).Set;
            if (!_changes.TryGetValue(set, out var changes))
            {
                changes = new ShockedChanges(set, _market.Priced.Rules.Scan);
                _changes.Add(set, changes);
            }

            var forward = ForwardOf(option.Inputs.Forward, move.IsOwn && _factor is not VolatilityFactor);
            _options.Add(new MovedOption(
                row, option, move, _factor is VolatilityFactor, forward, held + ordered, ordered > 0, changes, _market));
        }
        else
        {
            AddOther(row);
        }
    }

    /// <summary>Whether its forward is known: it stands, or moves from where it is. Others are made anew from what the market says after the move.</summary>
    private bool IsSimple(PricedOptionContract option, MoveOf move) =>
        Math.Min(option.Inputs.Forward, option.UsdFactor) >= LeastFigure && _factor switch
        {
            VolatilityFactor or BasisFactor => true,
            _ => option.Inputs.ForwardSource == ForwardSource.Venue
                || (!move.IsOwn && option.Inputs.ForwardSource != ForwardSource.Carry),
        };

    private int ForwardOf(decimal forward, bool isMoved)
    {
        if (!_forwardOf.TryGetValue((forward, isMoved), out var number))
        {
            number = _forwards.Count;
            _forwards.Add(forward);
            _isForwardMoved.Add(isMoved);
            _forwardOf.Add((forward, isMoved), number);
        }

        return number;
    }

    private void AddOther(int row) => _others.Add((row, _market.Instruments[row], _market.ScanRowOf(row).ToArray()));

    /// <summary>Contracts held and ordered of each instrument in all pools, without their signs.</summary>
    private static (double[] Held, double[] Ordered) HeldOf(HotMarket market, CompiledBook book)
    {
        var (held, ordered) = (new double[market.InstrumentIds.Count], new double[market.InstrumentIds.Count]);
        foreach (var pool in book.CompiledPools)
        {
            foreach (ref readonly var slot in pool.Slots.AsSpan())
            {
                held[slot.Row] += Math.Abs(slot.Quantity);
            }

            foreach (ref readonly var orders in pool.Orders.AsSpan())
            {
                ordered[orders.Row] += orders.Bids + orders.Asks;
            }
        }

        return (held, ordered);
    }
}
