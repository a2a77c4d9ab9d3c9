using MultiVenueMargin.Cli.CommandLine;

namespace MultiVenueMargin.Cli.Tests;

/// <summary>What a command wrote and how it ended.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    public static CommandRun Of(params string[] args)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var exitCode = Commands.Run(args, new Terminal(output, errors));
        return new CommandRun(exitCode, output.ToString().ReplaceLineEndings("\n"), errors.ToString().ReplaceLineEndings("\n"));
    }
}
