using MultiVenueMargin.RuleBooks.Documents;

namespace MultiVenueMargin.RuleBooks;

/// <summary>Every margin model there is, by name. Which models exist is code; what their parameters are is data.</summary>
public sealed class ModelCatalogue
{
    // One line per model, by name.
    private static readonly Dictionary<string, Func<RuleBookDocument, IMarginModel>> Makers = new(StringComparer.Ordinal)
    {
        ["aave"] = document => new Aave.AaveModel(document),
        ["greeks"] = document => new Greeks.GreeksModel(document),
        ["hybrid"] = document => new Hybrid.HybridModel(document),
        ["marginfi"] = document => new Marginfi.MarginfiModel(document),
        ["var"] = document => new Statistical.VarModel(document),
    };

    private ModelCatalogue(IReadOnlyList<IMarginModel> models) => Models = models;

    /// <summary>All models as they ship, the house first, then by name.</summary>
    public static ModelCatalogue Shipped { get; } = With([]);

    public IReadOnlyList<IMarginModel> Models { get; }

    /// <summary>The models as they ship, except where one of these documents says otherwise.</summary>
    /// <exception cref="System.Text.Json.JsonException">A document names no model, or its parameters do not fit.</exception>
    public static ModelCatalogue With(IReadOnlyList<RuleBookDocument> documents)
    {
        if (documents.FirstOrDefault(document => !Makers.ContainsKey(document.Model)) is { } unknown)
        {
            throw new System.Text.Json.JsonException($"No model '{unknown.Model}' is known; it is one of {string.Join(", ", Makers.Keys.Order(StringComparer.Ordinal))}.");
        }

        var replaced = documents.ToDictionary(document => document.Model, StringComparer.Ordinal);
        var models = Makers.OrderBy(maker => maker.Key, StringComparer.Ordinal)
            .Select(maker => maker.Value(replaced.GetValueOrDefault(maker.Key) ?? RuleBookDocument.Shipped(maker.Key)));
        return new ModelCatalogue([HouseMargin.Instance, .. models]);
    }

    public IMarginModel? Find(string name) => Models.FirstOrDefault(model => model.Name.Code == name);
}
