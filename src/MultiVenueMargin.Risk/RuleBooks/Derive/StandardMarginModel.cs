using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary><c>derive-sm</c>: the standard manager on a whole book, market by market, all in one account.</summary>
public sealed class StandardMarginModel(RuleBookDocument document) : IMarginModel
{
    private readonly StandardMarginRules _rules = document.ParametersAs<StandardMarginRules>();

    public ModelName Name { get; } = new(document.Model);

    public ModelProvenance Provenance => document.Provenance;

    public ModelReport Evaluate(ModelBook book)
    {
        var account = DeriveAccount.Of(book, new Asset(_rules.Cash), RefusalOf);
        var report = new DeriveReport(book, document, account);
        var taken = account.Coins.ToLookup(coin => MarketOf(coin.Asset.Code)?.Base is not null);
        var value = account.Cash;
        foreach (var market in ManagerReport.UnitsOf(account, taken[true].Select(coin => coin.Asset.Code)))
        {
            var margin = Evaluate(
                market, account.Units.FirstOrDefault(unit => unit.Unit.Code == market), taken[true].FirstOrDefault(coin => coin.Asset.Code == market), account);
            value += margin.MarkToMarket;
            Add(report, margin);
        }

        return report.Make(
            value,
            taken[false].Select(coin => new ModelGap(coin.Asset.Code, "the standard manager takes it for no collateral; it counts nothing")),
            _rules.Auction);
    }

    private static void Add(DeriveReport report, StandardMarketMargin margin)
    {
        report.Add("perpetual", margin.Market, margin.Perpetual);
        foreach (var expiry in margin.Expiries)
        {
            report.Add("options", margin.Market, expiry.Charge, FormattableString.Invariant(
                $"{expiry.Seconds} s to expiry, value {expiry.Value:0.########}, {(expiry.IsBound ? "maximum loss" : "each by itself")}"));
        }

        report.TakeOff(margin.Collateral);
        report.Add("confidence", margin.Market, margin.Confidence);
        report.Add("depeg", margin.Market, margin.Depeg);
    }

    private StandardMarketMargin Evaluate(string name, DeriveUnit? positions, ModelBalance? coin, DeriveAccount account)
    {
        var market = new StandardMarket
        {
            Name = name,
            Spot = positions?.Spot ?? coin!.Mark!.Value,
            Perpetual = positions?.Perpetual ?? ManagerPerpetual.None,
            BaseAmount = coin?.Owned ?? 0m,
            Expiries = positions?.Expiries ?? [],
        };
        return StandardMargin.Evaluate(market, _rules.Markets[name], _rules.Feeds, account.StablePrice);
    }

    private StandardMarketParameters? MarketOf(string name) => _rules.Markets.GetValueOrDefault(name);

    private string? RefusalOf(ModelPosition position) => (MarketOf(position.Unit.Code), position.Option) switch
    {
        (null, _) => $"Derive has no market of {position.Unit}",
        ({ Option: null }, not null) => $"Derive lists no options on {position.Unit}",
        ({ Perpetual: null }, null) => $"Derive lists no perpetual on {position.Unit}",
        _ => null,
    };
}
