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

    /// <summary>Whoever brings rules along says these numbers, and an evaluation cannot be stopped half way.</summary>
    [Theory]
    [InlineData("tims", "\"points\": 10", "\"points\": 201")]
    [InlineData("tims", "\"points\": 10", "\"points\": 2000000000")]
    [InlineData("greeks", "\"steps\": 4", "\"steps\": 0")]
    [InlineData("greeks", "\"steps\": 4", "\"steps\": 2000000000")]
    [InlineData("bybit-pm", "\"price_steps\": 5", "\"price_steps\": 201")]
    [InlineData("bybit-pm", "\"price_steps\": 5", "\"price_steps\": 2000000000")]
    [InlineData("reg-t", "\"most_covered_series\": 96", "\"most_covered_series\": 97")]
    [InlineData("reg-t", "\"most_covered_series\": 96", "\"most_covered_series\": -1")]
    public void Parameters_WhenTheyAskForMoreWorkThanThereIsTime_AreRefusedByName(string name, string shipped, string asked)
    {
        var text = RuleBookDocument.ShippedText(name)!;
        Assert.Contains(shipped, text, StringComparison.Ordinal);
        var document = RuleBookDocument.Read(text.Replace(shipped, asked, StringComparison.Ordinal));

        Assert.Contains(name, Assert.Throws<JsonException>(() => ModelCatalogue.With([document])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "model": "m", "title": "t", "kind": "venue", "source": "s", "as_of": "2026-01-01", "missing": [] }""")]
    [InlineData("""{ "model": "m", "title": "t", "kind": "venue", "source": "s", "as_of": "2026-01-01", "missing": [], "parameters": {}, "colour": 1 }""")]
    [InlineData("""{ "model": "m", "title": null, "kind": "venue", "source": "s", "as_of": "2026-01-01", "missing": [], "parameters": {} }""")]
    public void Document_WhenAMemberIsMissingUnknownOrNull_IsRefused(string text) =>
        Assert.Throws<JsonException>(() => RuleBookDocument.Read(text));
}
