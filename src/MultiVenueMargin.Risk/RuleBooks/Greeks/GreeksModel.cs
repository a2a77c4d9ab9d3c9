using System.Text.Json;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.RuleBooks.Exposures;

namespace MultiVenueMargin.Risk.RuleBooks.Greeks;

/// <summary>
/// Margin from greeks: per underlying the worst loss of the second-order expansion over a grid of moves and volatility shocks,
/// term by term. Fast and easy to follow; not a revaluation.
/// </summary>
public sealed class GreeksModel : IMarginModel
{
    private readonly GreeksParameters _parameters;

    public GreeksModel(RuleBookDocument document)
    {
        _parameters = document.ParametersAs<GreeksParameters>();
        Name = new ModelName(document.Model);
        Provenance = document.Provenance;
        if (_parameters.Steps is < 1 or > RuleBookLimits.GridPoints || _parameters.Ranges.All(range => range.Units.Count > 0))
        {
            throw new JsonException($"{document.Model}: a grid has 1 to {RuleBookLimits.GridPoints} steps each way, and a range for underlyings that are not listed.");
        }
    }

    public ModelName Name { get; }

    public ModelProvenance Provenance { get; }

    public ModelReport Evaluate(ModelBook book)
    {
        var scans = UnitExposure.Of(book).Select(exposure => (exposure.Unit, Scan: GreeksScan.Of(exposure, _parameters))).Where(each => each.Scan.Loss > 0).ToList();
        return new ModelReport
        {
            Model = Name,
            Pool = book.Pool,
            Equity = UnitExposure.ValueOf(book),
            Components = [.. scans.SelectMany(each => ComponentsOf(each.Unit, each.Scan))],
            Binding = scans.Count == 0 ? string.Empty : scans.MaxBy(each => each.Scan.Loss) is var largest ? $"{largest.Unit}: {largest.Scan.Scenario}" : string.Empty,
            Action = new ModelAction("margin call", 1m),
            NotCovered = [.. UnitExposure.UncoveredOf(book)],
            NotModelled = [.. Provenance.Missing, .. book.Unknown],
        };
    }

    private IEnumerable<ModelComponent> ComponentsOf(RiskUnit unit, GreeksScan scan) => scan.Terms.Named
        .Where(term => term.Profit != 0)
        .Select(term =>
        {
            var maintenance = Usd.Up(-(decimal)term.Profit);
            return new ModelComponent(term.Name, unit.Code, Usd.Up(maintenance.Amount * _parameters.InitialFactor), maintenance, scan.Scenario);
        });
}
