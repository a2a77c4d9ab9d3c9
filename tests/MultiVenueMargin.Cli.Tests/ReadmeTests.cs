using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.Cli.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void Readme_WhenItShowsAReport_TheCommandAboveItPrintsThat()
    {
        var readme = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "README.md")).ReplaceLineEndings("\n");
        var shown = readme.Split("```\n").Single(block => block.StartsWith('╭')).TrimEnd('\n').Split('\n');
        Assert.Contains("evaluate --book samples/short-strangle-hedged/book.json", readme, StringComparison.Ordinal);

        var output = new StringWriter();
        var code = Commands.Run(
            ["evaluate", "--book", Path.Combine(RepositoryFolder.Samples, "short-strangle-hedged", "book.json")], new Terminal(output, TextWriter.Null));

        Assert.Equal(0, code);
        var printed = output.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd());
        Assert.Equal(shown, printed.Take(shown.Length));
    }
}
