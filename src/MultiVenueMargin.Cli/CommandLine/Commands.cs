using MultiVenueMargin.Cli.Benching;
using MultiVenueMargin.Cli.Evaluation;
using MultiVenueMargin.Cli.Keeping;
using MultiVenueMargin.Cli.Live;
using MultiVenueMargin.Cli.Replaying;
using MultiVenueMargin.Cli.Running;
using MultiVenueMargin.Files;

namespace MultiVenueMargin.Cli.CommandLine;

/// <summary>The commands of <c>mvm</c> by name.</summary>
internal static class Commands
{
    private static readonly string[] Names =
        ["evaluate", "up", .. LiveCommands.Names, "verify", "backup", "restore", "replay", "bench", "golden", "rules", "doctor", "version", "help"];

    /// <summary>Every command by its whole name, and those of one word that are nothing without a second.</summary>
    public static IReadOnlyList<string> Every { get; } = [.. Names, .. LiveCommands.All.Select(command => command.Name).Except(Names), .. BenchCommand.Names];

    /// <param name="args">As they were given.</param>
    /// <param name="terminal">Where to write.</param>
    /// <param name="ending">Ends what watches a running platform, as Ctrl-C does.</param>
    public static int Run(string[] args, Terminal terminal, CancellationToken ending = default)
    {
        if (args is not [var command, .. var rest])
        {
            return Help.Run([], terminal);
        }

        // Wherever it stands, and whatever else is wrong: who asks for help does not want anything done.
        if (Names.Contains(command) && rest.Any(word => word is "--help" or "-h"))
        {
            return Help.Run([command], terminal);
        }

        switch (command)
        {
            case "evaluate":
                return EvaluateCommand.Run(rest, terminal);
            case "up":
                return UpCommand.Run(rest, terminal);
            case "account" or "margin" or "what-if" or "calls" or "liquidations" or "feeds":
                return LiveCommands.Run(command, rest, terminal, ending);
            case "verify":
                return VerifyCommand.Run(rest, terminal);
            case "backup":
                return BackupCommand.Run(rest, terminal);
            case "restore":
                return RestoreCommand.Run(rest, terminal);
            case "replay":
                return ReplayCommand.Run(rest, terminal);
            case "bench":
                return BenchCommand.Run(rest, terminal);
            case "golden":
                return GoldenCommand.Run(rest, terminal.Output, terminal.Error);
            case "rules":
                return RulesCommand.Run(rest, terminal);
            case "doctor":
                return Doctor.Run(rest, terminal);
            case "version" or "--version":
                return VersionCommand.Run(rest, terminal);
            case "help" or "--help" or "-h":
                return Help.Run(rest, terminal);
            default:
                var nearest = Spelling.Nearest(command, Names);
                terminal.Error.WriteLine(
                    $"mvm: there is no command {JsonPath.Quoted(command)}.{(nearest is null ? string.Empty : $" Did you mean mvm {nearest}?")}");
                terminal.Error.WriteLine("See mvm help.");
                return ExitCode.Misused;
        }
    }
}
