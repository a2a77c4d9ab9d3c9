using MultiVenueMargin.Cli.Files;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Cli.CommandLine;

/// <summary><c>mvm rules</c>: the house default as a complete rules file, to see every parameter or to start from.</summary>
internal static class RulesCommand
{
    public static int Run(IReadOnlyList<string> args, Terminal terminal)
    {
        if (args.Count > 0)
        {
            terminal.Error.WriteLine("mvm rules: it takes no arguments; it prints the house default.");
            return ExitCode.Misused;
        }

        terminal.Output.WriteLine(DomainJson.OfRules(RuleSet.Default));
        return ExitCode.Sound;
    }
}
