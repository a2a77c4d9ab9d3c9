using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Hot;

/// <summary>What a factor does to an instrument.</summary>
/// <param name="IsOwn">Moves its marks, forward or σ themselves.</param>
/// <param name="IsIndex">Moves the price of its underlying.</param>
/// <param name="IsQuote">Moves the price of its quote currency.</param>
internal readonly record struct MoveOf(bool IsOwn, bool IsIndex, bool IsQuote)
{
    public bool IsAny => IsOwn || IsIndex || IsQuote;
}

/// <summary>A future's row along a factor, the twin of <see cref="PricedFuture"/> on a perturbed market.</summary>
internal sealed class MovedFuture
{
    private readonly int _row;
    private readonly MoveOf _move;
    private readonly HotInstrument _still;
    private readonly HotScenarios _scenarios;
    private readonly double _multiplier;
    private readonly double _index;
    private readonly bool _isInverse;

    public MovedFuture(int row, PricedFuture future, MoveOf move, HotMarket market)
    {
        (_row, _move, _still) = (row, move, market.Instruments[row]);
        _scenarios = market.ScenariosOf(future.Unit);
        _multiplier = Kernel.ToDouble(future.Contract.Multiplier);
        _index = Kernel.ToDouble(market.Priced.FindIndex(future.Unit) ?? 0m);
        _isInverse = future.Contract.IsInverse;
    }

    public void MoveTo(double by, HotMarket market)
    {
        var price = _move.IsOwn ? _still.Price * by : _still.Price;
        var quote = _move.IsQuote ? _still.QuoteInUsd * by : _still.QuoteInUsd;
        var delta = _isInverse
            ? _multiplier * (_move.IsIndex ? _index * by : _index) / price
            : _multiplier * price * quote;
        market.Instruments[_row] = HotRow.WithMoves(
            _still with
            {
                Price = price,
                QuoteInUsd = quote,
                Delta = delta,
                OrderMark = price,
                OrderUsd = Math.Abs(delta) / price,
                ImpactOfRoot = _move.IsIndex ? _still.ImpactOfRoot / Math.Sqrt(by) : _still.ImpactOfRoot,
            },
            _scenarios);
    }

    public void Restore(HotMarket market) => market.Instruments[_row] = _still;
}
