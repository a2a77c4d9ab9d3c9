using System.Text.Json.Nodes;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Testing;
using MultiVenueMargin.Testing.Files;

namespace MultiVenueMargin.Files.Tests;

/// <summary>docs/schemas says the same as the readers: what they read and write is valid, and what they refuse is not.</summary>
public sealed class SchemaTests
{
    public static TheoryData<string, string> WellFormed => new()
    {
        { "book", Examples.Book },
        { "book", BookFile.Write(BookFile.Parse("book.json", Examples.Bytes(Examples.Book)).Content!) },
        { "market", Examples.Market },
        { "market", MarketFile.Write(MarketFile.Parse("market.json", Examples.Bytes(Examples.Market)).Content!) },
        { "rules", Examples.Rules },
        { "rules", RulesFile.Write(RuleSet.Default) },
        { "what-if", Examples.WhatIf },
    };

    [Theory]
    [MemberData(nameof(WellFormed))]
    public void Schema_WhenAFileIsSound_HoldsIt(string schema, string json) => Assert.Null(JsonSchema.Load(schema).FirstProblem(json));

    // Wherever a member is added that nobody knows, reader and schema both refuse it, at the same place.
    [Theory]
    [MemberData(nameof(WellFormed))]
    public void Schema_WhenAMemberIsUnknown_RefusesItAsTheReaderDoes(string schema, string json)
    {
        foreach (var path in ObjectsOf(JsonNode.Parse(json)!, []))
        {
            var spoilt = JsonNode.Parse(json)!;
            At(spoilt, path).AsObject()["no such member"] = true;

            Assert.True(JsonSchema.Load(schema).FirstProblem(spoilt.ToJsonString()) is not null, $"{schema}: {string.Join('.', path)}");
            Assert.NotEmpty(Read(schema, spoilt.ToJsonString()));
        }
    }

    [Theory]
    [MemberData(nameof(WellFormed))]
    public void Schema_WhenAMemberIsMissing_AgreesWithTheReader(string schema, string json)
    {
        foreach (var path in ObjectsOf(JsonNode.Parse(json)!, []))
        {
            foreach (var name in At(JsonNode.Parse(json)!, path).AsObject().Select(member => member.Key).ToList())
            {
                var spoilt = JsonNode.Parse(json)!;
                At(spoilt, path).AsObject().Remove(name);
                var text = spoilt.ToJsonString();

                // A complete rule set needs every member at every depth; the schema says so of the top alone.
                if (schema == "rules" && path.Length > 0 && !json.Contains("extends", StringComparison.Ordinal))
                {
                    continue;
                }

                var isMissed = Read(schema, text).Any(problem => problem.Found is "is missing" or "is neither or both of the two kinds of smile");
                var problem = JsonSchema.Load(schema).FirstProblem(text);
                Assert.True(isMissed == problem is not null, $"{schema}: {string.Join('.', path)}.{name}: reader {isMissed}, schema {problem}");
            }
        }
    }

    [Fact]
    public void Documentation_WhenItShowsAFile_ShowsOneThatIsRead()
    {
        var blocks = File.ReadAllText(Path.Combine(RepositoryFolder.Docs, "FILES.md"))
            .Split("```json\n")
            .Skip(1)
            .Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)])
            // Which settings there are, the host knows; it checks the one that is shown.
            .Where(block => !block.Contains(SettingsFile.Schema, StringComparison.Ordinal))
            .ToList();

        Assert.Equal(4, blocks.Count);
        foreach (var block in blocks)
        {
            var schema = JsonNode.Parse(block)!["schema"]!.GetValue<string>()["mvm-".Length..^"/1".Length];
            Assert.Empty(Read(schema, block));
            Assert.Null(JsonSchema.Load(schema).FirstProblem(block));
        }
    }

    private static IReadOnlyList<FileProblem> Read(string schema, string json) => schema switch
    {
        "book" => BookFile.Parse("book.json", Examples.Bytes(json)).Problems,
        "market" => MarketFile.Parse("market.json", Examples.Bytes(json)).Problems,
        "rules" => RulesFile.Parse("rules.json", Examples.Bytes(json)).Problems,
        "what-if" => WhatIfFile.Parse("what-if.json", Examples.Bytes(json)).Problems,
        _ => throw new ArgumentOutOfRangeException(nameof(schema), schema, "No such file."),
    };

    private static IEnumerable<object[]> ObjectsOf(JsonNode? node, object[] path) => node switch
    {
        JsonObject members => members.SelectMany(member => ObjectsOf(member.Value, [.. path, member.Key])).Prepend(path),
        JsonArray items => items.SelectMany((item, at) => ObjectsOf(item, [.. path, at])),
        _ => [],
    };

    private static JsonNode At(JsonNode node, object[] path) => path.Aggregate(node, (at, step) => step is int index ? at[index]! : at[(string)step]!);
}
