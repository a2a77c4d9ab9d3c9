using System.Globalization;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Cli.Keeping;
using MultiVenueMargin.Cli.Running;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Files;
using MultiVenueMargin.Live.Histories;

namespace MultiVenueMargin.Cli.Replaying;

/// <summary><c>mvm replay</c>: what happened to an account, with every figure found again; and what would have under other rules.</summary>
internal static class ReplayCommand
{
    private static readonly Option[] Options =
    [
        new("--data", TakesValue: true),
        new("--account", TakesValue: true),
        new("--from", TakesValue: true),
        new("--to", TakesValue: true),
        new("--rules", TakesValue: true),
        new("--output", TakesValue: true),
    ];

    public static int Run(IReadOnlyList<string> args, Terminal terminal)
    {
        if (Arguments.Parse(args, Options, out var problem) is not { } arguments)
        {
            return Misused(problem, terminal);
        }

        if (arguments.ValueOf("--data") is not { } data)
        {
            return Misused("--data DIR is missing: it names the platform's folder, or a backup.", terminal);
        }

        if (arguments.ValueOf("--account") is not { } name)
        {
            return Misused("--account INSTITUTION/NAME is missing: it says whose past.", terminal);
        }

        if (!AccountId.TryParse(name, out var account))
        {
            return Misused($"--account {JsonPath.Shown(name)} is no account; it is INSTITUTION/NAME.", terminal);
        }

        var output = arguments.ValueOf("--output") ?? "table";
        if (output is not ("table" or "json" or "csv"))
        {
            return Misused($"--output {JsonPath.Shown(output)} is not known; it is table, json or csv.", terminal);
        }

        if (SpanText.Read(arguments.ValueOf("--from"), arguments.ValueOf("--to"), out var wrong) is not { } span)
        {
            return Misused(wrong, terminal);
        }

        var (rules, isRefused) = RulesOf(arguments.ValueOf("--rules"), terminal);
        return isRefused ? ExitCode.FileRefused
            : FolderTrouble.Guard("replay", data, terminal, () => Replay(data, account, span, rules, output, terminal));
    }

    private static int Replay(string data, AccountId account, HistorySpan span, RuleSet? rules, string output, Terminal terminal)
    {
        try
        {
            var history = AccountHistory.Read(VerifyCommand.StorageOf(data), account, span, CancellationToken.None);
            if (history.Alteration is not null || history.Difference is not null)
            {
                return Altered(history, terminal);
            }

            if (history.Records == 0)
            {
                terminal.Error.WriteLine($"mvm replay: {NothingThere(history)}");
                return ExitCode.FileRefused;
            }

            Write(history, rules is null ? null : RuleRerun.Of(history, rules, CancellationToken.None), output, terminal);
            return ExitCode.Sound;
        }
        catch (RefusedException limit)
        {
            terminal.Error.WriteLine($"mvm replay: {limit.Message}");
            return ExitCode.Failed;
        }
    }

    private static void Write(AccountHistory history, RerunReport? rerun, string output, Terminal terminal)
    {
        switch (output)
        {
            case "json":
                terminal.Output.WriteLine(ReplayJson.Of(history, rerun));
                break;
            case "csv":
                ReplayCsv.Write(terminal.Output, history, rerun);
                break;
            default:
                if (rerun is null)
                {
                    HistoryTables.Write(terminal.Canvas(), history);
                }
                else
                {
                    RerunTables.Write(terminal.Canvas(), history, rerun);
                }

                break;
        }
    }

    private static int Altered(AccountHistory history, Terminal terminal)
    {
        terminal.Output.WriteLine(history.Alteration is { } alteration ? $"Altered: {alteration}" : $"Different: {history.Difference}");
        return ExitCode.Altered;
    }

    private static string NothingThere(AccountHistory history) => history.Versions == 0
        ? $"there is no account {history.Account} in this journal."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"nothing of {history.Account} was recorded in that span: its versions 1 to {history.Versions} go from {SpanText.Of(history.Known.First)} to {SpanText.Of(history.Known.Last)}.");

    private static (RuleSet? Rules, bool IsRefused) RulesOf(string? file, Terminal terminal)
    {
        if (file is null)
        {
            return (null, false);
        }

        var loaded = RulesFile.Load(file);
        foreach (var line in loaded.Content is null ? loaded.Lines : [])
        {
            terminal.Error.WriteLine(line);
        }

        return (loaded.Content, loaded.Content is null);
    }

    private static int Misused(string problem, Terminal terminal)
    {
        terminal.Error.WriteLine($"mvm replay: {problem}");
        terminal.Error.WriteLine("See mvm help replay.");
        return ExitCode.Misused;
    }
}
