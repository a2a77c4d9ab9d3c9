using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Testing;
using MultiVenueMargin.Testing.Files;

namespace MultiVenueMargin.Cli.Tests.Evaluation;

public sealed class EvaluateCommandTests
{
    [Fact]
    public void Evaluate_WhenMarketAndRulesLieBesideTheBook_FindsThem()
    {
        using var folder = Folder();

        var run = CommandRun.Of("evaluate", "--book", folder.PathOf("book.json"), "--output", "json");

        Assert.Equal((ExitCode.Unknown, string.Empty), (run.ExitCode, run.Errors));
        Assert.Contains("\"rules\": \"acme-1\"", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_WhenThereAreNoRules_SaysThatNoLocationsAreKnown()
    {
        using var folder = Folder();
        File.Delete(folder.PathOf("rules.json"));

        var run = CommandRun.Of("evaluate", "--book", folder.PathOf("book.json"), "--output=json");

        Assert.Contains("\"rules\": \"house-default-1\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("note: no rules.json beside the book", run.Errors, StringComparison.Ordinal);
        Assert.Contains("--rules FILE", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("note:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_WhenThereIsNoMarket_SaysWhereItWasLookedFor()
    {
        using var folder = Folder();
        File.Delete(folder.PathOf("market.json"));

        var run = CommandRun.Of("evaluate", "--book", folder.PathOf("book.json"));

        Assert.Equal((ExitCode.FileRefused, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains("market.json: is not there.", run.Errors, StringComparison.Ordinal);
        Assert.Contains("--market FILE names another", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_WhenSeveralFilesAreBad_NamesThemAll()
    {
        using var folder = Folder();
        folder.Write("book.json", Examples.Book.Replace("\"12.5\"", "\"NaN\"", StringComparison.Ordinal));
        folder.Write("rules.json", Examples.Rules.Replace("\"grid_steps\": 5", "\"grid_steps\": 0", StringComparison.Ordinal));

        var run = CommandRun.Of("evaluate", "--book", folder.PathOf("book.json"), "--what-if", folder.PathOf("nothing.json"));

        Assert.Equal(ExitCode.FileRefused, run.ExitCode);
        Assert.Contains("book.json: lines[0].balance: \"NaN\" is not a plain decimal number.", run.Errors, StringComparison.Ordinal);
        Assert.Contains("rules.json: scan.grid_steps: is 0", run.Errors, StringComparison.Ordinal);
        Assert.Contains("nothing.json: is not there.", run.Errors, StringComparison.Ordinal);
    }

    // The engine's own word is enough for an instrument that is not listed; the file is fine.
    [Fact]
    public void Evaluate_WhenAnInstrumentIsUnknown_ReportsItAsUnknown()
    {
        using var folder = Folder();
        folder.Write("book.json", Examples.Book.Replace("\"venue\": \"deribit\", \"instrument\": \"BTC-PERPETUAL\", \"quantity\": \"-50000\"", "\"venue\": \"deribit\", \"instrument\": \"NEVER-HEARD\", \"quantity\": \"1\"", StringComparison.Ordinal));

        var run = CommandRun.Of("evaluate", "--book", folder.PathOf("book.json"));

        Assert.Equal(ExitCode.Unknown, run.ExitCode);
        Assert.Contains("NEVER-HEARD@deribit", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_WhenABookIsOfAnotherTimeThanItsMarket_IsRefusedByName()
    {
        using var folder = Folder();
        folder.Write("book.json", Examples.Book.Replace("2026-03-02T08:59:56Z", "2026-03-03T08:59:56Z", StringComparison.Ordinal));

        var run = CommandRun.Of("evaluate", "--book", folder.PathOf("book.json"));

        Assert.Equal(ExitCode.FileRefused, run.ExitCode);
        Assert.Contains("lines[0].as_of: ", run.Errors, StringComparison.Ordinal);
    }

    // Each figure is within its bounds, but their product is not a book.
    [Fact]
    public void Evaluate_WhenFiguresMultiplyBeyondAnyBook_IsRefusedByName()
    {
        using var folder = Folder();
        folder.Write("book.json", Examples.Book.Replace("\"quantity\": \"-50000\"", "\"quantity\": \"-1000000000000000000\"", StringComparison.Ordinal));

        var run = CommandRun.Of("evaluate", "--book", folder.PathOf("book.json"));

        Assert.Equal(ExitCode.FileRefused, run.ExitCode);
        Assert.Contains("book.json: positions[0]: is worth about", run.Errors, StringComparison.Ordinal);
    }

    // A volume that no market has, against a holding that nobody has: their quotient is beyond an exact figure.
    [Fact]
    public void Evaluate_WhenAFigureCannotBeHeld_IsRefusedWithoutACrash()
    {
        using var folder = Folder();
        folder.Write("market.json", Examples.Market.Replace("\"610000\"", "\"1E-28\"", StringComparison.Ordinal));

        var run = CommandRun.Of("evaluate", "--book", folder.PathOf("book.json"));

        Assert.Equal((ExitCode.FileRefused, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains("volume", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--book FILE is missing", "evaluate")]
    [InlineData("--book needs a value", "evaluate", "--book")]
    [InlineData("--book needs a value", "evaluate", "--book", "--explain")]
    [InlineData("--book needs a value", "evaluate", "--book=")]
    [InlineData("--book is given twice", "evaluate", "--book", "a", "--book", "b")]
    [InlineData("--explain takes no value", "evaluate", "--book", "a", "--explain=yes")]
    [InlineData("\"--whatif\" is not understood. Did you mean --what-if?", "evaluate", "--whatif", "x")]
    [InlineData("\"book.json\" is not understood", "evaluate", "book.json")]
    [InlineData("--output xml is not known; it is table or json", "evaluate", "--book", "a", "--output", "xml")]
    public void Evaluate_WhenMisused_SaysHowAndEndsWithTwo(string said, params string[] args)
    {
        var run = CommandRun.Of(args);

        Assert.Equal((ExitCode.Misused, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains(said, run.Errors, StringComparison.Ordinal);
        Assert.Contains("mvm help evaluate", run.Errors, StringComparison.Ordinal);
    }

    private static TemporaryFolder Folder()
    {
        var folder = new TemporaryFolder();
        folder.Write("book.json", Examples.Book);
        folder.Write("market.json", Examples.Market);
        folder.Write("rules.json", Examples.Rules);
        return folder;
    }
}
