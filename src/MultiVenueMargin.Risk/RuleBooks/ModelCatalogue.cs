using System.Text.Json;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.RuleBooks.Derive;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.RuleBooks.Drift;
using MultiVenueMargin.Risk.RuleBooks.Dydx;
using MultiVenueMargin.Risk.RuleBooks.Deribit;
using MultiVenueMargin.Risk.RuleBooks.Okx;
using MultiVenueMargin.Risk.RuleBooks.Paradex;

namespace MultiVenueMargin.Risk.RuleBooks;

/// <summary>Every margin model there is, by name. Which models exist is code; what their parameters are is data.</summary>
public sealed class ModelCatalogue
{
    // One line per model, by name.
    private static readonly Dictionary<string, Func<RuleBookDocument, IMarginModel>> Makers = new(StringComparer.Ordinal)
    {
        ["derive-pm"] = document => new PortfolioMargin1Model(document),
        ["derive-pm2"] = document => new PortfolioMargin2Model(document),
        ["derive-sm"] = document => new StandardMarginModel(document),
        ["drift"] = document => new DriftModel(document),
        ["dydx"] = document => new DydxModel(document),
        ["binance-pm"] = document => new Binance.BinancePortfolioModel(document),
        ["binance-um"] = document => new Binance.BinanceFuturesModel(document),
        ["bybit-pm"] = document => new Bybit.BybitPortfolioModel(document),
        ["bybit-uta"] = document => new Bybit.BybitUnifiedModel(document),
        ["hyperliquid"] = document => new Hyperliquid.HyperliquidModel(document),
        ["deribit-pm"] = document => new DeribitPmModel(document),
        ["deribit-sm"] = document => new DeribitSmModel(document),
        ["okx-mcm"] = document => new OkxMcmModel(document),
        ["okx-pm"] = document => new OkxPmModel(document),
        ["paradex"] = document => new ParadexModel(document),
        ["aave"] = document => new Aave.AaveModel(document),
        ["greeks"] = document => new Greeks.GreeksModel(document),
        ["hybrid"] = document => new Hybrid.HybridModel(document),
        ["marginfi"] = document => new Marginfi.MarginfiModel(document),
        ["var"] = document => new Statistical.VarModel(document),
        ["reg-t"] = document => new RegT.RegTModel(document),
        ["span"] = document => new Span.SpanModel(document),
        ["tims"] = document => new Tims.TimsModel(document),
    };

    private ModelCatalogue(IReadOnlyList<IMarginModel> models) => Models = models;

    /// <summary>All models as they ship, the house first, then by name.</summary>
    public static ModelCatalogue Shipped { get; } = With([]);

    public IReadOnlyList<IMarginModel> Models { get; }

    /// <summary>The models as they ship, except where one of these documents says otherwise.</summary>
    /// <exception cref="JsonException">A document names no model, or its parameters do not fit.</exception>
    public static ModelCatalogue With(IReadOnlyList<RuleBookDocument> documents)
    {
        if (documents.FirstOrDefault(document => !Makers.ContainsKey(document.Model)) is { } unknown)
        {
            throw new JsonException($"No model '{unknown.Model}' is known; it is one of {string.Join(", ", Makers.Keys.Order(StringComparer.Ordinal))}.");
        }

        var replaced = documents.ToDictionary(document => document.Model, StringComparer.Ordinal);
        var models = Makers.OrderBy(maker => maker.Key, StringComparer.Ordinal)
            .Select(maker => maker.Value(replaced.GetValueOrDefault(maker.Key) ?? RuleBookDocument.Shipped(maker.Key)));
        return new ModelCatalogue([HouseMargin.Instance, .. models]);
    }

    /// <summary>The models as these rules have them: documents of their own take the place of those that ship.</summary>
    /// <exception cref="JsonException">A document names no model, or its parameters do not fit.</exception>
    public static ModelCatalogue Of(RuleSet rules) => rules.RuleBooks.Count == 0
        ? Shipped
        : With(rules.RuleBooks.OrderBy(book => book.Key).Select(book => RuleBookDocument.Read(book.Value.Json)).ToList());

    /// <summary>The rule book by which a venue margins accounts there; absent where the rules name none.</summary>
    public IMarginModel? OfVenue(LocationId venue, RuleSet rules) =>
        rules.Locations.TryGetValue(venue, out var terms) && terms.Model is { } name ? FindVenueRules(name) : null;

    /// <summary>The same by its name; absent where it is no place's: the house does not stand in for a venue, nor does a way of measuring.</summary>
    public IMarginModel? FindVenueRules(ModelName name) => Find(name.Code) is { } model && IsOfSomePlace(model) ? model : null;

    /// <summary>Whether these are the rules of somebody who margins accounts.</summary>
    public static bool IsOfSomePlace(IMarginModel model) => model.Provenance.Kind is ModelKind.Venue or ModelKind.Clearing or ModelKind.Lending;

    public IMarginModel? Find(string name) => Models.FirstOrDefault(model => model.Name.Code == name);
}
