using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Files;
using MultiVenueMargin.Risk.RuleBooks;
using MultiVenueMargin.Risk.RuleBooks.Comparing;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Contracts;

/// <summary>model.proto: the margin models there are, and what each asks of a book.</summary>
public static class ModelWire
{
    public static V1.ListModelsResponse Write(ModelCatalogue catalogue) => new() { Models = { catalogue.Models.Select(Write) } };

    public static V1.ModelReport Write(ComparedModel compared)
    {
        var (provenance, report) = (compared.Provenance, compared.Report);
        return new V1.ModelReport
        {
            Model = report.Model.Code,
            Pool = report.Pool.Code,
            Title = provenance.Title,
            Kind = EnumMap<ModelKind, V1.ModelKind>.Write(provenance.Kind),
            Source = provenance.Source,
            ParametersAsOf = WireText.Of(provenance.AsOf),
            Initial = WireText.Of(report.Initial),
            Maintenance = WireText.Of(report.Maintenance),
            Equity = WireText.Of(report.Equity),
            InitialEquity = WireText.Of(report.InitialEquity),
            Ratio = WireText.Of(FiguresWire.RatioOf(report.Equity, report.Maintenance)),
            Cushion = WireText.Of(report.Cushion),
            Binding = report.Binding,
            Action = new V1.ModelAction
            {
                Name = report.Action.Name,
                AtRatio = WireText.Of(report.Action.AtRatio),
                ActsAtTheLine = report.Action.ActsAtTheLine,
                ActsNow = report.Acts,
            },
            Components = { report.Components.Select(Write) },
            NotCovered = { report.NotCovered.Select(Write) },
            NotModelled = { report.NotModelled.Select(Write) },
            Distances = { compared.Distances.Select(Write) },
        };
    }

    /// <summary>Models by name, each once. One that is not known is refused with the names there are.</summary>
    internal static IReadOnlyList<IMarginModel> ReadModels(WireReader at, string field, IReadOnlyList<string> names, ModelCatalogue catalogue)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        return at.List(field, names, WireLimits.Models, (inner, name) =>
        {
            var model = catalogue.Find(name);
            if (model is null)
            {
                inner.Refuse("", $"is {JsonPath.Quoted(name)}, which is no model; it is one of {string.Join(", ", catalogue.Models.Select(each => each.Name))}");
            }
            else if (!named.Add(name))
            {
                inner.Refuse("", $"is {JsonPath.Quoted(name)} again");
            }

            return model!;
        });
    }

    private static V1.MarginModel Write(IMarginModel model) => new()
    {
        Name = model.Name.Code,
        Title = model.Provenance.Title,
        Kind = EnumMap<ModelKind, V1.ModelKind>.Write(model.Provenance.Kind),
        Source = model.Provenance.Source,
        ParametersAsOf = WireText.Of(model.Provenance.AsOf),
        Missing = { model.Provenance.Missing.Select(Write) },
    };

    private static V1.ModelComponent Write(ModelComponent component) => new()
    {
        Name = component.Name,
        Of = component.Of,
        Initial = WireText.Of(component.Initial),
        Maintenance = WireText.Of(component.Maintenance),
        Working = component.Working,
    };

    private static V1.ModelGap Write(ModelGap gap) => new() { Subject = gap.Subject, Reason = gap.Reason };

    private static V1.ModelDistance Write(ModelDistance distance) => new()
    {
        Unit = distance.Unit.Code,
        Down = WireText.Of(distance.Down),
        Up = WireText.Of(distance.Up),
    };
}
