using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Files;
using MultiVenueMargin.Risk.RuleBooks.Comparing;
using Shape = System.Collections.Generic.Dictionary<string, object?>;

namespace MultiVenueMargin.Cli.Models;

/// <summary>The same as a document, exact figures as text: docs/FILES.md.</summary>
internal static class ModelJson
{
    public const string Schema = "mvm-models/1";

    public static string Of(Book book, string market, string rules, IReadOnlyList<PoolModels> pools) => DomainJson.Document(
        Schema,
        [
            ("account", book.Account),
            ("market", market),
            ("rules", rules),
            ("pools", pools.Select(Of).ToList()),
        ]);

    private static Shape Of(PoolModels pool) => new()
    {
        ["pool"] = pool.Pool,
        ["models"] = pool.Models.Select(Of).ToList(),
        ["drifts"] = pool.Drifts.Select(Of).ToList(),
        ["layouts"] = pool.Layouts?.Select(Of).ToList(),
    };

    private static Shape Of(ComparedModel model) => new()
    {
        ["model"] = model.Report.Model,
        ["title"] = model.Provenance.Title,
        ["kind"] = model.Provenance.Kind,
        ["source"] = model.Provenance.Source,
        ["parameters_as_of"] = $"{model.Provenance.AsOf:yyyy-MM-dd}",
        ["initial"] = model.Report.Initial,
        ["maintenance"] = model.Report.Maintenance,
        ["equity"] = model.Report.Equity,
        ["initial_equity"] = model.Report.InitialEquity,
        ["ratio"] = model.Report.Ratio,
        ["binding"] = model.Report.Binding,
        ["acts"] = new Shape { ["name"] = model.Report.Action.Name, ["at_ratio"] = model.Report.Action.AtRatio, ["now"] = model.Report.Acts },
        ["cushion"] = model.Report.Cushion,
        ["distances"] = model.Distances,
        ["components"] = model.Report.Components,
        ["not_covered"] = model.Report.NotCovered,
        ["not_modelled"] = model.Report.NotModelled,
    };

    private static Shape Of(ModelDrift drift) => new()
    {
        ["venue"] = drift.Venue,
        ["model"] = drift.Model,
        ["raised"] = drift.IsRaised,
        ["age"] = drift.Age,
        ["tolerance"] = drift.Tolerance,
        ["figures"] = drift.Figures.Select(figure => new Shape
        {
            ["name"] = figure.Name,
            ["reported"] = figure.Reported,
            ["modelled"] = figure.Modelled,
            ["difference"] = figure.Difference,
            ["share"] = figure.Share,
            ["drifts"] = figure.Drifts,
        }).ToList(),
        ["missing"] = drift.Missing,
    };

    private static Shape Of(BookSplit split) => new()
    {
        ["name"] = split.Name,
        ["initial"] = split.Initial,
        ["maintenance"] = split.Maintenance,
        ["house_maintenance"] = split.HouseMaintenance,
        ["trapped"] = split.Trapped,
        ["covers_all"] = split.CoversAll,
        ["parts"] = split.Parts,
    };
}
