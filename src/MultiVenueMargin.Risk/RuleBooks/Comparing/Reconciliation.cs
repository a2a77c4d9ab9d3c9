using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.RuleBooks.Books;

namespace MultiVenueMargin.Risk.RuleBooks.Comparing;

/// <summary>Compares a venue's own margin figures with what its rule book, as we know it, gives on the same book.</summary>
public static class Reconciliation
{
    // Below this nobody's rounding means anything.
    private static readonly Usd Smallest = new(1m);

    /// <param name="statement">What the venue said.</param>
    /// <param name="model">Our replica of its rules.</param>
    /// <param name="book">What lies at that venue.</param>
    /// <param name="tolerance">How far a figure may lie from the venue's, as a share of the venue's.</param>
    public static ModelDrift Of(VenueStatement statement, IMarginModel model, ModelBook book, decimal tolerance)
    {
        var venue = book.Venue ?? throw new ArgumentException("Of one venue only: the others' positions are not in its figures.", nameof(book));
        var report = model.Evaluate(book);
        var figures = new List<FigureDrift>
        {
            Compare("equity", statement.Equity, report.Equity, tolerance),
            Compare("initial margin", statement.InitialMargin, report.Initial, tolerance),
            Compare("maintenance margin", statement.MaintenanceMargin, report.Maintenance, tolerance),
        };
        figures.AddRange(ComponentsOf(statement, report, tolerance));
        return new ModelDrift
        {
            Venue = venue,
            Model = report.Model,
            Age = book.AsOf - statement.AsOf,
            Tolerance = tolerance,
            Figures = figures,
            Missing = [.. report.NotCovered, .. report.NotModelled, .. book.Unknown],
        };
    }

    /// <summary>By the venue's names: those it gives, beside ours of the same name summed over what they are about.</summary>
    private static IEnumerable<FigureDrift> ComponentsOf(VenueStatement statement, ModelReport report, decimal tolerance)
    {
        var ours = report.Components.ToLookup(component => Plain(component.Name), StringComparer.OrdinalIgnoreCase);
        return statement.Components.Select(component => Compare(
            component.Name,
            component.Amount,
            ours.Contains(Plain(component.Name)) ? Usd.Sum(ours[Plain(component.Name)].Select(each => each.Maintenance)) : null,
            tolerance));
    }

    // A venue's field 'roll_shock' is our 'roll shock'.
    private static string Plain(string name) => name.Replace(' ', '_').Replace('-', '_');

    private static FigureDrift Compare(string name, Usd? reported, Usd? modelled, decimal tolerance)
    {
        var drifts = reported is { } said && modelled is { } found
            && Math.Abs((found - said).Amount) > Math.Max(Smallest.Amount, tolerance * Math.Abs(said.Amount));
        return new FigureDrift(name, reported, modelled, drifts);
    }
}
