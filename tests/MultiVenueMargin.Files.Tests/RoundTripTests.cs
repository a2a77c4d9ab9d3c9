using System.Text.Json;
using System.Text.Json.Nodes;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Testing;
using MultiVenueMargin.Testing.Files;
using MultiVenueMargin.Testing.Values;

namespace MultiVenueMargin.Files.Tests;

/// <summary>What is written reads as the same, and every member of the domain can be said in a file.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void Book_WhenWrittenAndRead_IsTheSame()
    {
        var written = BookFile.Write(Content(BookFile.Parse("book.json", Examples.Bytes(Examples.Book))));

        Assert.Equal(written, BookFile.Write(Content(BookFile.Parse("book.json", Examples.Bytes(written)))));
        AssertSaysEverythingOf(Examples.Book, written);
    }

    [Fact]
    public void Market_WhenWrittenAndRead_IsTheSame()
    {
        var written = MarketFile.Write(Content(MarketFile.Parse("market.json", Examples.Bytes(Examples.Market))));

        Assert.Equal(written, MarketFile.Write(Content(MarketFile.Parse("market.json", Examples.Bytes(written)))));
        AssertSaysEverythingOf(Examples.Market, written);
    }

    [Fact]
    public void Rules_WhenTheDefaultIsWrittenAndRead_AreTheSame()
    {
        var written = RulesFile.Write(RuleSet.Default);

        Assert.Equal(written, RulesFile.Write(Content(RulesFile.Parse("rules.json", Examples.Bytes(written)))));
    }

    // What is written says the same; this holds the values themselves against each other, member by member.
    [Fact]
    public void Rules_WhenWrittenAndRead_AreEqual()
    {
        foreach (var rules in RepositoryFolder.SampleNames.Select(Sample("rules.json", RulesFile.Load)).Append(RuleSet.Default))
        {
            var back = Content(RulesFile.Parse("rules.json", Examples.Bytes(RulesFile.Write(rules))));

            Assert.Equal(Said.By(rules), Said.By(back));
        }
    }

    [Fact]
    public void Samples_WhenWrittenAndRead_AreEqual()
    {
        foreach (var book in RepositoryFolder.SampleNames.Select(Sample("book.json", BookFile.Load)))
        {
            Assert.Equal(Said.By(book), Said.By(Content(BookFile.Parse("book.json", Examples.Bytes(BookFile.Write(book))))));
        }

        foreach (var market in RepositoryFolder.SampleNames.Select(Sample("market.json", MarketFile.Load)))
        {
            Assert.Equal(Said.By(market), Said.By(Content(MarketFile.Parse("market.json", Examples.Bytes(MarketFile.Write(market))))));
        }
    }

    // A parameter that a reader forgot would keep its default: turn every single one and see it come back.
    [Fact]
    public void Rules_WhenAnyOneParameterIsTurned_KeepIt()
    {
        var complete = JsonNode.Parse(RulesFile.Write(RuleSet.Default))!;
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
                JsonNode.DeepEquals(other, JsonNode.Parse(RulesFile.Write(read.Content))),
                $"{string.Join('.', path)} is lost on the way.");
        }

        Assert.InRange(turned, 100, 1_000);
    }

    [Fact]
    public void Rules_WhenWrittenInFull_NeedEveryMember()
    {
        var complete = JsonNode.Parse(RulesFile.Write(RuleSet.Default))!.AsObject();
        foreach (var member in complete.Select(each => each.Key).ToList())
        {
            var other = complete.DeepClone().AsObject();
            other.Remove(member);

            var loaded = RulesFile.Parse("rules.json", Examples.Bytes(other.ToJsonString()));

            Assert.Equal((member, "is missing"), (loaded.Problems[0].Path, loaded.Problems[0].Found));
        }
    }

    private static Func<string, T> Sample<T>(string file, Func<string, Loaded<T>> load)
        where T : class => name => Content(load(Path.Combine(RepositoryFolder.Samples, name, file)));

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
