using System.Globalization;
using System.Text.Json.Nodes;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Cli.Tests.Keeping;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Files;
using MultiVenueMargin.Testing;
using MultiVenueMargin.Testing.Files;

namespace MultiVenueMargin.Cli.Tests.Replaying;

/// <summary>The past of the demo's accounts, told and run again from the folder of a platform that ran.</summary>
public sealed class ReplayCommandTests(PlatformRun platform) : IClassFixture<PlatformRun>
{
    private const string Account = "SOUTH/alpha";

    [Theory]
    [InlineData("--data DIR is missing")]
    [InlineData("--account INSTITUTION/NAME is missing", "--data", "d")]
    [InlineData("is no account; it is INSTITUTION/NAME", "--data", "d", "--account", "alpha")]
    [InlineData("it is table, json or csv", "--data", "d", "--account", Account, "--output", "xml")]
    [InlineData("--from yesterday is neither an instant", "--data", "d", "--account", Account, "--from", "yesterday")]
    [InlineData("--to 0 is neither an instant", "--data", "d", "--account", Account, "--to", "0")]
    [InlineData("--to -3 is neither an instant", "--data", "d", "--account", Account, "--to=-3")]
    [InlineData("--from 2026-03-03T00:00:00Z comes after --to 2026-03-02T00:00:00Z", "--data", "d", "--account", Account, "--from", "2026-03-03", "--to", "2026-03-02")]
    [InlineData("--from version 9 comes after --to version 8", "--data", "d", "--account", Account, "--from", "9", "--to", "8")]
    [InlineData("Did you mean --rules?", "--data", "d", "--account", Account, "--rule", "r")]
    public void Replay_WhenMisunderstood_SaysSo(string said, params string[] args)
    {
        var run = CommandRun.Of(["replay", .. args]);

        Assert.Equal((ExitCode.Misused, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains(said, run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("help", "replay")]
    [InlineData("replay", "--help")]
    public void Help_WhenAskedForReplay_NamesEveryOption(params string[] args)
    {
        var run = CommandRun.Of(args);

        Assert.Equal(ExitCode.Sound, run.ExitCode);
        Assert.All(["--data", "--account", "--from", "--to", "--rules", "--output"], option => Assert.Contains(option, run.Output, StringComparison.Ordinal));
        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Length, 0, Terminal.PlainWidth));
    }

    [Fact]
    public void Replay_WhenThereIsNoSuchFolderAccountOrSpan_SaysWhatThereIs()
    {
        using var folder = new TemporaryFolder();

        var nowhere = CommandRun.Of("replay", "--data", folder.PathOf("none"), "--account", Account);
        var nobody = Replay("--account", "SOUTH/nobody");
        var never = Replay("--account", Account, "--to", "2001-01-01");

        Assert.All([nowhere, nobody, never], run => Assert.Equal((ExitCode.FileRefused, string.Empty), (run.ExitCode, run.Output)));
        Assert.Contains("There is no folder", nowhere.Errors, StringComparison.Ordinal);
        Assert.Contains("there is no account SOUTH/nobody", nobody.Errors, StringComparison.Ordinal);
        Assert.Matches("nothing of SOUTH/alpha was recorded in that span: its versions 1 to [0-9]+ go from 20", never.Errors);
    }

    [Fact]
    public void Replay_WhenTheRulesAreNotSound_SaysWhereAndReadsNothing()
    {
        using var folder = new TemporaryFolder();
        var rules = JsonNode.Parse(RecordedRules())!;
        rules["calls"]!["target_ratio"] = "0.5";

        var unsound = Replay("--account", Account, "--rules", folder.Write("rules.json", rules.ToJsonString()));
        var missing = Replay("--account", Account, "--rules", folder.PathOf("none.json"));

        Assert.All([unsound, missing], run => Assert.Equal((ExitCode.FileRefused, string.Empty), (run.ExitCode, run.Output)));
        Assert.Contains("calls.target_ratio", unsound.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_WhenNothingIsAltered_TellsTheAccountAndFindsItsFiguresAgain()
    {
        var table = Replay("--account", Account);
        var document = JsonNode.Parse(Replay("--account", Account, "--output", "json").Output)!;
        var lines = Replay("--account", Account, "--output", "csv").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal((ExitCode.Sound, string.Empty), (table.ExitCode, table.Errors));
        Assert.Contains("cross: Unknown to Healthy", table.Output, StringComparison.Ordinal);
        Assert.Matches("[1-9][0-9]* decisions rest on figures under demo-1, and every one of these came out again", table.Output);
        Assert.All(table.Output.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, Terminal.PlainWidth));
        Assert.Equal("mvm-replay/1", (string)document["schema"]!);
        Assert.Null(document["rerun"]);
        var events = document["happened"]!["events"]!.AsArray();
        Assert.Equal(events.Count, lines.Length - 1);
        // Before its feed told anything it may have been healthy of nothing.
        var healthy = events.First(each => (string)each!["event"]! == nameof(MarginStateChanged) && (string)each["state"]! == "healthy" && each["ratio"] is not null)!;
        Assert.True(decimal.Parse((string)healthy["ratio"]!, CultureInfo.InvariantCulture) > 1.5m);
        Assert.Single(lines, line => line.StartsWith($"happened,{(string)healthy["at"]!}"[..^1], StringComparison.Ordinal) && line.Contains(nameof(MarginStateChanged), StringComparison.Ordinal));
    }

    /// <summary>The demo's accounts begin at a ratio of about two: with thresholds three times as high they would have been called for as soon as anything was known.</summary>
    [Fact]
    public void Replay_WhenTheRulesAreHarsher_SaysWhoWouldHaveBeenCalledForHowMuch()
    {
        using var folder = new TemporaryFolder();
        var rules = JsonNode.Parse(RecordedRules())!;
        rules["version"] = "harsh-1";
        foreach (var step in rules["states"]!["ladder"]!.AsArray())
        {
            Times(step!, "enter_below", 3m);
            Times(step!, "leave_at", 3m);
        }

        Times(rules["calls"]!, "target_ratio", 3m);
        var file = folder.Write("rules.json", rules.ToJsonString());

        var table = Replay("--account", Account, "--rules", file, "--to", "20");
        var document = JsonNode.Parse(Replay("--account", Account, "--rules", file, "--to", "20", "--output", "json").Output)!;

        Assert.Equal((ExitCode.Sound, string.Empty), (table.ExitCode, table.Errors));
        Assert.Contains("what would have under harsh-1", table.Output, StringComparison.Ordinal);
        Assert.Contains("not the world's reaction", table.Output, StringComparison.Ordinal);
        Assert.All(table.Output.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, Terminal.PlainWidth));
        var rerun = document["rerun"]!;
        Assert.Empty(rerun["happened"]!["calls"]!.AsArray());
        var call = Assert.Single(rerun["would"]!["calls"]!.AsArray())!;
        var first = rerun["would"]!["events"]!.AsArray().First(each => (string)each!["event"]! == "CallIssued")!;
        var expected = (3.9m * Number(first, "maintenance_margin")) - Number(first, "worst_equity");
        Assert.Equal(expected, Number(call, "amount"), 7);
    }

    [Fact]
    public void Rules_WhenAPlatformIsNamed_AreThoseThatItHas()
    {
        var named = CommandRun.Of("rules", "--data", platform.Data, "--version", "demo-1");
        var unknown = CommandRun.Of("rules", "--data", platform.Data, "--version", "demo-9");

        Assert.Equal(RecordedRules(), named.Output);
        Assert.Equal(new RuleVersion("demo-1"), RulesFile.Parse("rules.json", Examples.Bytes(named.Output)).Content!.Version);
        Assert.Equal(ExitCode.FileRefused, unknown.ExitCode);
        Assert.Contains("it has demo-1", unknown.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_WhenAForgerChangesAFigure_NamesItAndRunsNothingAgain()
    {
        using var folder = new TemporaryFolder();
        await Forger.ForgeAsync(platform.Journal, folder.PathOf("journal"), platform.PrivateKey, (stream, record) =>
            stream == StreamId.Of(AccountId.TryParse(Account, out var account) ? account : default) && record is MarginStateChanged { Evidence: { } evidence } changed
                ? changed with { Evidence = evidence with { Figures = evidence.Figures with { BestEquity = evidence.Figures.BestEquity + new Usd(1m) } } }
                : record);

        var other = CommandRun.Of("replay", "--data", folder.PathOf("."), "--account", "NORTH/momentum");
        var run = CommandRun.Of("replay", "--data", folder.PathOf("."), "--account", Account, "--rules", folder.Write("rules.json", RecordedRules()));

        Assert.Equal(ExitCode.Sound, other.ExitCode);
        Assert.Equal(ExitCode.Altered, run.ExitCode);
        Assert.Matches("^Different: account/SOUTH/alpha version [0-9]+: BestEquity: recorded [0-9.]+, recomputed [0-9.]+", run.Output);
    }

    private static decimal Number(JsonNode node, string name) => decimal.Parse((string)node[name]!, CultureInfo.InvariantCulture);

    private static void Times(JsonNode node, string name, decimal factor) =>
        node[name] = (Number(node, name) * factor).ToString(CultureInfo.InvariantCulture);

    private string RecordedRules() => CommandRun.Of("rules", "--data", platform.Data).Output;

    private CommandRun Replay(params string[] args) => CommandRun.Of(["replay", "--data", platform.Data, .. args]);
}
