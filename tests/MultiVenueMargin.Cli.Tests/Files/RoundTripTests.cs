using System.Text.Json;
using System.Text.Json.Nodes;
using MultiVenueMargin.Cli.Files;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Cli.Tests.Files;

/// <summary>What is written reads as the same, and every member of the domain can be said in a file.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void Book_WhenWrittenAndRead_IsTheSame()
    {
        var written = DomainJson.OfBook(Content(BookFile.Parse("book.json", Examples.Bytes(Examples.Book))));

        Assert.Equal(written, DomainJson.OfBook(Content(BookFile.Parse("book.json", Examples.Bytes(written)))));
        AssertSaysEverythingOf(Examples.Book, written);
    }

    [Fact]
    public void Market_WhenWrittenAndRead_IsTheSame()
    {
        var written = DomainJson.OfMarket(Content(MarketFile.Parse("market.json", Examples.Bytes(Examples.Market))));

        Assert.Equal(written, DomainJson.OfMarket(Content(MarketFile.Parse("market.json", Examples.Bytes(written)))));
        AssertSaysEverythingOf(Examples.Market, written);
    }

    [Fact]
    public void Rules_WhenTheDefaultIsWrittenAndRead_AreTheSame()
    {
        var written = DomainJson.OfRules(RuleSet.Default);

        Assert.Equal(written, DomainJson.OfRules(Content(RulesFile.Parse("rules.json", Examples.Bytes(written)))));
    }

    // A parameter that a reader forgot would keep its default: turn every single one and see it come back.
    [Fact]
    public void Rules_WhenAnyOneParameterIsTurned_KeepIt()
    {
        var complete = JsonNode.Parse(DomainJson.OfRules(RuleSet.Default))!;
        var turned = 0;
        foreach (var path in Leaves(complete, []).ToList())
        {
            var other = complete.DeepClone();
            if (!Turn(other, path))
            {
                continue;
            }

            turned++;
            var read = JsonFile.Parse("rules.json", Examples.Bytes(other.ToJsonString()), RulesFile.Schema, RulesFile.Read, _ => []);
            Assert.True(read.Content is not null, string.Join('\n', read.Lines));
            Assert.True(
                JsonNode.DeepEquals(other, JsonNode.Parse(DomainJson.OfRules(read.Content))),
                $"{string.Join('.', path)} is lost on the way.");
        }

        Assert.InRange(turned, 100, 1_000);
    }

    [Fact]
    public void Rules_WhenWrittenInFull_NeedEveryMember()
    {
        var complete = JsonNode.Parse(DomainJson.OfRules(RuleSet.Default))!.AsObject();
        foreach (var member in complete.Select(each => each.Key).ToList())
        {
            var other = complete.DeepClone().AsObject();
            other.Remove(member);

            var loaded = RulesFile.Parse("rules.json", Examples.Bytes(other.ToJsonString()));

            Assert.Equal((member, "is missing"), (loaded.Problems[0].Path, loaded.Problems[0].Found));
        }
    }

    private static T Content<T>(Loaded<T> loaded)
        where T : class
    {
        Assert.Empty(loaded.Lines);
        return loaded.Content!;
    }

    /// <summary>Every leaf of the example stands in what was written, under the same path and with the same value.</summary>
    private static void AssertSaysEverythingOf(string example, string written)
    {
        var (expected, actual) = (JsonNode.Parse(example)!, JsonNode.Parse(written)!);
        foreach (var path in Leaves(expected, []))
        {
            Assert.Equal((string.Join('.', path), Text(At(expected, path))), (string.Join('.', path), Text(At(actual, path))));
        }
    }

    // Numbers may be bare in an example and are text in what we write; exponents are the one other spelling.
    private static string? Text(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        _ => node?.ToJsonString(),
    };

    private static IEnumerable<object[]> Leaves(JsonNode? node, object[] path) => node switch
    {
        JsonObject members => members.SelectMany(member => Leaves(member.Value, [.. path, member.Key])),
        JsonArray items => items.SelectMany((item, at) => Leaves(item, [.. path, at])),
        _ => [path],
    };

    private static JsonNode? At(JsonNode? node, object[] path) => path.Aggregate(node, (at, step) => step is int index ? at?[index] : at?[(string)step]);

    private static bool Turn(JsonNode root, object[] path)
    {
        var parent = At(root, path[..^1])!;
        var leaf = At(root, path);
        JsonNode? other = leaf?.GetValueKind() switch
        {
            JsonValueKind.True => false,
            JsonValueKind.False => true,
            JsonValueKind.Number => leaf.GetValue<int>() + 1,
            JsonValueKind.String when decimal.TryParse(leaf.GetValue<string>(), out var number) => (number + 0.5m).ToString("0.############"),
            JsonValueKind.String when path[^1] is "fresh" or "lost" => "77s",
            JsonValueKind.String when path[^1] is "name" or "issuer" or "version" => "something else",
            _ => null,
        };
        if (other is null || path is ["version"])
        {
            return false;
        }

        if (path[^1] is int index)
        {
            parent.AsArray()[index] = other;
        }
        else
        {
            parent.AsObject()[(string)path[^1]] = other;
        }

        return true;
    }
}
