using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Grids;

namespace MultiVenueMargin.Risk.RuleBooks.Deribit;

/// <summary>
/// What positions make in the cells of the risk matrix, in USD at the price as it stands: the venue counts in the settlement coin,
/// so that what an inverse contract pays is divided by the move.
/// </summary>
internal sealed class DeribitGrid
{
    private readonly PairParameters _pair;
    private readonly DeribitPmParameters _rules;
    private readonly IReadOnlyList<decimal> _moves;

    public DeribitGrid(PairParameters pair, DeribitPmParameters rules)
    {
        (_pair, _rules) = (pair, rules);
        _moves = PriceMoves.Even(pair.PriceRange, rules.BucketsEachSide);
        Cells = [.. from move in _moves from volatility in Enum.GetValues<VolatilityState>() select (move, volatility)];
        Extended = new ExtendedTable(rules.ExtendedMoves, pair.ExtendedFactor);
    }

    /// <summary>The table, price by price and within a price volatility down, same, up.</summary>
    public IReadOnlyList<(decimal Move, VolatilityState Volatility)> Cells { get; }

    public ExtendedTable Extended { get; }

    public MatrixBucket BucketOf(IReadOnlyList<ModelPosition> positions, CurrencyParameters currency) => new(
        [.. Cells.Select(cell => positions.Sum(position => ProfitOf(position, cell.Move, cell.Volatility)))],
        [.. Extended.Moves.Select(move => positions.Sum(position => FarProfitOf(position, move)))],
        currency.Gains,
        currency.Dampener);

    /// <summary>
    /// USD per 100 % move of what the position is worth in its settlement currency: an inverse option's delta less its mark, as the
    /// venue states it.
    /// </summary>
    public static decimal DeltaOf(ModelPosition position) => position.Option is { IsDelivered: false } option && position.Contract.IsInverse
        ? position.Delta - (position.Size * option.ModelValue)
        : position.Delta;

    public string NameOf(int cell) => cell < Cells.Count
        ? $"price {Cells[cell].Move:+0.##%;-0.##%;0%}, volatility {Cells[cell].Volatility.ToString().ToLowerInvariant()}"
        : $"extended table, price {Extended.Moves[cell - Cells.Count]:+0.##%;-0.##%;0%}";

    private decimal FarProfitOf(ModelPosition position, decimal move) => position.Option is null
        ? ProfitOf(position, ExtendedTable.FuturesMove(move, _pair.PriceRange), VolatilityState.Up)
        : ExtendedTable.CountedShare(move, _pair.PriceRange) * ProfitOf(position, move, VolatilityState.Up);

    private decimal ProfitOf(ModelPosition position, decimal move, VolatilityState state)
    {
        if (position.Instrument.IsDelivered)
        {
            return 0m;
        }

        if (position.Option is not { } option)
        {
            return position.Contract.IsInverse ? InverseProfit.InCoin(position.Delta, move) : position.Delta * move;
        }

        var days = Math.Max(option.DaysToExpiry, (double)_rules.LeastDays);
        var volatility = state switch
        {
            _ when option.IsExpired => option.Inputs.Volatility,
            VolatilityState.Up => _pair.Volatility.Up(option.Inputs.Volatility, days),
            VolatilityState.Down => _pair.Volatility.Down(option.Inputs.Volatility, days),
            _ => option.Inputs.Volatility,
        };
        var value = RepricedOption.ValueAt(option, option.Inputs.Forward * (1m + move), volatility, option.DaysToExpiry);
        var worth = position.Contract.IsInverse ? value / (1m + move) : value;
        return position.Size * (worth - RepricedOption.ValueNow(option));
    }
}
