using System.Text.Json;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.Cli.Tests.CommandLine;

public sealed class BenchCommandTests
{
    [Theory]
    [InlineData("engine is missing")]
    [InlineData("\"clouds\" cannot be measured", "clouds")]
    [InlineData("Did you mean --seconds?", "engine", "--second", "3")]
    [InlineData("--seconds \"0\" is not understood", "engine", "--seconds", "0")]
    [InlineData("--seconds \"601\" is not understood", "engine", "--seconds", "601")]
    [InlineData("--accounts \"31\" is not understood", "engine", "--accounts", "31")]
    [InlineData("--positions \"2001\" is not understood", "engine", "--positions", "2001")]
    [InlineData("--updates \"-1\" is not understood", "engine", "--updates", "-1")]
    public void Bench_WhenMisunderstood_SaysSo(string said, params string[] args)
    {
        var run = CommandRun.Of(["bench", .. args]);

        Assert.Equal((ExitCode.Misused, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains(said, run.Errors, StringComparison.Ordinal);
    }

    /// <summary>Figures are this machine's; that every one is there and possible is all that a test can ask.</summary>
    [Fact]
    public void Bench_WhenRun_MeasuresEverythingAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();

        var run = CommandRun.Of("bench", "engine", "--seconds", "1", "--accounts", "40", "--positions", "3", "--updates", "20000", "--json", "--dir", folder.PathOf("."));

        Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors));
        using var document = JsonDocument.Parse(run.Output);
        Assert.Equal(10, document.RootElement.GetArrayLength());
        var restart = document.RootElement.EnumerateArray().Select(row => row.GetProperty("name").GetString()!).Single(name => name.StartsWith("restart", StringComparison.Ordinal));
        Assert.Matches(@"restart after a crash, ([2-9][0-9]|[0-9]{3,}),[0-9]{3} updates in .* \(40 accounts × 3 positions\)", restart);
        Assert.All(document.RootElement.EnumerateArray(), row => Assert.True(row.GetProperty("value").GetDouble() > 0, row.ToString()));
        Assert.Empty(Directory.GetFileSystemEntries(folder.PathOf(".")));
    }
}
