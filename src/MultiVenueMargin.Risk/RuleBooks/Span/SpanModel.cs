using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Risk.RuleBooks.Span;

/// <summary>
/// SPAN over a whole book: max(scan + inter-month − inter-commodity, short option minimum) per underlying, less the net option value
/// of all. Initial margin is the same at the wider range that is published for it.
/// </summary>
public sealed class SpanModel : IMarginModel
{
    private const string OrdersAskNothing = "these rules ask for what is held; what a fill would add is not in the figure";

    private readonly RuleBookDocument _document;
    private readonly SpanParameters _parameters;

    /// <exception cref="System.Text.Json.JsonException">The parameters do not fit.</exception>
    public SpanModel(RuleBookDocument document)
    {
        _document = document;
        _parameters = document.ParametersAs<SpanParameters>();
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
        var commodities = book.Units
            .Select(unit => SpanCommodity.Of(unit.Code, book.PositionsOf(unit), _parameters, book.IndexOf(unit), book.AsOf))
            .ToList();
        var credits = SpanInterCommodity.CreditsOf(
            [.. commodities.Select(commodity => new SpanPriceRisk(commodity.Name, commodity.Delta, commodity.Scan.PriceRisk))], _parameters.Credits);
        var components = commodities.SelectMany(commodity => ComponentsOf(commodity, credits.GetValueOrDefault(commodity.Name))).ToList();
        if (OptionValue(book, components) is { } optionValue)
        {
            components.Add(optionValue);
        }

        var (equity, notTaken) = EquityOf(book);
        return new ModelReport
        {
            Model = Name,
            Pool = book.Pool,
            Equity = equity,
            Components = components,
            Binding = BindingOf(commodities),
            Action = new ModelAction("margin call", 1m),
            NotCovered = notTaken,
            NotModelled = [.. BookGaps.Of(_document.Missing, book, OrdersAskNothing), .. PerpetualGaps(book)],
        };
    }

    private static IEnumerable<ModelComponent> ComponentsOf(SpanCommodity commodity, decimal credit)
    {
        var requirement = new SpanRequirement(
            commodity.Scan.Risk, commodity.Spreads.Sum(spread => spread.Charge), credit, commodity.ShortOptionMinimum);
        var minimum = requirement.Risk - (requirement.ScanRisk + requirement.InterMonthCharge - requirement.InterCommodityCredit);
        return new[]
        {
            Component("scanning risk", requirement.ScanRisk, $"scenario {commodity.Scan.WorstScenario}"),
            Component("inter-month spread", requirement.InterMonthCharge, string.Join("; ", commodity.Spreads.Select(spread => $"{spread.Spread.First}/{spread.Spread.Second}: {spread.Count:0.##} USD"))),
            Component("inter-commodity credit", -requirement.InterCommodityCredit, string.Empty),
            Component("short option minimum", minimum, $"at least {requirement.ShortOptionMinimum:0.##} in all"),
        }.Where(component => component.Maintenance != Usd.Zero);

        ModelComponent Component(string name, decimal amount, string working) =>
            new(name, commodity.Name, Usd.Up(commodity.Terms.InitialOf(amount)), Usd.Up(amount), working);
    }

    /// <summary>Net option value comes off, and short options are owed on top; more than all that is asked it cannot take off.</summary>
    private static ModelComponent? OptionValue(ModelBook book, List<ModelComponent> components)
    {
        var value = book.Positions.Where(position => !position.Instrument.IsDelivered).Sum(position => position.OptionValue);
        Usd Off(Usd asked) => Usd.Up(-Math.Min(value, asked.Amount));
        return value == 0m ? null : new ModelComponent(
            "net option value",
            string.Empty,
            Off(Usd.Sum(components.Select(component => component.Initial))),
            Off(Usd.Sum(components.Select(component => component.Maintenance))),
            $"options are worth {value:0.##}");
    }

    private (Usd Equity, List<ModelGap> NotTaken) EquityOf(ModelBook book)
    {
        // What was delivered is settled money.
        var equity = book.Positions.Where(position => position.Instrument.IsDelivered).Sum(position => position.OptionValue);
        var notTaken = new List<ModelGap>();
        foreach (var balance in book.Balances)
        {
            if (balance.Value > 0 && !_parameters.Haircuts.ContainsKey(balance.Asset.Code))
            {
                notTaken.Add(new ModelGap(balance.Asset.Code, "it is not taken as collateral; it counts nothing"));
                continue;
            }

            equity += balance.Value > 0 ? (1m - _parameters.Haircuts[balance.Asset.Code]) * balance.Value : balance.Value;
        }

        return (Usd.Down(equity), notTaken);
    }

    private static IEnumerable<ModelGap> PerpetualGaps(ModelBook book) => book.Positions.Any(position => position.IsPerpetual)
        ? [new ModelGap("perpetuals", "no clearing house margins one by SPAN; each is taken for a future of the nearest tier")]
        : [];

    private static string BindingOf(List<SpanCommodity> commodities)
    {
        if (commodities.Count == 0 || commodities.MaxBy(commodity => commodity.Scan.Risk) is not { Scan.Risk: > 0 } largest)
        {
            return string.Empty;
        }

        var scenario = SpanScenario.All(largest.Terms.ExtremeMultiple, largest.Terms.ExtremeCover)[largest.Scan.WorstScenario - 1];
        return $"{largest.Name}: scenario {largest.Scan.WorstScenario}, {scenario.Label}";
    }
}
