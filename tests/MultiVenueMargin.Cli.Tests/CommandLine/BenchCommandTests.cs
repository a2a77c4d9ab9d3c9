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
    [InlineData("--rate \"0\" is not understood", "engine", "--rate", "0")]
    [InlineData("--rate \"fast\" is not understood", "engine", "--rate", "fast")]
    [InlineData("--giant \"100001\" is not understood", "engine", "--giant", "100001")]
    [InlineData("--dir needs a value", "engine", "--dir")]
    public void Bench_WhenMisunderstood_SaysSo(string said, params string[] args)
    {
        var run = CommandRun.Of(["bench", .. args]);

        Assert.Equal((ExitCode.Misused, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains(said, run.Errors, StringComparison.Ordinal);
    }

    /// <summary>Figures are this machine's; that every one is there, possible and accounted for is all that a test can ask.</summary>
    [Fact]
    public void Bench_WhenRun_MeasuresEverythingAccountsForEveryRequestAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();

        var run = CommandRun.Of(
            "bench", "engine", "--seconds", "1", "--accounts", "40", "--positions", "3", "--updates", "20000", "--rate", "200", "--giant", "100", "--json", "--dir", folder.PathOf("."));

        Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors));
        using var document = JsonDocument.Parse(run.Output);
        var rows = document.RootElement.GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("name").GetString()!);
        Assert.Equal(
            [
                "limit: write and sync, one after the other",
                "limit: memory read in order by one core",
                "limit: one core that takes and encodes updates",
                "memory per account, all that is held for it",
                "durable ingest",
                "allocated per update, the sender's part included",
                "to durable at a kept rate, p50",
                "to durable at a kept rate, p99",
                "update to margin to stream, p50",
                "update to margin to stream, p99",
                "tick of one underlying, from durable to the last account margined, p50",
                "of which until the worst account is margined, p50",
                "others beside a calm account, p99",
                "others beside an account with ten times the updates of all of them, p99",
                "update to margin to stream of a giant, p50",
                "others beside that giant, p99",
                "overload of five times what is taken, shed by name",
                "from its end until fifty calls in a row are within twice the calm p99",
                "memory while storage answers every 500 ms",
                "restart after a crash",
                "of which reading and checking every entry",
            ],
            rows.Keys);
        Assert.All(rows, row => Assert.True(row.Value.GetProperty("value").GetDouble() > 0 || row.Key.StartsWith("overload", StringComparison.Ordinal), row.ToString()));
        Assert.All(rows, row => Assert.NotEmpty(row.Value.GetProperty("size").GetString()!));

        // Nothing is lost between what was sent and what became of it, and what was turned away was so by one name.
        foreach (var name in new[] { "overload of five times what is taken, shed by name", "memory while storage answers every 500 ms" })
        {
            var counts = rows[name].GetProperty("counts").EnumerateObject().ToDictionary(count => count.Name, count => count.Value.GetInt64());
            Assert.Equal(counts["sent"], counts.Where(count => count.Key != "sent").Sum(count => count.Value));
            Assert.True(counts["acknowledged"] > 0, name);
            Assert.Empty(counts.Keys.Except(["sent", "acknowledged", "refused: Busy"]));
        }

        Assert.Equal(200, rows["others beside an account with ten times the updates of all of them, p99"].GetProperty("counts").GetProperty("of others").GetInt64());
        Assert.Matches("200 updates/s offered, 200 sent, 40 accounts × 3 positions", rows["to durable at a kept rate, p99"].GetProperty("size").GetString());
        Assert.Matches(@"^([1-9][0-9]{0,2},[0-9]{3}|[2-9][0-9]|[0-9]{3}),[0-9]{3} updates in .* 40 accounts × 3 positions$", rows["restart after a crash"].GetProperty("size").GetString());
        Assert.True(rows["restart after a crash"].GetProperty("ratio").GetDouble() > 0);
        var machine = document.RootElement.GetProperty("machine");
        Assert.Equal(Environment.ProcessorCount, machine.GetProperty("cores").GetInt32());
        Assert.NotEmpty(machine.GetProperty("runtime").GetString()!);
        Assert.Empty(Directory.GetFileSystemEntries(folder.PathOf(".")));
    }

    /// <summary>For people: the goal beside the figure, and on what it was measured.</summary>
    [Fact]
    public void Bench_WithoutAGiant_LeavesItsRowsOutAndNamesGoalsAndTheMachine()
    {
        using var folder = new TemporaryFolder();

        var run = CommandRun.Of("bench", "engine", "--seconds", "1", "--accounts", "32", "--positions", "1", "--rate", "100", "--giant", "0", "--dir", folder.PathOf("."));

        Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors));
        Assert.DoesNotContain("giant", run.Output, StringComparison.Ordinal);
        Assert.Contains("500", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{Environment.ProcessorCount} cores", run.Output, StringComparison.Ordinal);
    }
}
