using System.Globalization;
using System.Text.Json;
using MultiVenueMargin.Risk.RuleBooks.Documents;
using MultiVenueMargin.Testing;

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
    public void Readme_WhenModelsShip_ListsEachWithItsKindAndPage()
    {
        var rows = File.ReadLines(Path.Combine(RepositoryFolder.Docs, "rule-books", "README.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToList();

        Assert.Equal(
            ModelCatalogue.Shipped.Models.Select(model => ($"`{model.Name.Code}`", model.Provenance.Kind.ToString())),
            rows.Select(cells => (cells[1], char.ToUpperInvariant(cells[2][0]) + cells[2][1..])));
        Assert.All(rows.Skip(1), cells => Assert.True(File.Exists(Path.Combine(RepositoryFolder.Docs, "rule-books", $"{cells[1].Trim('`')}.md")), cells[1]));
    }

    /// <summary>As its data has it: the day, in figures or in words, or at the least the month.</summary>
    [Fact]
    public void Page_WhenAModelShips_SaysAsOfWhenItsParametersStood() => Assert.All(
        ModelCatalogue.Shipped.Models.Where(model => model.Name.Code != "house"),
        model =>
        {
            var page = File.ReadAllText(Path.Combine(RepositoryFolder.Docs, "rule-books", $"{model.Name}.md"));
            var day = model.Provenance.AsOf;
            Assert.True(
                page.Contains(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal)
                    || page.Contains(day.ToString("MMMM yyyy", CultureInfo.InvariantCulture), StringComparison.Ordinal),
                $"{model.Name}: {day:O}");
        });

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
