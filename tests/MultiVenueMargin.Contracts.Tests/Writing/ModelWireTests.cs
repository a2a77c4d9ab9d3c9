using System.Globalization;
using Google.Protobuf;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Files;
using MultiVenueMargin.Risk.RuleBooks;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Comparing;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.Contracts.Tests.Writing;

/// <summary>What a model says in the contract, read back from its bytes, is what it says, to the last digit.</summary>
public sealed class ModelWireTests
{
    public static TheoryData<string> Samples => [.. RepositoryFolder.SampleNames];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Report_WhenWritten_SaysWhatItSaysAndAddsUp(string name)
    {
        foreach (var (compared, wire) in Compared(name))
        {
            var report = compared.Report;
            Assert.Equal((report.Model.Code, "cross"), (wire.Model, wire.Pool));
            Assert.Equal((report.Initial.Amount, report.Maintenance.Amount), (Number(wire.Initial), Number(wire.Maintenance)));
            Assert.Equal((report.Equity.Amount, report.InitialEquity.Amount), (Number(wire.Equity), Number(wire.InitialEquity)));
            Assert.Equal(report.Cushion.Amount, Number(wire.Cushion));
            Assert.Equal(Number(wire.Initial), wire.Components.Sum(part => Number(part.Initial)));
            Assert.Equal(Number(wire.Maintenance), wire.Components.Sum(part => Number(part.Maintenance)));
            Assert.Equal(
                report.Components.Select(part => (part.Name, part.Of, part.Working)),
                wire.Components.Select(part => (part.Name, part.Of, part.Working)));
            Assert.Equal(report.Binding, wire.Binding);
            Assert.Equal((report.Action.Name, report.Action.AtRatio), (wire.Action.Name, Number(wire.Action.AtRatio)));
            Assert.Equal((report.Action.ActsAtTheLine, report.Acts), (wire.Action.ActsAtTheLine, wire.Action.ActsNow));
            Assert.Equal(report.NotCovered.Select(gap => (gap.Subject, gap.Reason)), wire.NotCovered.Select(gap => (gap.Subject, gap.Reason)));
            Assert.Equal(report.NotModelled.Select(gap => (gap.Subject, gap.Reason)), wire.NotModelled.Select(gap => (gap.Subject, gap.Reason)));
            Assert.Equal(compared.Distances.Select(each => each.Unit.Code), wire.Distances.Select(each => each.Unit));
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Ratio_WhenWritten_LooksNoBetterThanItIsAndIsAbsentWhereNothingIsAsked(string name) => Assert.All(Compared(name), each =>
    {
        if (each.Wire.Ratio.Length == 0)
        {
            Assert.Equal(0m, Number(each.Wire.Maintenance));
            return;
        }

        Assert.InRange((Number(each.Wire.Ratio) * Number(each.Wire.Maintenance)) - Number(each.Wire.Equity), -0.00000001m * Number(each.Wire.Maintenance), 0m);
    });

    /// <summary>A tenth of a long's value, acting below a ratio of one, worked by hand: 30 000 + 100 000·x against 10 000·(1 + x).</summary>
    [Fact]
    public void Distance_WhenThereIsNone_IsEmptyAndNotZero()
    {
        var report = new ModelReport
        {
            Model = new ModelName("tenth"),
            Pool = new PoolId("gamma"),
            Equity = new Usd(30_000m),
            InitialEquity = new Usd(29_000m),
            Components = [new ModelComponent("scan", "BTC", new Usd(12_000m), new Usd(10_000m), "a tenth"), new ModelComponent("credit", "", new Usd(-1m), Usd.Zero)],
            Action = new ModelAction("auction", 1m, ActsAtTheLine: true),
            NotCovered = [new ModelGap("SOL-PERP", "not listed")],
        };
        var provenance = new ModelProvenance("A tenth", ModelKind.Lending, "nobody", new DateOnly(2025, 10, 9), []);

        var wire = ModelWire.Write(new ComparedModel(provenance, report, [new ModelDistance(new RiskUnit("BTC"), -0.2222222m, null)]));

        var expected = new V1.ModelReport
        {
            Model = "tenth",
            Pool = "gamma",
            Title = "A tenth",
            Kind = V1.ModelKind.Lending,
            Source = "nobody",
            ParametersAsOf = "2025-10-09",
            Initial = "11999",
            Maintenance = "10000",
            Equity = "30000",
            InitialEquity = "29000",
            Ratio = "3",
            Cushion = "20000",
            Action = new V1.ModelAction { Name = "auction", AtRatio = "1", ActsAtTheLine = true },
            Components =
            {
                new V1.ModelComponent { Name = "scan", Of = "BTC", Initial = "12000", Maintenance = "10000", Working = "a tenth" },
                new V1.ModelComponent { Name = "credit", Initial = "-1", Maintenance = "0" },
            },
            NotCovered = { new V1.ModelGap { Subject = "SOL-PERP", Reason = "not listed" } },
            Distances = { new V1.ModelDistance { Unit = "BTC", Down = "-0.2222222" } },
        };
        Assert.Equal(expected, V1.ModelReport.Parser.ParseFrom(wire.ToByteArray()));
    }

    [Fact]
    public void Models_WhenListed_AreAllThereIsWithWhereTheyComeFrom()
    {
        var listed = V1.ListModelsResponse.Parser.ParseFrom(ModelWire.Write(ModelCatalogue.Shipped).ToByteArray()).Models;

        Assert.Equal(ModelCatalogue.Shipped.Models.Select(model => model.Name.Code), listed.Select(model => model.Name));
        Assert.Equal("house", listed[0].Name);
        Assert.True(listed.Count <= WireLimits.Models, "Not all models can be named in one request.");
        foreach (var (model, wire) in ModelCatalogue.Shipped.Models.Zip(listed))
        {
            var (provenance, missing) = (model.Provenance, wire.Missing.Select(gap => new ModelGap(gap.Subject, gap.Reason)));
            Assert.Equal((provenance.Title, provenance.Source, provenance.Kind.ToString()), (wire.Title, wire.Source, wire.Kind.ToString()));
            Assert.Equal(provenance.AsOf, DateOnly.ParseExact(wire.ParametersAsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture));
            Assert.Equal(provenance.Missing, missing);
        }
    }

    private static IEnumerable<(ComparedModel Model, V1.ModelReport Wire)> Compared(string name)
    {
        var folder = Path.Combine(RepositoryFolder.Samples, name);
        var (book, market) = (BookFile.Load(Path.Combine(folder, "book.json")).Content!, MarketFile.Load(Path.Combine(folder, "market.json")).Content!);
        var rules = RulesFile.Load(Path.Combine(folder, "rules.json")).Content ?? RuleSet.Default;
        var compared = ModelComparison.Of(ModelBook.Of(book, PoolId.Cross, new PricedMarket(market, rules)), ModelCatalogue.Of(rules).Models, withDistances: false);
        Assert.NotEmpty(compared);
        return compared.Select(each => (each, V1.ModelReport.Parser.ParseFrom(ModelWire.Write(each).ToByteArray())));
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
