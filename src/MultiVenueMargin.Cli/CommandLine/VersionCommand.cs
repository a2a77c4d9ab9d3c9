using System.Reflection;

namespace MultiVenueMargin.Cli.CommandLine;

/// <summary><c>mvm version</c>.</summary>
internal static class VersionCommand
{
    /// <summary>The version this was built as, with the commit where the build knew it.</summary>
    public static string Text => typeof(VersionCommand).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static int Run(IReadOnlyList<string> args, Terminal terminal)
    {
        if (args.Count > 0)
        {
            terminal.Error.WriteLine("mvm version: it takes no arguments.");
            return ExitCode.Misused;
        }

        terminal.Output.WriteLine($"mvm {Text}");
        return ExitCode.Sound;
    }
}
