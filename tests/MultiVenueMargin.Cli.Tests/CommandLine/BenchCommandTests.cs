using System.Text.Json;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Risk.RuleBooks;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.Cli.Tests.CommandLine;

[Collection(AloneCollection.Name)]
public sealed class BenchCommandTests
{
    [Theory]
    [InlineData("engine, grpc, risk or soak is missing")]
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
    [InlineData("\"--giant\" is not understood", "grpc", "--giant", "1")]
    [InlineData("--accounts \"0\" is not understood", "grpc", "--accounts", "0")]
    [InlineData("--positions \"-1\" is not understood", "grpc", "--positions", "-1")]
    [InlineData("--what-if \"2001\" is not understood", "grpc", "--what-if", "2001")]
    [InlineData("--subscribers \"10001\" is not understood", "grpc", "--subscribers", "10001")]
    [InlineData("--runs \"0\" is not understood", "grpc", "--runs", "0")]
    [InlineData("--cut-after \"61\" is not understood", "grpc", "--cut-after", "61")]
    [InlineData("--seconds \"601\" is not understood", "risk", "--seconds", "601")]
    [InlineData("--runs \"101\" is not understood", "risk", "--runs", "101")]
    [InlineData("--instruments \"20001\" is not understood", "risk", "--instruments", "20001")]
    [InlineData("--accounts \"0\" is not understood", "risk", "--accounts", "0")]
    [InlineData("--positions \"1\" is not understood", "risk", "--positions", "1")]
    [InlineData("--large \"many\" is not understood", "risk", "--large", "many")]
    [InlineData("--days \"49\" is not understood", "risk", "--days", "49")]
    [InlineData("--no-peer takes no value", "risk", "--no-peer=1")]
    [InlineData("\"--dir\" is not understood", "risk", "--dir", ".")]
    [InlineData("--guard needs a value", "risk", "--guard")]
    [InlineData("\"--record\" is not understood", "risk", "--record")]
    [InlineData("--runs \"0\" is not understood", "risk", "--guard=FILE", "--runs", "0")]
    [InlineData("\"--instruments\" is not understood", "risk", "--guard", "FILE", "--instruments", "3")]
    [InlineData("--minutes \"0\" is not understood", "soak", "--minutes", "0")]
    [InlineData("--for \"4\" is not understood", "soak", "--for", "4")]
    [InlineData("--every \"often\" is not understood", "soak", "--every", "often")]
    [InlineData("--rate \"100001\" is not understood", "soak", "--rate", "100001")]
    [InlineData("--minutes and --for both say how long", "soak", "--minutes", "1", "--for", "60")]
    [InlineData("Did you mean --minutes?", "soak", "--minute", "1")]
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
                "of which until somebody has the figures of the worst account, p50",
                "until somebody who reads all has the figures of all, p50",
                "others beside a calm account, p99",
                "others beside an account with ten times the updates of all of them, p99",
                "others beside a giant that is updated, p99",
                "update to margin to stream of a giant, p50",
                "others beside that giant while somebody watches it, p99",
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

    /// <summary>As of the engine: that every row is there, possible and accounted for.</summary>
    [Fact]
    public void BenchOfTheDoor_WhenRun_MeasuresEverythingAccountsForEveryUpdateAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();

        var run = CommandRun.Of(
            "bench", "grpc", "--seconds", "1", "--runs", "1", "--accounts", "40", "--positions", "3", "--what-if", "5", "--subscribers", "40", "--cut-after", "1",
            "--json", "--dir", folder.PathOf("."));

        Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors));
        using var document = JsonDocument.Parse(run.Output);
        var rows = document.RootElement.GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("name").GetString()!);
        Assert.Equal(
            [
                "limit: round trip over TCP, p50",
                "limit: round trip over TCP, p99",
                "limit: empty POST over HTTP/2, p50",
                "limit: empty POST over HTTP/2, p99",
                "limit: empty call, p50",
                "limit: empty call, p99",
                "limit: margin query in process, p50",
                "limit: margin query in process, p99",
                "margin query, p50",
                "margin query, p99",
                "margin query beyond what it takes in process, p50",
                "allocated per margin query, both ends",
                "processor time per margin query, both ends",
                "limit: what-if, evaluated by one core",
                "limit: what-if in process",
                "what-if",
                "processor time per what-if, both ends",
                "allocated per what-if, both ends",
                .. StreamIn("64 a flush"),
                .. StreamIn("1 a flush"),
                "delay of subscribers, all reading, p50",
                "delay of subscribers, all reading, p99",
                "processor time per update heard of, both ends",
                "delay of the others, p50",
                "delay of the others, p99",
                "those that took nothing and were cut",
                "memory per subscriber, both ends",
                "memory beyond that while they take nothing, both ends",
                "memory beyond that once they are cut",
            ],
            rows.Keys);
        string[] maybeNone = ["memory", "those that took nothing", "margin query beyond"];
        Assert.All(rows, row => Assert.True(
            row.Value.GetProperty("value").GetDouble() > 0 || maybeNone.Any(name => row.Key.StartsWith(name, StringComparison.Ordinal)), row.ToString()));

        // One subscriber for each account: everything that was told was heard of, once.
        Assert.All(rows.Where(row => row.Key.StartsWith("delay", StringComparison.Ordinal)), row =>
        {
            var counts = row.Value.GetProperty("counts");
            Assert.True(counts.GetProperty("told").GetInt64() > 0, row.Key);
            Assert.Equal(counts.GetProperty("told").GetInt64(), counts.GetProperty("heard of").GetInt64());
        });
        var cuts = rows["those that took nothing and were cut"].GetProperty("counts");
        Assert.Equal(4, cuts.GetProperty("opened").GetInt64());
        Assert.InRange(cuts.GetProperty("cut").GetInt64(), 0, 4);
        Assert.Equal(cuts.GetProperty("cut").GetInt64(), cuts.GetProperty("with a cursor").GetInt64());
        Assert.Equal(0, rows["stream in, 64 a flush, durable"].GetProperty("counts").GetProperty("acknowledged in the best run").GetInt64() % 64);
        Assert.Contains("one process", document.RootElement.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.PathOf(".")));

        static string[] StreamIn(string flush) =>
        [
            $"limit: stream in, {flush}, nothing behind it",
            $"limit: the journal alone, {flush}",
            $"limit: the engine in process, {flush}",
            $"stream in, {flush}, durable",
            $"processor time per update, {flush}, both ends",
            $"allocated per update, {flush}, both ends",
        ];
    }

    /// <summary>As of the engine; that the peer computes the same is asked elsewhere, for it takes its time to compile.</summary>
    [Fact]
    public void BenchOfRisk_WhenRun_MeasuresEverythingAndSaysThatItsPeerIsAbsent()
    {
        var run = CommandRun.Of(
            "bench", "risk", "--seconds", "0", "--runs", "2", "--instruments", "40", "--accounts", "20", "--positions", "4", "--large", "20", "--days", "50", "--no-peer", "--json");

        Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors));
        using var document = JsonDocument.Parse(run.Output);
        var rows = document.RootElement.GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("name").GetString()!);
        string[] ofThePeer =
        [
            "peer: QuantLib blackFormula, per option-scenario",
            "peer: QuantLib AnalyticEuropeanEngine, per option-scenario",
            "peer: QuantLib BlackCalculator, price and greeks, per option",
            "kernel and arrays against blackFormula, largest difference",
            "arrays against AnalyticEuropeanEngine, largest difference",
            "price and greeks against BlackCalculator, largest difference",
        ];
        string[] besideThePeer =
        [
            "risk arrays, the kernel alone, per option-scenario",
            "risk arrays, as the platform keeps them, per option-scenario",
            "price, delta, gamma, vega and theta, per option",
        ];
        string[] ours =
        [
            "the same in one number after the other",
            "allocated per risk array, as the platform keeps them",
            "the same of one option after the other",
            "limit: quantity × array in double, and the worst of it",
            "scan of an account from shared arrays",
            "whole house report of that account, no history loaded",
            "allocated per whole report",
            "one position changed, until the new requirement is there",
            "limit: quantity × array of history in double",
            "FHS, VaR and ES from shared arrays",
            "whole house report, history loaded and read anew each time",
            "hot path: scan of an account",
            "hot path: whole house requirement of an account",
            "hot path: the same with statistical figures of a history",
            "hot path: one position changed, patched and evaluated",
            "allocated per change that is patched",
            "hot path: a book compiled",
            "allocated per book that is compiled",
            "hot path: a book compiled with the statistical figures of a history",
            "report of a large account, figures alone",
            "full explained report of it",
            "full explained report, on a market that nobody has priced",
            "full explained report with all distances",
            "limit: one tick by the kernel and bare sums",
            "one tick, all options repriced and all accounts margined whole",
            "of which all options repriced",
            "hot path: rows filled after a tick, per option",
            "allocated per option that is filled",
            "hot path: one tick, all options repriced and all accounts scanned",
            "hot path: one tick, all options repriced and all accounts margined whole",
            "processor time of that tick, accounts scanned",
            "processor time of that tick, accounts margined whole",
            "growth of a whole report, positions × 10",
            "growth of one position changed, positions × 10",
            "growth of a whole report, instruments × 10",
            "growth of repricing, instruments × 10",
            "growth of a tick, accounts × 10",
            "growth of a requirement on the hot path, positions × 10",
            "growth of a change patched, positions × 10",
            "growth of a requirement on the hot path, instruments × 10",
            "growth of filling rows, instruments × 10",
            "growth of filling rows, accounts × 10",
            "growth of a tick on the hot path, accounts × 10",
        ];
        const string Nothing = "allocated per requirement on the hot path";
        string[] models = [.. ModelCatalogue.Shipped.Models.Select(model => $"margin model {model.Name}")];
        // Of a machine that has them.
        rows.Remove("the same in registers of four numbers");
        Assert.Equal(ofThePeer.Concat(besideThePeer).Concat(ours).Concat(models).Append(Nothing).Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        Assert.All(ofThePeer, name => Assert.Equal("NaN", rows[name].GetProperty("value").GetString()));
        Assert.All(ofThePeer, name => Assert.EndsWith("absent: left out", rows[name].GetProperty("size").GetString(), StringComparison.Ordinal));
        Assert.All(besideThePeer, name => Assert.EndsWith("left out", rows[name].GetProperty("limit").GetString(), StringComparison.Ordinal));
        Assert.All(besideThePeer, name => Assert.Equal(JsonValueKind.Null, rows[name].GetProperty("ratio").ValueKind));
        Assert.All(besideThePeer.Concat(models).Concat(ours.Where(name => !name.StartsWith("growth", StringComparison.Ordinal))), name => Assert.True(rows[name].GetProperty("value").GetDouble() > 0, name));
        Assert.All(ours.Where(name => name.StartsWith("growth", StringComparison.Ordinal)), name => Assert.True(double.IsFinite(rows[name].GetProperty("value").GetDouble()), name));
        Assert.Equal(0, rows[Nothing].GetProperty("value").GetDouble());
        Assert.Equal(1, rows["margin model house"].GetProperty("ratio").GetDouble());
        Assert.Equal("40 options, 20 accounts × 4 positions × 64 scenarios, one core", rows["of which all options repriced"].GetProperty("size").GetString());
        Assert.Contains("One thread", document.RootElement.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    /// <summary>That it looks, counts what was done and says what it found; what it finds in seconds on some machine is no matter of a test.</summary>
    [Theory]
    [InlineData(6, false)]
    [InlineData(6, true)]
    public void Soak_OfSeconds_LooksAtEveryIntervalAndEndsWithItsVerdict(int seconds, bool asJson)
    {
        using var folder = new TemporaryFolder();
        string[] form = asJson ? ["--json"] : [];

        var run = CommandRun.Of([
            "bench", "soak", "--for", $"{seconds}", "--every", "1", "--accounts", "3", "--positions", "2", "--rate", "20", .. form, "--dir", folder.PathOf("."),
        ]);

        Assert.Equal(string.Empty, run.Errors);
        Assert.Empty(Directory.GetFileSystemEntries(folder.PathOf(".")));
        if (!asJson)
        {
            Assert.Equal(seconds, run.Output.Split("  heap ").Length - 1);
            Assert.Contains(run.ExitCode == ExitCode.Sound ? "it held." : "it did not hold.", run.Output, StringComparison.Ordinal);
            return;
        }

        using var document = JsonDocument.Parse(run.Output);
        var samples = document.RootElement.GetProperty("samples").EnumerateArray().ToList();
        Assert.Equal(seconds, samples.Count);
        Assert.All(samples, sample => Assert.All(
            (string[])["heap_bytes", "handles", "threads", "journal_bytes"], name => Assert.True(sample.GetProperty(name).GetInt64() > 0, name)));
        Assert.True(samples.Sum(sample => sample.GetProperty("done").GetInt64()) > 0);
        var verdict = document.RootElement.GetProperty("verdict");
        Assert.Equal(verdict.GetProperty("held").GetBoolean() ? ExitCode.Sound : ExitCode.NotHeld, run.ExitCode);
        Assert.Equal(verdict.GetProperty("held").GetBoolean(), verdict.GetProperty("findings").GetArrayLength() == 0);
        Assert.False(verdict.GetProperty("is_too_short").GetBoolean());
        Assert.Equal(
            samples.Sum(sample => sample.GetProperty("failed").GetInt64()) == 0, verdict.GetProperty("first_failure").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public void Soak_WithTooFewLooks_SaysSoAndHoldsNothing()
    {
        using var folder = new TemporaryFolder();

        var run = CommandRun.Of("bench", "soak", "--for", "5", "--every", "3", "--accounts", "1", "--positions", "1", "--rate", "1", "--dir", folder.PathOf("."));

        Assert.Equal((ExitCode.NotHeld, string.Empty), (run.ExitCode, run.Errors));
        Assert.Contains("Too short to say", run.Output, StringComparison.Ordinal);
    }
}
