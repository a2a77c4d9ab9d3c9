using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Grids;

namespace MultiVenueMargin.Risk.RuleBooks.Okx;

/// <summary>One risk unit of a book under OKX' rules: all that is on one underlying, with the coins that hedge it.</summary>
internal sealed class OkxUnitRisk
{
    private readonly ModelBook _book;
    private readonly OkxPmParameters _rules;
    private readonly OkxUnitClass _class;
    private readonly List<ModelPosition> _positions;
    private readonly decimal _index;

    /// <param name="book">The book.</param>
    /// <param name="unit">Which underlying.</param>
    /// <param name="coin">USD of equity in its coin, signed.</param>
    /// <param name="rules">The parameters.</param>
    public OkxUnitRisk(ModelBook book, RiskUnit unit, decimal coin, OkxPmParameters rules)
    {
        (_book, _rules, _class) = (book, rules, rules.ClassOf(unit.Code));
        _positions = [.. book.PositionsOf(unit).Where(position => !position.Instrument.IsDelivered)];
        _index = book.IndexOf(unit);
        var delta = _positions.Sum(position => position.Delta);
        SpotHedge = delta < 0 ? Math.Clamp(coin, 0m, -delta) : Math.Clamp(coin, -delta, 0m);
        Margin = Compute();
    }

    /// <summary>USD of the coin, owned or owed, that stands against the derivatives' delta.</summary>
    public decimal SpotHedge { get; }

    public RiskUnitMargin Margin { get; }

    /// <summary>What makes MR1, in words.</summary>
    public string WorstMove { get; private set; } = "none";

    private RiskUnitMargin Compute()
    {
        var cells = (from move in _class.SignedMoves
                     from volatility in Enum.GetValues<VolatilityState>()
                     select (Profit: ProfitOf(move, volatility), Words: $"price {move:+0.##%;-0.##%;0%}, volatility {volatility.ToString().ToLowerInvariant()}")).ToList();
        WorstMove = cells.MinBy(cell => cell.Profit).Words;
        var extremes = new[] { _class.ExtremeMove, -_class.ExtremeMove }.Select(move => ProfitOf(move, VolatilityState.Same));
        var perpetuals = _positions.Where(position => position.IsPerpetual).Sum(position => position.Delta);
        return new RiskUnitMargin(
            ScenarioLoss.Worst(cells.Select(cell => cell.Profit)),
            ScenarioLoss.Worst([_positions.Sum(DecayOf)]),
            VegaTerm: 0m,
            _class.Basis.Of(perpetuals, Expiries()),
            InterestRate: 0m,
            ScenarioLoss.Covered(extremes, _rules.ExtremeCover),
            SlicedCharge.Of(_rules.MinimumChargeTiers, _class.MinimumCharge * _positions.Sum(position => Math.Abs(position.Delta))),
            _rules.Stablecoins.Of(DeltasByQuote(), quote => _book.Market.FindMark(new Asset(quote))?.Mark.Value is { } price and > 0 ? price : 1m));
    }

    private IEnumerable<(decimal Delta, decimal Years)> Expiries() =>
        from position in _positions
        where position.Expiry is not null
        group position by position.Expiry!.Value into expiry
        select (expiry.Sum(position => position.Delta), (decimal)DatedDerivative.YearsBetween(_book.AsOf, expiry.Key));

    private Dictionary<string, decimal> DeltasByQuote()
    {
        var deltas = _positions
            .GroupBy(position => position.Contract.Quote.Code, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(position => position.Delta), StringComparer.Ordinal);
        deltas[Asset.Usd.Code] = deltas.GetValueOrDefault(Asset.Usd.Code) + SpotHedge;
        return deltas;
    }

    private decimal ProfitOf(decimal move, VolatilityState state) =>
        (SpotHedge * move) + _positions.Sum(position => ProfitOf(position, move, state));

    /// <summary>The index moves and takes marks and forwards along by as much: the basis stays.</summary>
    private decimal ProfitOf(ModelPosition position, decimal move, VolatilityState state)
    {
        if (position.Option is not { } option)
        {
            return position.Contract.IsInverse ? position.Delta * move : position.Size * _index * move;
        }

        var days = Math.Max(option.DaysToExpiry, (double)_rules.LeastDays);
        var volatility = state switch
        {
            _ when option.IsExpired => option.Inputs.Volatility,
            VolatilityState.Up => _rules.Volatility.Up(option.Inputs.Volatility, days),
            VolatilityState.Down => _rules.Volatility.Down(option.Inputs.Volatility, days),
            _ => option.Inputs.Volatility,
        };
        var forward = option.Inputs.Forward + (_index / option.Inputs.QuoteInUsd * move);
        return position.Size * (RepricedOption.ValueAt(option, forward, volatility, option.DaysToExpiry) - RepricedOption.ValueNow(option));
    }

    private static decimal DecayOf(ModelPosition position) => position.Option is { } option
        ? position.Size * (RepricedOption.ValueAt(option, option.Inputs.Forward, option.Inputs.Volatility, option.DaysToExpiry - 1) - RepricedOption.ValueNow(option))
        : 0m;
}
