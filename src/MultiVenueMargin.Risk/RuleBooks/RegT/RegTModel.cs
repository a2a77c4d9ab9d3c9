using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Risk.RuleBooks.RegT;

/// <summary>
/// Strategy-based margin over a whole book: coins are the stock, options cover one another and the stock as the rules allow, and the
/// cover that asks the least counts. Options are in no equity; a short one's value is in what it asks.
/// </summary>
public sealed class RegTModel : IMarginModel
{
    private const string OrdersAskNothing = "these rules ask for what is held; what a fill would add is not in the figure";

    private readonly RuleBookDocument _document;
    private readonly RegTParameters _parameters;

    /// <exception cref="System.Text.Json.JsonException">The parameters do not fit.</exception>
    public RegTModel(RuleBookDocument document)
    {
        _document = document;
        _parameters = document.ParametersAs<RegTParameters>();
        Name = new ModelName(document.Model);
        if (_parameters.Fault is { } fault)
        {
            throw new System.Text.Json.JsonException($"{document.Model}: {fault}");
        }
    }

    public ModelName Name { get; }

    public ModelProvenance Provenance => _document.Provenance;

    public ModelReport Evaluate(ModelBook book)
    {
        var coins = UnitCoins.Of(book);

        // A search takes time with the cube of what it covers and cannot be stopped: the book is searched within bounds, not only each underlying.
        var searched = Math.Min(_parameters.MostCoveredSeries, RuleBookLimits.CoveredSeriesOfBook / Math.Max(1, book.Units.Count));
        var covers = coins.Keys.Concat(book.Units).Distinct().Order()
            .Select(unit => (Unit: unit, Cover: CoverOf(book, unit, coins.GetValueOrDefault(unit), searched)))
            .ToList();
        var components = covers.SelectMany(each => each.Cover.Groups.Select(group => ComponentOf(each.Unit, group)))
            .Where(component => component.Initial != Usd.Zero || component.Maintenance != Usd.Zero)
            .ToList();
        var settled = book.Positions.Where(position => position.Instrument.IsDelivered).Sum(position => position.OptionValue);
        return new ModelReport
        {
            Model = Name,
            Pool = book.Pool,
            Equity = Usd.Down(book.Balances.Sum(balance => balance.Value) + settled),
            Components = components,
            Binding = components.MaxBy(component => component.Maintenance) is { } largest ? $"{largest.Of}: {largest.Name}" : string.Empty,
            Action = new ModelAction("margin call", 1m),
            NotCovered = [.. book.Positions.Where(position => position.Option is null && position.Quantity != 0)
                .Select(position => new ModelGap(position.Name, "a future is no security; its margin is its clearing house's, and it covers no option here"))],
            NotModelled = [.. BookGaps.Of(_document.Missing, book, OrdersAskNothing), .. covers.Where(each => !each.Cover.IsLeast)
                .Select(each => new ModelGap(each.Unit.Code, "too many series to search for the cheapest cover; the one that was found may ask too much"))],
        };
    }

    private StrategyCover CoverOf(ModelBook book, RiskUnit unit, decimal coins, int searched)
    {
        // A coin that is held has a price, and an option without the price of its underlying is not priced itself.
        var price = book.Market.FindIndex(unit) ?? 0m;
        var options = book.PositionsOf(unit)
            .Where(position => position.Option is not null && !position.Instrument.IsDelivered && position.Quantity != 0)
            .Select(OptionOf)
            .ToList();

        // Wrapped or staked, without a price of what underlies it: its value alone is known.
        return price > 0
            ? StrategyCover.Least(options, coins / price, price, _parameters.RatesOf(unit.Code), searched)
            : StrategyCover.Least([], coins, 1m, _parameters.RatesOf(unit.Code), searched);
    }

    private static RegTOption OptionOf(ModelPosition position)
    {
        var option = position.Option!;
        return new RegTOption(
            position.Name, option.Option.Right, option.Option.Strike.Value * option.Inputs.QuoteInUsd, option.Option.Expiry, position.Size, option.Value);
    }

    private static ModelComponent ComponentOf(RiskUnit unit, CoveredGroup group) => new(
        group.Strategy, unit.Code, Usd.Up(group.Amount.Initial), Usd.Up(group.Amount.Maintenance), group.Legs);
}
