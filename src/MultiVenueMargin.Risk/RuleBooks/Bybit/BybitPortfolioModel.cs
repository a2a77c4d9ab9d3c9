using System.Text.Json;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.RuleBooks.Perpetuals;
using MultiVenueMargin.Risk.Scenarios;

namespace MultiVenueMargin.Risk.RuleBooks.Bybit;

/// <summary>Bybit portfolio margin: per underlying the maximum loss over stresses and contingencies; loans as in cross mode.</summary>
public sealed class BybitPortfolioModel : IMarginModel
{
    private readonly BybitPortfolioParameters _parameters;
    private readonly BybitAccount _account;
    private readonly Dictionary<string, ScenarioSet> _stresses;

    public BybitPortfolioModel(RuleBookDocument document)
    {
        Name = new ModelName(document.Model);
        Provenance = document.Provenance;
        _parameters = document.ParametersAs<BybitPortfolioParameters>();
        if (_parameters.Classes.Count == 0 || _parameters.PriceSteps is < 1 or > RuleBookLimits.GridPoints || _parameters.VolatilityDown is < 0 or > 1 || _parameters.VolatilityUp < 0
            || _parameters.Classes.Any(terms => terms.PriceRange is <= 0 or >= 1))
        {
            throw new JsonException($"{document.Model}: portfolio margin needs at least one class, 1 to {RuleBookLimits.GridPoints} price steps, a price range between 0 and 1 and volatility moves that leave volatility positive.");
        }

        _account = new BybitAccount(_parameters.Account);
        _stresses = _parameters.Classes.ToDictionary(
            terms => terms.Name,
            terms => BybitRiskUnit.Stresses(terms.PriceRange, _parameters.PriceSteps, _parameters.VolatilityUp, _parameters.VolatilityDown),
            StringComparer.Ordinal);
    }

    public ModelName Name { get; }

    public ModelProvenance Provenance { get; }

    public ModelReport Evaluate(ModelBook book)
    {
        var covered = CoveredBook.Of(book, _ => null);
        var contracts = ListedContract.Of(covered);
        var components = new List<ModelComponent>();
        foreach (var unit in book.Units)
        {
            components.AddRange(ComponentsOf(unit, covered, book, contracts));
        }

        components.AddRange(_account.LoansOf(covered));
        var orders = covered.Orders.Count > 0
            ? new[] { new ModelGap("orders", "how resting orders enter the stresses was not published; only what they would lose at once is taken off equity") }
            : [];
        return new ModelReport
        {
            Model = Name,
            Pool = book.Pool,
            Equity = Usd.Down(_account.MarginBalanceOf(covered, book) + covered.Positions.Sum(position => position.OptionValue)),
            Components = components,
            Binding = LadderedFutures.BindingOf(components),
            Action = new ModelAction("cancels orders, repays loans, then liquidates", 1m, ActsAtTheLine: true),
            NotModelled = [.. Provenance.Missing, .. GapsOf(book), .. _account.GapsOf(covered), .. orders, .. book.Unknown],
        };
    }

    private IEnumerable<ModelComponent> ComponentsOf(RiskUnit unit, CoveredBook covered, ModelBook book, IReadOnlyList<ListedContract> contracts)
    {
        var terms = TermsOf(unit);
        var risk = new BybitRiskUnit(unit, covered, book, terms);
        var (loss, scenario) = risk.MaximumLoss(_stresses[terms.Name]);
        var hedge = risk.Hedge > 0 ? $", {ExactNumber.Format(risk.Hedge)} USD of spot as a hedge" : string.Empty;
        if (loss > 0)
        {
            yield return ComponentOf("maximum loss", unit, loss, $"{scenario}{hedge}");
        }

        foreach (var (name, amount) in risk.Contingencies(_parameters.StablecoinSpread, contracts).Where(part => part.Amount > 0))
        {
            yield return ComponentOf(name, unit, amount, $"class {terms.Name}");
        }
    }

    private ModelComponent ComponentOf(string name, RiskUnit unit, decimal maintenance, string working) =>
        new(name, unit.Code, Usd.Up(maintenance * _parameters.InitialFactor), Usd.Up(maintenance), working);

    private BybitRiskTerms TermsOf(RiskUnit unit) =>
        _parameters.Classes.FirstOrDefault(terms => terms.Coins.Contains(unit.Code, StringComparer.Ordinal)) ?? _parameters.Classes[^1];

    private IEnumerable<ModelGap> GapsOf(ModelBook book) => book.Units
        .Where(unit => !TermsOf(unit).Coins.Contains(unit.Code, StringComparer.Ordinal))
        .Select(unit => new ModelGap(unit.Code, $"it is in no published class; that of '{TermsOf(unit).Name}' stands in"));
}
