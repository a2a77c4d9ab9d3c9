using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Collateral;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Risk.RuleBooks.Deribit;

/// <summary>
/// Deribit's portfolio margin: a risk matrix per currency pair with roll and delta shocks; collateral of all coins pays for all
/// of them (its cross-collateral variant).
/// </summary>
public sealed class DeribitPmModel : IMarginModel
{
    private readonly DeribitPmParameters _rules;
    private readonly AcceptedCoins _coins;

    public DeribitPmModel(RuleBookDocument document)
    {
        Name = new ModelName(document.Model);
        Provenance = document.Provenance;
        _rules = document.ParametersAs<DeribitPmParameters>();
        _coins = new AcceptedCoins(_rules.Collateral, "Deribit");
    }

    public ModelName Name { get; }

    public ModelProvenance Provenance { get; }

    public ModelReport Evaluate(ModelBook book)
    {
        var options = book.Positions.Sum(position => position.OptionValue);
        var components = new List<ModelComponent>();
        var bindings = new List<(decimal Loss, string Words)>();
        foreach (var unit in book.Units)
        {
            if (_rules.Pairs.TryGetValue(unit.Code, out var pair))
            {
                bindings.Add(Add(components, book, unit, pair));
            }
        }

        return new ModelReport
        {
            Model = Name,
            Pool = book.Pool,
            Equity = Usd.Down(_coins.ValueOf(book, afterHaircuts: false) + options),
            InitialEquity = Usd.Down(_coins.ValueOf(book, afterHaircuts: true) + options),
            Components = components,
            Binding = bindings.Count > 0 ? bindings.MaxBy(binding => binding.Loss).Words : string.Empty,
            Action = new ModelAction("liquidation in rounds of one second", 1m),
            NotCovered = [.. NotListed(book), .. _coins.NotTaken(book)],
            NotModelled = BookGaps.Of(Provenance.Missing, book, "how much they add to initial margin was not published; it is too small by that"),
        };
    }

    private (decimal Loss, string Words) Add(List<ModelComponent> components, ModelBook book, RiskUnit unit, PairParameters pair)
    {
        var positions = book.PositionsOf(unit).ToList();
        var index = book.IndexOf(unit);
        var grid = new DeribitGrid(pair, _rules);
        var settled = positions.GroupBy(position => position.Contract.IsInverse)
            .Select(group => (Positions: group.ToList(), Currency: group.Key ? pair.Coin : _rules.Usd))
            .ToList();
        var matrix = RiskMatrix.Of(
            [.. settled.Select(bucket => grid.BucketOf(bucket.Positions, bucket.Currency))], grid.Extended, grid.Cells.Count);
        var roll = settled.Sum(bucket => bucket.Currency.Roll.Of(ExpiriesOf(bucket.Positions, book.AsOf)));
        var delta = positions.Sum(DeribitGrid.DeltaOf);
        var shock = pair.DeltaShock.InCoin(delta / index, index) * index;
        var words = grid.NameOf(matrix.WorstCell);

        components.Add(Component("worst case", unit, matrix.WorstCase, words));
        components.Add(Component("roll shock", unit, roll, "each expiry's delta times the larger of the least move and the annual one times its years"));
        if (shock > 0)
        {
            components.Add(Component("delta shock", unit, shock, $"a delta of {delta:0.##} USD"));
        }

        return (matrix.WorstCase, $"{unit}: {words}");
    }

    private ModelComponent Component(string name, RiskUnit unit, decimal margin, string working) =>
        new(name, unit.Code, Usd.Up(margin), Usd.Up(_rules.MaintenanceShare * margin), working);

    private static IEnumerable<ExpiryDelta> ExpiriesOf(IEnumerable<ModelPosition> positions, DateTimeOffset now) =>
        positions.GroupBy(position => position.Expiry).Select(expiry => new ExpiryDelta(
            expiry.Sum(DeribitGrid.DeltaOf), expiry.Key is { } end ? (decimal)DatedDerivative.YearsBetween(now, end) : 0m));

    private IEnumerable<ModelGap> NotListed(ModelBook book) =>
        from position in book.Positions
        where !_rules.Pairs.ContainsKey(position.Unit.Code)
        select new ModelGap(position.Name, $"no parameters of {position.Unit} were published; its risk is in no figure");
}
