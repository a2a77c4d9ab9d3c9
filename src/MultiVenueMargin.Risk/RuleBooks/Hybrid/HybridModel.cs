using System.Globalization;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Scenarios;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.RuleBooks.Exposures;
using MultiVenueMargin.Risk.RuleBooks.Greeks;

namespace MultiVenueMargin.Risk.RuleBooks.Hybrid;

/// <summary>
/// Per underlying the larger of two: net greeks over small moves, where the expansion holds, and a full revaluation under stress,
/// of which far moves count by a share.
/// </summary>
public sealed class HybridModel : IMarginModel
{
    private readonly HybridParameters _parameters;
    private readonly ScenarioSet _stress;

    public HybridModel(RuleBookDocument document)
    {
        _parameters = document.ParametersAs<HybridParameters>();
        _stress = ScenarioSet.Of([.. _parameters.Stress.SelectMany(ScenariosOf)]);
        Name = new ModelName(document.Model);
        Provenance = document.Provenance;
    }

    public ModelName Name { get; }

    public ModelProvenance Provenance { get; }

    public ModelReport Evaluate(ModelBook book)
    {
        var components = UnitExposure.Of(book).Select(ComponentOf).Where(component => component.Maintenance > Usd.Zero).ToList();
        return new ModelReport
        {
            Model = Name,
            Pool = book.Pool,
            Equity = UnitExposure.ValueOf(book),
            Components = components,
            Binding = components.MaxBy(component => component.Maintenance) is { } largest ? $"{largest.Of}: {largest.Name}, {largest.Working}" : string.Empty,
            Action = new ModelAction("margin call", 1m),
            NotCovered = [.. UnitExposure.UncoveredOf(book)],
            NotModelled = [.. Provenance.Missing, .. book.Unknown],
        };
    }

    private ModelComponent ComponentOf(UnitExposure exposure)
    {
        var greeks = GreeksScan.Of(exposure, _parameters.Greeks);
        var (stress, scenario) = WorstStress(exposure);
        var maintenance = Usd.Up(Math.Max((decimal)greeks.Loss, stress));
        return new ModelComponent(
            stress > (decimal)greeks.Loss ? "stress" : "net greeks",
            exposure.Unit.Code,
            Usd.Up(maintenance.Amount * _parameters.Greeks.InitialFactor),
            maintenance,
            stress > (decimal)greeks.Loss ? scenario : greeks.Scenario);
    }

    private (decimal Loss, string Scenario) WorstStress(UnitExposure exposure)
    {
        var profits = exposure.ProfitsOver(_stress);
        var worst = (Loss: 0m, Scenario: string.Empty);
        for (var i = 0; i < profits.Length; i++)
        {
            var loss = -(decimal)profits[i] * _stress[i].Weight;
            if (loss > worst.Loss)
            {
                worst = (loss, _stress[i].Id);
            }
        }

        return worst;
    }

    private static IEnumerable<Scenario> ScenariosOf(HybridScenario stress) => stress.VolatilityFactors.Select(factor => new Scenario(
        string.Create(CultureInfo.InvariantCulture, $"{stress.Move * 100m:+0.##;-0.##;0} %, volatility × {factor}"),
        stress.Move,
        VolatilityMove.Factor(factor),
        stress.Share,
        IsTail: false));
}
