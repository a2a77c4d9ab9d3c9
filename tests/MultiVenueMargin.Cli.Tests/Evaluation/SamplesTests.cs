using System.Text.Json;
using System.Text.RegularExpressions;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Cli.Evaluation;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Files;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Testing;
using MultiVenueMargin.Testing.Files;

namespace MultiVenueMargin.Cli.Tests.Evaluation;

/// <summary>The samples are what a stranger sees first: all of them load, evaluate and look right.</summary>
public sealed partial class SamplesTests
{
    public static TheoryData<string> Names => new(RepositoryFolder.SampleNames);

    // The states of samples/README.md.
    public static TheoryData<string, int, string> Outcomes => new()
    {
        { "basis-two-venues", ExitCode.Sound, "cross Healthy" },
        { "short-strangle-hedged", ExitCode.Sound, "cross Notice" },
        { "inverse-btc", ExitCode.Called, "cross Call" },
        { "cross-chain-collateral", ExitCode.Sound, "cross Healthy" },
        { "unknown-and-stale", ExitCode.Unknown, "cross Unknown" },
        { "pools-and-orders", ExitCode.Called, "cross Healthy, carry Restricted, gamma Call" },
    };

    [Fact]
    public void Samples_WhenListed_AreAllDescribedAndChecked()
    {
        var readme = File.ReadAllText(Path.Combine(RepositoryFolder.Samples, "README.md"));

        Assert.All(RepositoryFolder.SampleNames, name => Assert.Contains($"[{name}]({name}/book.json)", readme, StringComparison.Ordinal));
        Assert.Equal(RepositoryFolder.SampleNames, Outcomes.Select(row => (string)row[0]).Order());
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Sample_WhenEvaluated_EndsAsDescribed(string name, int exitCode, string states)
    {
        var (book, market, rules) = Load(name);
        var report = HouseModel.Evaluate(book, market, rules);

        Assert.Equal(states, string.Join(", ", report.Pools.Select(pool => $"{pool.Pool} {pool.State}")));
        Assert.Equal(exitCode, Run("evaluate", "--book", FileOf(name, "book.json")).ExitCode);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_WhenItsFilesAreChecked_IsValidBySchema(string name)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Samples, name)))
        {
            Assert.Null(JsonSchema.Load(Path.GetFileNameWithoutExtension(file)).FirstProblem(File.ReadAllText(file)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_WhenShownPlainly_FitsItsWidthAndSaysWhatMatters(string name)
    {
        var (book, market, rules) = Load(name);
        var report = HouseModel.Evaluate(book, market, rules);

        foreach (var shown in new[] { Run("evaluate", "--book", FileOf(name, "book.json")), Run("evaluate", "--book", FileOf(name, "book.json"), "--explain") })
        {
            Assert.Empty(shown.Errors);
            Assert.DoesNotContain('\u001b', shown.Output);
            Assert.All(shown.Output.Split('\n'), line => Assert.InRange(line.Length, 0, Terminal.PlainWidth));
            foreach (var pool in report.Pools)
            {
                Assert.Contains($"{report.Account} · {pool.Pool}", shown.Output, StringComparison.Ordinal);
                Assert.Contains(pool.State.ToString(), shown.Output, StringComparison.Ordinal);
                Assert.Contains(TwoDecimals(pool.Equity.Adjusted), shown.Output, StringComparison.Ordinal);
                Assert.Contains(TwoDecimals(pool.MaintenanceMargin), shown.Output, StringComparison.Ordinal);
                Assert.Contains(TwoDecimals(pool.InitialMargin), shown.Output, StringComparison.Ordinal);
                Assert.All(pool.Unknown, gap => Assert.Contains(gap.Subject, shown.Output, StringComparison.Ordinal));
            }

            Assert.Contains(report.Market.Code, shown.Output, StringComparison.Ordinal);
            Assert.Contains(report.Rules.Code, shown.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(160)]
    public void Sample_WhenShownAtAnotherWidth_FitsItWithItsFiguresWhole(int width)
    {
        foreach (var name in RepositoryFolder.SampleNames)
        {
            var (book, market, rules) = Load(name);
            var report = HouseModel.Evaluate(book, market, rules);
            var output = new StringWriter();

            Commands.Run(["evaluate", "--book", FileOf(name, "book.json")], new Terminal(output, TextWriter.Null, width: width));

            var lines = output.ToString().ReplaceLineEndings("\n").Split('\n');
            Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
            Assert.All(report.Pools.SelectMany(pool => pool.Equity.Lines), line =>
                Assert.Contains(lines, shown => shown.Contains(TwoDecimals(line.Counted), StringComparison.Ordinal)));
            Assert.All(report.Pools.SelectMany(pool => pool.Units), unit =>
                Assert.Contains(lines, shown => shown.Contains(TwoDecimals(unit.Core), StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Sample_WhenShownInColour_SaysTheSameInTheSamePlaces()
    {
        var (plain, coloured) = (new StringWriter(), new StringWriter());
        string[] asked = ["evaluate", "--book", FileOf("inverse-btc", "book.json")];

        Commands.Run(asked, new Terminal(plain, TextWriter.Null));
        Commands.Run(asked, new Terminal(coloured, TextWriter.Null, isColoured: true));

        Assert.Contains('\u001b', coloured.ToString());
        Assert.Equal(plain.ToString(), Escape().Replace(coloured.ToString(), string.Empty));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_WhenWrittenAsJson_IsValidExactAndRepeatable(string name)
    {
        var (book, market, rules) = Load(name);
        var report = HouseModel.Evaluate(book, market, rules);

        var shown = Run("evaluate", "--book", FileOf(name, "book.json"), "--output", "json");

        Assert.Empty(shown.Errors);
        Assert.Null(JsonSchema.Load("report").FirstProblem(shown.Output));
        Assert.Equal(shown.Output, Run("evaluate", "--book", FileOf(name, "book.json"), "--output", "json").Output);
        using var document = JsonDocument.Parse(shown.Output);
        var root = document.RootElement;
        Assert.Equal("schema", root.EnumerateObject().First().Name);
        Assert.Equal(report.Market.Code, root.GetProperty("market").GetString());
        Assert.Equal("2026-03-02T09:00:00Z", root.GetProperty("as_of").GetString());
        foreach (var (at, pool) in report.Pools.Index())
        {
            var written = root.GetProperty("pools")[at];
            Assert.Equal(ExactNumber.Format(pool.MaintenanceMargin.Amount), written.GetProperty("maintenance_margin").GetString());
            Assert.Equal(ExactNumber.Format(pool.Equity.Adjusted.Amount), written.GetProperty("equity").GetProperty("adjusted").GetString());
            Assert.Equal(JsonNamingPolicy.SnakeCaseLower.ConvertName(pool.State.ToString()), written.GetProperty("state").GetString());
        }
    }

    // Two samples with a call; the searches of the others take their time and add nothing here.
    [Theory]
    [InlineData("inverse-btc")]
    [InlineData("pools-and-orders")]
    public void Sample_WhenExplainedAsJson_HasDistancesAndWhatMeetsTheCall(string name)
    {
        var shown = Run("evaluate", "--book", FileOf(name, "book.json"), "--output", "json", "--explain");

        Assert.Null(JsonSchema.Load("report").FirstProblem(shown.Output));
        using var document = JsonDocument.Parse(shown.Output);
        Assert.NotEqual(0, document.RootElement.GetProperty("distances").GetArrayLength());
        Assert.NotEqual(0, document.RootElement.GetProperty("call_amounts").GetArrayLength());
    }

    [Theory]
    [InlineData("basis-two-venues", ExitCode.Sound, "passes")]
    [InlineData("short-strangle-hedged", ExitCode.DoesNotPass, "does not pass")]
    [InlineData("inverse-btc", ExitCode.Sound, "passes")]
    [InlineData("cross-chain-collateral", ExitCode.Sound, "passes")]
    [InlineData("pools-and-orders", ExitCode.Called, "passes")]
    public void Sample_WhenAskedWhatIf_SaysWhetherItPasses(string name, int exitCode, string verdict)
    {
        string[] asked = ["evaluate", "--book", FileOf(name, "book.json"), "--what-if", FileOf(name, "what-if.json")];

        var shown = Run(asked);
        var written = Run([.. asked, "--output", "json"]);

        Assert.Equal((exitCode, string.Empty), (shown.ExitCode, shown.Errors));
        Assert.Contains($"\n{verdict}\n", shown.Output, StringComparison.Ordinal);
        Assert.All(shown.Output.Split('\n'), line => Assert.InRange(line.Length, 0, Terminal.PlainWidth));
        Assert.Equal(exitCode, written.ExitCode);
        Assert.Null(JsonSchema.Load("report").FirstProblem(written.Output));
        using var document = JsonDocument.Parse(written.Output);
        Assert.Equal("mvm-what-if-report/1", document.RootElement.GetProperty("schema").GetString());
        Assert.Equal(verdict == "passes", document.RootElement.GetProperty("passes").GetBoolean());
    }

    [Fact]
    public void Sample_WhenAskedWhatIfWithExplain_OpensTheFiguresAfter()
    {
        var shown = Run(
            "evaluate", "--book", FileOf("inverse-btc", "book.json"), "--what-if", FileOf("inverse-btc", "what-if.json"), "--explain");

        Assert.Contains("passes", shown.Output, StringComparison.Ordinal);
        Assert.Contains("Where the requirement comes from", shown.Output, StringComparison.Ordinal);
    }

    private static (Book Book, Domain.Market.MarketSnapshot Market, Domain.Rules.RuleSet Rules) Load(string name)
    {
        var errors = new StringWriter();
        var inputs = Inputs.Load(FileOf(name, "book.json"), null, null, null, errors);
        Assert.Equal(string.Empty, errors.ToString());
        return (inputs!.Book, inputs.Market, inputs.Rules);
    }

    private static string TwoDecimals(Usd amount) => decimal.Round(amount.Amount, 2, MidpointRounding.AwayFromZero).ToString("#,0.00");

    private static string FileOf(string sample, string file) => Path.Combine(RepositoryFolder.Samples, sample, file);

    private static CommandRun Run(params string[] args) => CommandRun.Of(args);

    [GeneratedRegex("\u001b\\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escape();
}
