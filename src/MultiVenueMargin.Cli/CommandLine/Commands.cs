using MultiVenueMargin.Cli.Benching;
using MultiVenueMargin.Cli.Evaluation;
using MultiVenueMargin.Cli.Golden;
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

    /// <param name="args">As they were given.</param>
    /// <param name="terminal">Where to write.</param>
    /// <param name="ending">Ends what watches a running platform, as Ctrl-C does.</param>
    public static int Run(string[] args, Terminal terminal, CancellationToken ending = default)
    {
        if (args is not [var command, .. var rest])
        {
            return Help.Run([], terminal);
        }

        switch (command)
        {
            case "evaluate":
                return rest is ["--help" or "-h"] ? Help.Run(["evaluate"], terminal) : EvaluateCommand.Run(rest, terminal);
            case "up":
                return rest is ["--help" or "-h"] ? Help.Run(["up"], terminal) : UpCommand.Run(rest, terminal);
            case "account" or "margin" or "what-if" or "calls" or "liquidations" or "feeds":
                return LiveCommands.Run(command, rest, terminal, ending);
            case "verify":
                return rest is ["--help" or "-h"] ? Help.Run(["verify"], terminal) : VerifyCommand.Run(rest, terminal);
            case "backup":
                return rest is ["--help" or "-h"] ? Help.Run(["backup"], terminal) : BackupCommand.Run(rest, terminal);
            case "restore":
                return rest is ["--help" or "-h"] ? Help.Run(["restore"], terminal) : RestoreCommand.Run(rest, terminal);
            case "replay":
                return rest is ["--help" or "-h"] ? Help.Run(["replay"], terminal) : ReplayCommand.Run(rest, terminal);
            case "bench":
                return rest is ["--help" or "-h"] ? Help.Run(["bench"], terminal) : BenchCommand.Run(rest, terminal);
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
