using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Risk.RuleBooks.Okx;

/// <summary>OKX' portfolio margin: risk units with MR1 to MR9, borrowing beside them, equity at discount rates.</summary>
public sealed class OkxPmModel : IMarginModel
{
    private readonly OkxPmParameters _rules;

    public OkxPmModel(RuleBookDocument document)
    {
        Name = new ModelName(document.Model);
        Provenance = document.Provenance;
        _rules = document.ParametersAs<OkxPmParameters>();
    }

    public ModelName Name { get; }

    public ModelProvenance Provenance { get; }

    public ModelReport Evaluate(ModelBook book)
    {
        var equity = new OkxEquity(book, _rules.Discounts);
        var units = book.Units
            .Select(unit => (Unit: unit, Risk: new OkxUnitRisk(book, unit, equity.Values.GetValueOrDefault(unit.NativeCoin.Code), _rules)))
            .ToList();
        var components = units.SelectMany(each => PartsOf(each.Unit, each.Risk)).ToList();
        if (equity.Borrowed > 0)
        {
            components.Add(new ModelComponent(
                "MR8 borrowing",
                string.Empty,
                Usd.Up(_rules.Borrow.Initial * equity.Borrowed),
                Usd.Up(_rules.Borrow.Maintenance * equity.Borrowed),
                $"{equity.Borrowed:0.##} USD of coins whose equity is negative"));
        }

        return new ModelReport
        {
            Model = Name,
            Pool = book.Pool,
            Equity = Usd.Down(equity.Adjusted),
            Components = components,
            Binding = units.Count > 0 && units.MaxBy(each => each.Risk.Margin.Maintenance) is var largest ? $"{largest.Unit}: {WordsOf(largest.Risk)}" : string.Empty,
            Action = new ModelAction("partial liquidation", 1m),
            NotCovered = equity.NotCovered,
            NotModelled = BookGaps.Of(Provenance.Missing, book, "the venue has them in the risk unit; how was not published, and they are in no figure here"),
        };
    }

    private IEnumerable<ModelComponent> PartsOf(RiskUnit unit, OkxUnitRisk risk)
    {
        var margin = risk.Margin;
        if (margin.IsMinimum)
        {
            return [Part("MR7 minimum charge", unit, margin.MinimumCharge, $"the sum of the others is {margin.Sum:0.##}")];
        }

        var market = margin.Market == margin.SpotShock ? "MR1 spot shock" : margin.Market == margin.Extreme ? "MR6 extreme move" : "MR2 theta decay";
        return new[]
        {
            Part(market, unit, margin.Market, WordsOf(risk)),
            Part("MR4 basis", unit, margin.Basis, string.Empty),
            Part("MR9 stablecoins", unit, margin.Stablecoins, string.Empty),
        }.Where(part => part.Maintenance != Usd.Zero);
    }

    private ModelComponent Part(string name, RiskUnit unit, decimal margin, string working) =>
        new(name, unit.Code, Usd.Up(_rules.InitialFactor * margin), Usd.Up(margin), working);

    private static string WordsOf(OkxUnitRisk risk) =>
        risk.Margin.IsMinimum ? "minimum charge"
        : risk.Margin.Market == risk.Margin.SpotShock ? risk.WorstMove
        : risk.Margin.Market == risk.Margin.Extreme ? "extreme move"
        : "one day of decay";
}
