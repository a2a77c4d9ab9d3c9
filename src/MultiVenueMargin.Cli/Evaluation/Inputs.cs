using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Files;
using MultiVenueMargin.Risk.WhatIf;

namespace MultiVenueMargin.Cli.Evaluation;

/// <summary>Everything an evaluation works on, read from files.</summary>
internal sealed record Inputs(Book Book, MarketSnapshot Market, RuleSet Rules, Proposal? Proposal)
{
    /// <summary>
    /// Reads every file, so that all problems are told at once. The market and the rules are looked for beside the book when
    /// they are not named; without rules the house defaults apply, and that is said. Null when a file was refused.
    /// </summary>
    public static Inputs? Load(string bookFile, string? marketFile, string? rulesFile, string? whatIfFile, TextWriter error)
    {
        var folder = Path.GetDirectoryName(bookFile) ?? string.Empty;
        var market = MarketFile.Load(marketFile ?? Path.Combine(folder, "market.json"));
        var book = BookFile.Load(bookFile).Checked(content => market.Content is null ? [] : Checks.Of(content, market.Content));
        rulesFile ??= Beside(folder, "rules.json");
        var rules = rulesFile is null ? null : RulesFile.Load(rulesFile);
        var whatIf = whatIfFile is null ? null : WhatIfFile.Load(whatIfFile);

        var isRefused = Refuses(book, error) | Refuses(market, error) | Refuses(rules, error) | Refuses(whatIf, error);
        if (marketFile is null && market.Content is null)
        {
            error.WriteLine("The market was looked for beside the book; --market FILE names another.");
        }

        if (isRefused)
        {
            return null;
        }

        if (rules is null)
        {
            error.WriteLine(
                "note: no rules.json beside the book, so the house defaults apply. They know no locations: collateral counts nothing where the rules name no terms. --rules FILE names a rule set.");
        }

        return new Inputs(book.Content!, market.Content!, rules?.Content ?? RuleSet.Default, whatIf?.Content);
    }

    private static string? Beside(string folder, string name) => Path.Combine(folder, name) is var file && File.Exists(file) ? file : null;

    private static bool Refuses<T>(Loaded<T>? loaded, TextWriter error)
        where T : class
    {
        if (loaded is null or { Content: not null })
        {
            return false;
        }

        foreach (var line in loaded.Lines)
        {
            error.WriteLine(line);
        }

        return true;
    }
}
