using System.Text.Json.Nodes;
using MultiVenueMargin.Golden.House;

namespace MultiVenueMargin.Golden.Tests;

public sealed class GoldenRunnerTests
{
    [Fact]
    public void Run_WhenAFigureIsWrong_FailsThatVectorOnly()
    {
        var document = RepositoryCases.Document("covered-short");
        var wrong = document["cases"]![0]!.DeepClone();
        wrong["id"] = "wrong";
        wrong["expected"]!["cross"]!["MM"] = "1";
        document["cases"]!.AsArray().Add(wrong);
        using var folder = new TemporaryFolder().With("house.json", document);

        var result = GoldenRunner.Run(folder.Path);

        Assert.Equal("golden: 1 passed, 1 failed, 0 unsupported", result.Summary);
        var failed = Assert.Single(result.Vectors, vector => !vector.HasPassed);
        Assert.Equal("house.json/wrong", failed.Name);
        Assert.Equal("cross/MM", Assert.Single(failed.Mismatches).Path);
    }

    [Fact]
    public void Run_WhenAnInputIsUnknown_FailsTheVectorWithItsName()
    {
        var document = RepositoryCases.Document("covered-short");
        document["cases"]![0]!["book"]!["lots"]![0]!["colour"] = "red";
        using var folder = new TemporaryFolder().With("house.json", document);

        Assert.Equal(
            "cannot map /book/lots/0/colour: no such input is known", Assert.Single(GoldenRunner.Run(folder.Path).Vectors).Refusal);
    }

    [Fact]
    public void Run_WhenTheModelThrows_FailsTheVectorAndGoesOn()
    {
        // An asset code with a space is refused by the domain, not by the mapping.
        var document = RepositoryCases.Document("covered-short");
        var broken = document["cases"]![0]!.DeepClone();
        broken["book"]!["lots"]![0]!["asset"] = "E T H";
        document["cases"]!.AsArray().Insert(0, broken);
        using var folder = new TemporaryFolder().With("house.json", document);

        var result = GoldenRunner.Run(folder.Path);

        Assert.Equal((1, 1), (result.Passed, result.Failed));
        Assert.StartsWith("ArgumentException: ", result.Vectors[0].Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WhenFamiliesAreUnknown_CountsTheirVectorsByName()
    {
        using var folder = new TemporaryFolder()
            .With("house.json", new JsonObject { ["schema"] = "house-golden/2", ["cases"] = new JsonArray(1, 2) })
            .With("other.json", new JsonObject { ["rows"] = 3 })
            .With("peers.json", """
                { "schema": "peers/1", "vectors": [
                  { "peer": "b", "family": "margin" }, { "peer": "a", "family": "margin" }, { "peer": "b", "family": "margin" } ] }
                """)
            .With("venues.json", """{ "schema": "words", "cases": [ { "system": "SPAN" } ] }""");

        var result = GoldenRunner.Run(folder.Path);

        Assert.Equal("golden: 0 passed, 0 failed, 7 unsupported", result.Summary);
        Assert.Equal(
            [
                new("house.json", "no family", 2, string.Empty), new("other.json", "no schema", 1, string.Empty), new("peers.json", "a margin", 1, string.Empty),
                new("peers.json", "b margin", 2, string.Empty), new("venues.json", "SPAN", 1, string.Empty),
            ],
            result.Unsupported);
    }

    [Theory]
    [InlineData("{ \"schema\": \"house-golden/1\", \"cases\": [")]
    [InlineData("")]
    [InlineData("{ \"schema\": \"house-golden/1\", \"schema\": \"other\" }")]
    [InlineData("{ \"schema\": \"house-golden/1\" }")]
    [InlineData("{ \"schema\": \"house-golden/1\", \"cases\": [] }")]
    [InlineData("{ \"schema\": \"house-golden/1\", \"cases\": [ 7 ] }")]
    [InlineData("{ \"schema\": \"house-golden/1\", \"cases\": [ { \"id\": \"empty\" } ] }")]
    public void Run_WhenAFileIsMalformed_Fails(string content)
    {
        using var folder = new TemporaryFolder().With("house.json", content);

        var result = GoldenRunner.Run(folder.Path);

        Assert.Equal((0, 1), (result.Passed, result.Failed));
        Assert.NotNull(result.Vectors[0].Refusal);
    }
}
