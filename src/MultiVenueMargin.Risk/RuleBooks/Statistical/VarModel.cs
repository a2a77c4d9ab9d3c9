using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.RuleBooks.Exposures;
using MultiVenueMargin.Risk.RuleBooks.Mechanisms;

namespace MultiVenueMargin.Risk.RuleBooks.Statistical;

/// <summary>
/// Value at risk and expected shortfall of the whole book on the market's own history, as it was and filtered; the largest of the
/// four is required, with the three guards against procyclicality on initial margin. What has no history is in no figure and named.
/// </summary>
public sealed class VarModel : IMarginModel
{
    private readonly VarParameters _parameters;
    private readonly IReadOnlyList<VarMeasure> _measures;
    private readonly IReadOnlyList<VarMeasure> _longRun;

    public VarModel(RuleBookDocument document)
    {
        _parameters = document.ParametersAs<VarParameters>();
        _measures = [.. MeasuresOf("historical", unit => unit.Historical), .. MeasuresOf("filtered", unit => unit.Filtered)];
        _longRun = [.. MeasuresOf("long-run", unit => unit.LongRun)];
        Name = new ModelName(document.Model);
        Provenance = document.Provenance;
    }

    public ModelName Name { get; }

    public ModelProvenance Provenance { get; }

    public ModelReport Evaluate(ModelBook book)
    {
        var exposures = UnitExposure.Of(book);
        var units = exposures
            .Where(exposure => HistoryOf(book, exposure.Unit) is not null)
            .Select(exposure => UnitHistory.Of(exposure, HistoryOf(book, exposure.Unit)!, _parameters))
            .ToList();
        var days = units.Count == 0 ? 0 : units.Min(unit => unit.Days);
        var (components, binding) = units.Count == 0 ? ([], string.Empty) : ComponentsOf(units, days);
        return new ModelReport
        {
            Model = Name,
            Pool = book.Pool,
            Equity = UnitExposure.ValueOf(book),
            Components = components,
            Binding = binding,
            Action = new ModelAction("margin call", 1m),
            NotCovered =
            [
                .. exposures.Where(exposure => HistoryOf(book, exposure.Unit) is null)
                    .Select(exposure => new ModelGap(exposure.Unit.Code, "no return history is loaded; nothing is asked for it, and the figure errs low")),
                .. UnitExposure.UncoveredOf(book),
            ],
            NotModelled = [.. Provenance.Missing, .. ShortWindow(units, days), .. book.Unknown],
        };
    }

    private static ReturnHistory? HistoryOf(ModelBook book, RiskUnit unit) =>
        book.Market.Market.Units.TryGetValue(unit, out var stated) && stated.History is { PriceReturns.Count: > 0 } history ? history : null;

    private (IReadOnlyList<ModelComponent> Components, string Binding) ComponentsOf(List<UnitHistory> units, int days)
    {
        var binding = _measures.MaxBy(measure => measure.LossOf(units, days))!;
        var maintenance = Usd.Up(Math.Max(binding.LossOf(units, days), 0m));
        var components = units
            .Select(unit => (unit.Unit, Loss: Usd.Up(binding.LossOf([unit], days))))
            .Select(each => new ModelComponent(binding.Name, each.Unit.Code, each.Loss, each.Loss, "standing alone"))
            .ToList();
        var between = maintenance - Usd.Sum(components.Select(component => component.Maintenance));
        if (between != Usd.Zero)
        {
            components.Add(new ModelComponent("diversification", string.Empty, between, between, "what the underlyings do to each other"));
        }

        components.AddRange(GuardsOf(units, days, maintenance));
        return (components.Where(component => component.Initial != Usd.Zero || component.Maintenance != Usd.Zero).ToList(), FormattableString.Invariant($"{binding.Name} over {days} days"));
    }

    /// <summary>The guards, each as what it adds to initial margin.</summary>
    private IEnumerable<ModelComponent> GuardsOf(List<UnitHistory> units, int days, Usd margin)
    {
        // Stress sets of different underlyings are different events: their losses do not net.
        var stressed = Math.Max(margin.Amount, units.Sum(unit => unit.WorstStress));
        var weighted = Usd.Up(AntiProcyclicality.StressWeighted(margin.Amount, stressed, _parameters.StressWeight));
        yield return new ModelComponent("stress weight", string.Empty, weighted - margin, Usd.Zero);

        var floored = Usd.Up(AntiProcyclicality.Floored(weighted.Amount, _longRun.Max(measure => measure.LossOf(units, days))));
        yield return new ModelComponent("long-run floor", string.Empty, floored - weighted, Usd.Zero);

        var used = 1m - units.Max(unit => unit.BufferShare);
        var buffered = Usd.Up(AntiProcyclicality.Buffered(floored.Amount, _parameters.Buffer, used));
        yield return new ModelComponent("buffer", string.Empty, buffered - floored, Usd.Zero);
    }

    private IEnumerable<ModelGap> ShortWindow(List<UnitHistory> units, int days) => units.Count > 0 && days < _parameters.LeastDays
        ? [new ModelGap("history", FormattableString.Invariant($"the window all underlyings share is {days} days, fewer than {_parameters.LeastDays}: its tail is thin"))]
        : [];

    private IEnumerable<VarMeasure> MeasuresOf(string returns, Func<UnitHistory, double[]> profits) =>
    [
        new VarMeasure($"{returns} VaR", profits, _parameters.ValueAtRiskTail, IsShortfall: false),
        new VarMeasure($"{returns} ES", profits, _parameters.ShortfallTail, IsShortfall: true),
    ];
}
