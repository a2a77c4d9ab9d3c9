using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Risk.RuleBooks;

/// <summary>The house model in the shape in which all models answer. Its parameters are the rule set of the market it is given.</summary>
public sealed class HouseMargin : IMarginModel
{
    private HouseMargin()
    {
    }

    public static HouseMargin Instance { get; } = new();

    public ModelName Name { get; } = new("house");

    public ModelProvenance Provenance { get; } = new(
        "House margin", ModelKind.Method, "The margin methodology of record, sections 1 to 6", new DateOnly(2026, 1, 1), []);

    public ModelReport Evaluate(ModelBook book)
    {
        var report = HouseModel.EvaluateFigures(book.ToBook(), book.Market).Pools.FirstOrDefault(pool => pool.Pool == book.Pool);
        return new ModelReport
        {
            Model = Name,
            Pool = book.Pool,
            Equity = report?.Equity.Adjusted ?? Usd.Zero,
            Components = report is null ? [] : ComponentsOf(report, book.Market.Rules),
            Binding = report is null ? string.Empty : BindingOf(report),
            Action = new ModelAction("liquidation", book.Market.Rules.States.Of(MarginState.Liquidating).EnterBelow),
            NotCovered = [],
            NotModelled = report is null ? [] : [.. report.Unknown.Concat(report.Omissions).Select(omission => new ModelGap(omission.Subject, omission.Reason))],
        };
    }

    private static List<ModelComponent> ComponentsOf(PoolReport report, RuleSet rules)
    {
        var parts = report.Units.Select(unit => ("unit", unit.Unit.Code, unit.Requirement))
            .Append(("credit", string.Empty, -report.Credit.Amount))
            .Append(("borrow", string.Empty, report.Borrow.Amount))
            .Append(("venue trap", string.Empty, report.VenueTrap.Amount))
            .Append(("orders", string.Empty, report.Orders.Amount))
            .Where(part => part.Item3 != Usd.Zero)
            .ToList();
        var components = parts
            .Select(part => new ModelComponent(part.Item1, part.Item2, new Usd(part.Item3.Amount * rules.InitialMarginFactor), part.Item3))
            .ToList();

        // IM is rounded once, as a whole; what that added belongs to the last part, so that the parts still add up.
        if (components.Count > 0)
        {
            var rest = report.InitialMargin - Usd.Sum(components.Select(component => component.Initial));
            components[^1] = components[^1] with { Initial = components[^1].Initial + rest };
        }

        return components;
    }

    private static string BindingOf(PoolReport report) => report.Units.MaxBy(unit => unit.Requirement) is { } largest
        ? $"{largest.Unit}: {largest.Scan.Binding}"
        : string.Empty;
}
