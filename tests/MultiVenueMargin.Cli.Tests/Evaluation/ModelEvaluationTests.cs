using System.Text.Json;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.RuleBooks;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.Cli.Tests.Evaluation;

/// <summary>Rule books side by side on the samples, as a person asks for them.</summary>
public sealed class ModelEvaluationTests
{
    public static TheoryData<string> Names => new(RepositoryFolder.SampleNames);

    [Theory]
    [MemberData(nameof(Names))]
    public void Models_OnEverySample_AnswerInOneShapeWhoseComponentsAddUp(string sample)
    {
        var run = CommandRun.Of("evaluate", "--book", BookOf(sample), "--model", "all", "--output", "json");

        Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors));
        using var document = JsonDocument.Parse(run.Output);
        Assert.Equal("mvm-models/1", document.RootElement.GetProperty("schema").GetString());
        foreach (var pool in document.RootElement.GetProperty("pools").EnumerateArray())
        {
            var models = pool.GetProperty("models").EnumerateArray().ToList();
            Assert.Equal(ModelCatalogue.Shipped.Models.Select(model => model.Name.Code), models.Select(model => model.GetProperty("model").GetString()));
            foreach (var model in models)
            {
                foreach (var figure in new[] { "initial", "maintenance" })
                {
                    var parts = model.GetProperty("components").EnumerateArray().Sum(part => Number(part.GetProperty(figure)));
                    Assert.True(parts == Number(model.GetProperty(figure)), $"{model.GetProperty("model")}: {figure} is {model.GetProperty(figure)}, its parts {parts}");
                    Assert.True(parts >= 0, $"{model.GetProperty("model")}: {figure} is {parts}");
                }

                Assert.True(Number(model.GetProperty("initial")) >= Number(model.GetProperty("maintenance")), model.GetProperty("model").ToString());
                Assert.NotEmpty(model.GetProperty("source").GetString()!);
            }
        }
    }

    [Fact]
    public void Models_WhenNamed_ComeInThatOrderWithWhatBindsAndWhatTheyLeaveOut()
    {
        var run = CommandRun.Of("evaluate", "--book", BookOf("short-strangle-hedged"), "--model", "hyperliquid,house");

        Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors));
        Assert.True(run.Output.IndexOf("hyperliquid", StringComparison.Ordinal) < run.Output.IndexOf("house", StringComparison.Ordinal));
        Assert.Contains("What binds, and what they do", run.Output, StringComparison.Ordinal);
        Assert.Contains("¹ hyperliquid", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("deribit-pm", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_WhenExplained_ShowTheirComponents()
    {
        var run = CommandRun.Of("evaluate", "--book", BookOf("inverse-btc"), "--model", "deribit-pm", "--explain");

        Assert.Contains("as of", run.Output, StringComparison.Ordinal);
        Assert.Contains("component", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Rank_OfASplitBook_SaysWhatNettingIsLost()
    {
        var run = CommandRun.Of("evaluate", "--book", BookOf("basis-two-venues"), "--rank", "--output", "json");

        using var document = JsonDocument.Parse(run.Output);
        var layouts = document.RootElement.GetProperty("pools")[0].GetProperty("layouts").EnumerateArray().ToDictionary(layout => layout.GetProperty("name").GetString()!);
        var lies = layouts["as it lies"];
        Assert.Equal(Number(lies.GetProperty("maintenance")) - Number(lies.GetProperty("house_maintenance")), Number(lies.GetProperty("trapped")));
        Assert.True(Number(lies.GetProperty("trapped")) > 0);
        Assert.Contains("all under deribit-pm", layouts.Keys);
    }

    [Theory]
    [InlineData("is no model; it is all, or of house, aave", "--model", "nobody")]
    [InlineData("leave out --what-if", "--model", "all", "--what-if", "x.json")]
    [InlineData("leave out --what-if", "--rank", "--what-if", "x.json")]
    [InlineData("--model needs a value", "--model")]
    public void Models_WhenMisunderstood_AreRefusedWithWhatThereIs(string said, params string[] args)
    {
        var run = CommandRun.Of(["evaluate", "--book", BookOf("inverse-btc"), .. args]);

        Assert.Equal((ExitCode.Misused, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains(said, run.Errors, StringComparison.Ordinal);
    }

    /// <summary>The one that ships, with one parameter changed, goes into the rules and is what is then computed with.</summary>
    [Fact]
    public void RuleBook_WhenTheRulesHaveTheirOwn_IsTheOneThatCounts()
    {
        using var folder = new TemporaryFolder();
        var shipped = CommandRun.Of("rules", "--rule-book", "hyperliquid").Output;
        var rules = File.ReadAllText(RulesOf("basis-two-venues"));
        string With(string book) => folder.Write("rules.json", rules.TrimEnd()[..^1].TrimEnd() + $", \"rule_books\": {{ \"hyperliquid\": {book} }} }}");

        var asShipped = Maintenance(With(shipped));
        var stricter = Maintenance(With(shipped.Replace("40", "25", StringComparison.Ordinal)));

        Assert.True(stricter > asShipped, $"{stricter} after {asShipped}");
        var bad = CommandRun.Of("evaluate", "--book", BookOf("basis-two-venues"), "--model", "hyperliquid", "--rules", With(shipped.Replace("\"parameters\"", "\"parametres\"", StringComparison.Ordinal)));
        Assert.Equal(ExitCode.FileRefused, bad.ExitCode);
        Assert.Contains("rule_books", bad.Errors, StringComparison.Ordinal);

        decimal Maintenance(string file)
        {
            var run = CommandRun.Of("evaluate", "--book", BookOf("basis-two-venues"), "--rules", file, "--model", "hyperliquid", "--output", "json");
            Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors));
            using var document = JsonDocument.Parse(run.Output);
            return Number(document.RootElement.GetProperty("pools")[0].GetProperty("models")[0].GetProperty("maintenance"));
        }
    }

    [Fact]
    public void RuleBook_ThatDoesNotShip_IsRefusedWithThoseThatDo()
    {
        var run = CommandRun.Of("rules", "--rule-book", "nobody");

        Assert.Equal(ExitCode.Misused, run.ExitCode);
        Assert.Contains("deribit-pm", run.Errors, StringComparison.Ordinal);
    }

    private static string BookOf(string sample) => Path.Combine(RepositoryFolder.Samples, sample, "book.json");

    private static string RulesOf(string sample) => Path.Combine(RepositoryFolder.Samples, sample, "rules.json");

    private static decimal Number(JsonElement figure) =>
        ExactNumber.TryParse(figure.GetString()!, out var number) == NumberRefusal.None ? number : throw new InvalidOperationException($"{figure} is no figure.");
}
