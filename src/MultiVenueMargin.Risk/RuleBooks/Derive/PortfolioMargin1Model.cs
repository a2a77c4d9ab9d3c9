using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary><c>derive-pm</c>: PMRM on a whole book, one manager per underlying. Its only collateral is the underlying itself.</summary>
public sealed class PortfolioMargin1Model(RuleBookDocument document) : IMarginModel
{
    private readonly PortfolioMargin1Rules _rules = document.ParametersAs<PortfolioMargin1Rules>();

    public ModelName Name { get; } = new(document.Model);

    public ModelProvenance Provenance => document.Provenance;

    public ModelReport Evaluate(ModelBook book)
    {
        var account = DeriveAccount.Of(book, new Asset(_rules.Cash), position => ManagerReport.RefusalOf(position, _rules.Units));
        var report = new DeriveReport(book, document, account);
        var held = account.Coins.ToLookup(coin => _rules.Units.Contains(coin.Asset.Code));
        var value = account.Cash;
        foreach (var unit in ManagerReport.UnitsOf(account, held[true].Select(coin => coin.Asset.Code)))
        {
            var coin = held[true].FirstOrDefault(coin => coin.Asset.Code == unit);
            var positions = account.Units.FirstOrDefault(each => each.Unit.Code == unit);
            var portfolio = ManagerReport.PortfolioOf(positions, positions?.Spot ?? coin!.Mark!.Value, account.StablePrice) with { BaseAmount = coin?.Owned ?? 0m };
            var margin = PortfolioMargin1.Evaluate(portfolio, _rules.Manager);
            value += margin.MarkToMarket;
            ManagerReport.Add(report, unit, margin, _rules.Manager.Scenarios);
        }

        return report.Make(
            value,
            held[false].Select(coin => new ModelGap(coin.Asset.Code, "PMRM takes it for no collateral; it counts nothing")),
            _rules.Auction);
    }
}
