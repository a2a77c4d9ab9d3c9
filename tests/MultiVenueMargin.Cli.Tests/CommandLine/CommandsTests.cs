using System.Diagnostics;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Files;
using MultiVenueMargin.Testing;
using MultiVenueMargin.Testing.Files;

namespace MultiVenueMargin.Cli.Tests.CommandLine;

public sealed class CommandsTests
{
    [Theory]
    [InlineData()]
    [InlineData("help")]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Help_WhenAsked_NamesEveryCommandAndExitCode(params string[] args)
    {
        var run = CommandRun.Of(args);

        Assert.Equal((ExitCode.Sound, string.Empty), (run.ExitCode, run.Errors));
        foreach (var named in new[] { "evaluate", "up", "rules", "golden", "doctor", "version", "help", " 0 ", " 2 ", " 3 ", " 4 ", " 5 ", "10 ", "11 ", "12 " })
        {
            Assert.Contains(named, run.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("help", "evaluate")]
    [InlineData("evaluate", "--help")]
    public void Help_WhenAskedForEvaluate_NamesEveryOption(params string[] args)
    {
        var run = CommandRun.Of(args);

        Assert.Equal(ExitCode.Sound, run.ExitCode);
        foreach (var option in new[] { "--book", "--market", "--rules", "--what-if", "--explain", "--output" })
        {
            Assert.Contains(option, run.Output, StringComparison.Ordinal);
        }

        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Length, 0, Terminal.PlainWidth));
    }

    public static TheoryData<string> Every => [.. Commands.Every];

    [Theory]
    [MemberData(nameof(Every))]
    public void Command_WhenAskedForHelp_SaysHowItIsCalledAndDoesNothing(string command)
    {
        var asked = CommandRun.Of(["help", .. command.Split(' ')]);

        Assert.Equal((ExitCode.Sound, string.Empty), (asked.ExitCode, asked.Errors));
        // Some are told together: mvm liquidations hold|abort.
        Assert.Matches($"mvm {command.Split(' ')[0]}\\b.*\\b{command.Split(' ')[^1]}\\b|mvm {command}\\b", asked.Output);
        Assert.Contains("Exit codes:", asked.Output, StringComparison.Ordinal);
        Assert.All(asked.Output.Split('\n'), line => Assert.InRange(line.Length, 0, Terminal.PlainWidth));
        foreach (var rest in new[] { ["--help"], ["-h"], ["--nonsense", "--help"], new[] { "more", "-h", "words" } })
        {
            Assert.Equal(asked, CommandRun.Of([.. command.Split(' '), .. rest]));
        }
    }

    // Each of them is found by its name, too: the list above could be short.
    [Fact]
    public void Commands_WhenInTheOverviewOrInAHelp_AreAllAmongThoseThatHaveHelp()
    {
        var helps = Commands.Every.Select(command => CommandRun.Of("help", command.Split(' ')[0]).Output).Append(CommandRun.Of("help").Output);
        var named = helps.SelectMany(help => System.Text.RegularExpressions.Regex.Matches(help, "^ *mvm ([a-z-]+)( [a-z|-]+)?", System.Text.RegularExpressions.RegexOptions.Multiline))
            .SelectMany(match => match.Groups[2].Success
                ? match.Groups[2].Value.Trim().Split('|').Select(second => $"{match.Groups[1].Value} {second}")
                : [match.Groups[1].Value])
            .ToHashSet();

        Assert.Contains("bench soak", named);
        Assert.Contains("liquidations release", named);
        Assert.Empty(named.Where(command => !command.Contains(" --", StringComparison.Ordinal)).Except(Commands.Every));
    }

    [Theory]
    [InlineData("help", "up")]
    [InlineData("up", "--help")]
    public void Help_WhenAskedForUp_NamesEveryOption(params string[] args)
    {
        var run = CommandRun.Of(args);

        Assert.Equal(ExitCode.Sound, run.ExitCode);
        Assert.All(["--data", "--demo", "--for", "--seed", "--settings", "--print-settings", "--door", "--http", "--no-door"], option => Assert.Contains(option, run.Output, StringComparison.Ordinal));
        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Length, 0, Terminal.PlainWidth));
    }

    [Theory]
    [InlineData("evalaute", "Did you mean mvm evaluate?")]
    [InlineData("docter", "Did you mean mvm doctor?")]
    [InlineData("liquidate-everything", "there is no command \"liquidate-everything\".")]
    [InlineData("\u001b[2J", "there is no command \"\\u001B[2J\".")]
    public void Command_WhenUnknown_SuggestsAndEndsWithTwo(string command, string said)
    {
        var run = CommandRun.Of(command);

        Assert.Equal((ExitCode.Misused, string.Empty), (run.ExitCode, run.Output));
        Assert.Contains(said, run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("help", "nothing")]
    [InlineData("version", "now")]
    [InlineData("doctor", "--fix")]
    [InlineData("rules", "all")]
    public void Command_WhenGivenWhatItDoesNotTake_EndsWithTwo(params string[] args)
    {
        var run = CommandRun.Of(args);

        Assert.Equal((ExitCode.Misused, string.Empty), (run.ExitCode, run.Output));
        Assert.StartsWith($"mvm {args[0]}: ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Version_WhenAsked_IsOneLine() => Assert.StartsWith("mvm 0.", Assert.Single(Lines(CommandRun.Of("version"))), StringComparison.Ordinal);

    [Fact]
    public void Doctor_WhenAsked_SaysWhatItRunsOnAndWhichGroupsAreOn()
    {
        var lines = Lines(CommandRun.Of("doctor"));

        foreach (var finding in new[] { "mvm ", "runtime ", "system ", "processors ", "vectors ", "group Orleans ", "group Azure ", "group Telemetry ", "group Grpc " })
        {
            Assert.Contains(lines, line => line.StartsWith(finding, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Rules_WhenPrinted_AreTheHouseDefault()
    {
        var printed = RulesFile.Parse("rules.json", Examples.Bytes(CommandRun.Of("rules").Output));

        Assert.Empty(printed.Lines);
        Assert.Equal(RuleSet.Default.Version, printed.Content!.Version);
    }

    // The process itself: arguments in, plain text, streams apart and the exit code out.
    [Fact]
    public async Task Process_WhenRun_EndsWithTheCodeAndKeepsItsStreamsApart()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "mvm.dll"), "evaluate", "--book", Path.Combine(RepositoryFolder.Samples, "inverse-btc", "book.json") },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal((ExitCode.Called, string.Empty), (process.ExitCode, await errors));
        Assert.Contains("redwood/directional", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
    }

    private static string[] Lines(CommandRun run) => run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
