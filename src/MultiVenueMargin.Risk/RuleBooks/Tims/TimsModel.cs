using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Risk.RuleBooks.Tims;

/// <summary>
/// Customer portfolio margin: per product group the worst of ten points, at the least the minimum of its contracts. Coins are held
/// in full and their risk is in the grid; initial and maintenance requirement are one.
/// </summary>
public sealed class TimsModel : IMarginModel
{
    private const string OrdersAskNothing = "these rules ask for what is held; what a fill would add is not in the figure";

    private readonly RuleBookDocument _document;
    private readonly TimsParameters _parameters;

    /// <exception cref="System.Text.Json.JsonException">The parameters do not fit.</exception>
    public TimsModel(RuleBookDocument document)
    {
        _document = document;
        _parameters = document.ParametersAs<TimsParameters>();
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
        var units = book.Units.Concat(coins.Keys).Distinct().Order();
        var groups = units
            .Select(unit => TimsClass.Of(unit, coins.GetValueOrDefault(unit), [.. book.PositionsOf(unit)], _parameters))
            .GroupBy(each => _parameters.GroupOf(each.Unit.Code).Name)
            .Select(group => new Group(group.Key, [.. group], _parameters.GroupOf(group.First().Unit.Code).Offset))
            .ToList();
        var equity = book.Balances.Sum(balance => balance.Value) + book.Positions.Sum(position => position.OptionValue);
        return new ModelReport
        {
            Model = Name,
            Pool = book.Pool,
            Equity = Usd.Down(equity),
            Components = [.. groups.SelectMany(group => group.Components())],
            Binding = groups.MaxBy(group => group.Requirement.Amount) is { Requirement.Amount: > 0 } largest ? largest.Binding : string.Empty,
            Action = new ModelAction("margin call", 1m),
            NotModelled = [.. BookGaps.Of(_document.Missing, book, OrdersAskNothing)],
        };
    }

    private sealed record Group(string Name, IReadOnlyList<TimsClass> Classes, decimal Offset)
    {
        private IReadOnlyList<decimal> Profits { get; } = TimsOffset.Combine([.. Classes.Select(each => each.Profits)], Classes.Count > 1 ? Offset : 1m);

        public TimsRequirement Requirement => new(TimsOffset.WorstLoss(Profits), Classes.Sum(each => each.Minimum));

        public string Binding => Requirement.WorstLoss >= Requirement.Minimum
            ? $"{Name}: point {WorstPoint} of {Profits.Count}"
            : $"{Name}: minimum per contract";

        private int WorstPoint => Profits.Index().MinBy(point => point.Item).Index + 1;

        public IEnumerable<ModelComponent> Components()
        {
            var loss = Usd.Up(Requirement.WorstLoss);
            var more = Usd.Up(Requirement.Amount) - loss;
            if (loss > Usd.Zero)
            {
                yield return new ModelComponent("worst point", Name, loss, loss, $"point {WorstPoint} of {Profits.Count}");
            }

            if (more > Usd.Zero)
            {
                yield return new ModelComponent("minimum", Name, more, more, $"at least {Requirement.Minimum:0.##} in all");
            }
        }
    }
}
