using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>
/// <c>derive-pm2</c>: PMRM_2 on a whole book, one manager per underlying. A coin lies under the manager of what it moves with where
/// there is one, else under the first there is.
/// </summary>
public sealed class PortfolioMargin2Model(RuleBookDocument document) : IMarginModel
{
    private readonly PortfolioMargin2Rules _rules = document.ParametersAs<PortfolioMargin2Rules>();

    public ModelName Name { get; } = new(document.Model);

    public ModelProvenance Provenance => document.Provenance;

    public ModelReport Evaluate(ModelBook book)
    {
        var account = DeriveAccount.Of(book, new Asset(_rules.Cash), position => ManagerReport.RefusalOf(position, _rules.Units));
        var report = new DeriveReport(book, document, account);
        var taken = account.Coins.ToLookup(coin => _rules.Collaterals.ContainsKey(coin.Asset.Code));
        var units = UnitsOf(account, taken[true]);
        var value = account.Cash;
        foreach (var unit in units)
        {
            var positions = account.Units.FirstOrDefault(each => each.Unit.Code == unit);
            var portfolio = ManagerReport.PortfolioOf(positions, positions?.Spot ?? 0m, account.StablePrice) with
            {
                Collaterals = taken[true]
                    .Where(coin => HomeOf(coin, units) == unit)
                    .Select(coin => _rules.Collaterals[coin.Asset.Code].Under(coin.Asset.Code, coin.Owned * coin.Mark!.Value / account.StablePrice, unit))
                    .ToList(),
            };
            var margin = PortfolioMargin2.Evaluate(portfolio, _rules.Manager);
            value += margin.MarkToMarket;
            ManagerReport.Add(report, unit, margin, _rules.Manager.Scenarios);
        }

        return report.Make(
            value,
            taken[false].Select(coin => new ModelGap(coin.Asset.Code, "PMRM_2 takes it for no collateral; it counts nothing")),
            _rules.Auction);
    }

    /// <summary>Where nothing is held but coins, each lies at home, and those without a home with the first manager there is.</summary>
    private IReadOnlyList<string> UnitsOf(DeriveAccount account, IEnumerable<ModelBalance> coins)
    {
        if (account.Units.Count > 0)
        {
            return ManagerReport.UnitsOf(account, []);
        }

        var homes = coins.Select(coin => _rules.Collaterals[coin.Asset.Code].Unit ?? string.Empty).Distinct().ToList();
        return homes.Count > 0 && homes.All(home => home.Length == 0)
            ? [_rules.Units[0]]
            : homes.Where(home => home.Length > 0).Order(StringComparer.Ordinal).ToList();
    }

    private string HomeOf(ModelBalance coin, IReadOnlyList<string> units) =>
        _rules.Collaterals[coin.Asset.Code].Unit is { } home && units.Contains(home) ? home : units[0];
}
