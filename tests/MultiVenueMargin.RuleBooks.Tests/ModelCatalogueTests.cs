using System.Text.Json;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.RuleBooks.Tests;

public sealed class ModelCatalogueTests
{
    public static TheoryData<string> Names => new(ModelCatalogue.Shipped.Models.Select(model => model.Name.Code));

    [Theory]
    [MemberData(nameof(Names))]
    public void Model_WhenItShips_SaysWhereItsRulesComeFrom(string name)
    {
        var model = ModelCatalogue.Shipped.Find(name)!;

        Assert.NotEmpty(model.Provenance.Title);
        Assert.NotEmpty(model.Provenance.Source);
        Assert.True(model.Provenance.AsOf > new DateOnly(2015, 1, 1));
    }

    [Fact]
    public void Catalogue_WhenADocumentNamesNoModel_RefusesIt()
    {
        var document = RuleBookDocument.Read("""{ "model": "nobody", "title": "t", "kind": "venue", "source": "s", "as_of": "2026-01-01", "missing": [], "parameters": {} }""");

        Assert.Contains("nobody", Assert.Throws<JsonException>(() => ModelCatalogue.With([document])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "model": "m", "title": "t", "kind": "venue", "source": "s", "as_of": "2026-01-01", "missing": [] }""")]
    [InlineData("""{ "model": "m", "title": "t", "kind": "venue", "source": "s", "as_of": "2026-01-01", "missing": [], "parameters": {}, "colour": 1 }""")]
    [InlineData("""{ "model": "m", "title": null, "kind": "venue", "source": "s", "as_of": "2026-01-01", "missing": [], "parameters": {} }""")]
    public void Document_WhenAMemberIsMissingUnknownOrNull_IsRefused(string text) =>
        Assert.Throws<JsonException>(() => RuleBookDocument.Read(text));
}
