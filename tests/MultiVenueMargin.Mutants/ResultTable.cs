using System.Text;

namespace MultiVenueMargin.Mutants;

/// <summary>The results as a page of the docs: without a date, so that it changes only when a result does.</summary>
internal static class ResultTable
{
    public static string Of(IReadOnlyList<Verdict> verdicts)
    {
        var text = new StringBuilder();
        text.AppendLine("# Mutants");
        text.AppendLine();
        text.AppendLine("Tests that pass say little until it is known what they would notice. Each line below is a mistake planted in the margin core by");
        text.AppendLine("hand, the kind that looks right in review: a wrong sign, a rounding the other way, a threshold one step off, an unknown taken");
        text.AppendLine("for zero. It was built and tested with the worked examples, the rest of the risk tests and the golden cases of the repository,");
        text.AppendLine("in this order until one failed. Written by:");
        text.AppendLine();
        text.AppendLine("```");
        text.AppendLine("dotnet run --project tests/MultiVenueMargin.Mutants              # all of them, some 20 minutes");
        text.AppendLine("dotnet run --project tests/MultiVenueMargin.Mutants -- --only 7  # one, or 3,7,20-25; writes nothing");
        text.AppendLine("dotnet run --project tests/MultiVenueMargin.Mutants -- --list");
        text.AppendLine("```");
        text.AppendLine();
        text.AppendLine(Summary(verdicts));
        text.AppendLine();
        text.AppendLine("| # | where | mistake | fate |");
        text.AppendLine("|---|---|---|---|");
        foreach (var verdict in verdicts)
        {
            text.AppendLine($"| {verdict.Number} | {Cell(Path.GetFileNameWithoutExtension(verdict.Mutant.File))} | {Cell(verdict.Mutant.Description)} | {Fate(verdict)} |");
        }

        return text.Replace("\r\n", "\n").ToString();
    }

    public static string Summary(IReadOnlyList<Verdict> verdicts)
    {
        var invalid = verdicts.Count(verdict => verdict.Fate == Mutants.Fate.Invalid);
        return $"mutants: {verdicts.Count(verdict => verdict.Fate == Mutants.Fate.Killed)} killed, "
            + $"{verdicts.Count(verdict => verdict.Fate == Mutants.Fate.Survived)} survived"
            + (invalid > 0 ? $", {invalid} invalid" : string.Empty);
    }

    private static string Fate(Verdict verdict) => verdict switch
    {
        { Fate: Mutants.Fate.Killed } => $"`{Cell(verdict.By.Split('(')[0])}`"
            + (verdict.Failures > 1 ? $" and {verdict.Failures - 1} more" : string.Empty),
        { Fate: Mutants.Fate.Survived, Mutant.Equivalent: { } reason } => $"**survived**: {Cell(reason)}",
        { Fate: Mutants.Fate.Survived } => "**survived**",
        _ => "did not compile",
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
