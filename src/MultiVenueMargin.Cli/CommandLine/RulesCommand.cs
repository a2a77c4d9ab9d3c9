using MultiVenueMargin.Cli.Keeping;
using MultiVenueMargin.Cli.Running;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Files;
using MultiVenueMargin.Live.Histories;
using MultiVenueMargin.Risk.RuleBooks;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Cli.CommandLine;

/// <summary>
/// <c>mvm rules</c>: the house default as a complete rules file, to see every parameter or to start from; or one that a platform has.
/// </summary>
internal static class RulesCommand
{
    private static readonly Option[] Options = [new("--data", TakesValue: true), new("--version", TakesValue: true), new("--rule-book", TakesValue: true)];

    public static int Run(IReadOnlyList<string> args, Terminal terminal)
    {
        if (Arguments.Parse(args, Options, out var problem) is not { } arguments)
        {
            return Misused(problem, terminal);
        }

        var version = arguments.ValueOf("--version");
        if (arguments.ValueOf("--rule-book") is { } model)
        {
            return version is null && arguments.ValueOf("--data") is null
                ? PrintRuleBook(model, terminal)
                : Misused("--rule-book prints one that ships; leave out --data and --version.", terminal);
        }

        if (arguments.ValueOf("--data") is not { } data)
        {
            return version is null
                ? Print(RuleSet.Default, terminal)
                : Misused("--version is one of a platform's rule sets: --data DIR says whose.", terminal);
        }

        return FolderTrouble.Guard("rules", data, terminal, () =>
        {
            var recorded = RecordedRules.Read(VerifyCommand.StorageOf(data));
            var wanted = recorded.ByVersion.Values.FirstOrDefault(rules => version is null ? rules.Version == recorded.LastActivated : rules.Version.Code == version);
            return wanted is null ? None(recorded, terminal) : Print(wanted, terminal);
        });
    }

    private static int Print(RuleSet rules, Terminal terminal)
    {
        terminal.Output.WriteLine(RulesFile.Write(rules));
        return ExitCode.Sound;
    }

    private static int PrintRuleBook(string model, Terminal terminal)
    {
        if (RuleBookDocument.ShippedText(model) is not { } text)
        {
            var known = ModelCatalogue.Shipped.Models.Select(each => each.Name.Code).Where(name => RuleBookDocument.ShippedText(name) is not null);
            return Misused($"--rule-book {JsonPath.Shown(model)} is none that ships; there are {string.Join(", ", known)}.", terminal);
        }

        terminal.Output.WriteLine(text);
        return ExitCode.Sound;
    }

    private static int None(RecordedRules recorded, Terminal terminal)
    {
        var versions = string.Join(", ", recorded.ByVersion.Keys.Select(version => version.Code).Order(StringComparer.Ordinal));
        terminal.Error.WriteLine($"mvm rules: there is no such rule set in this journal; {(versions.Length == 0 ? "it has none" : $"it has {versions}")}.");
        return ExitCode.FileRefused;
    }

    private static int Misused(string problem, Terminal terminal)
    {
        terminal.Error.WriteLine($"mvm rules: {problem}");
        terminal.Error.WriteLine("See mvm help.");
        return ExitCode.Misused;
    }
}
