using System.Text;

namespace MultiVenueMargin.Mutants;

/// <summary>
/// The results as a page of the docs, one line per mutant: without a date, so that it changes only when a result does. A run of
/// a few mutants replaces their lines and leaves the others.
/// </summary>
internal sealed class ResultPage(string path)
{
    private const string Survived = "**survived**";
    private const string Invalid = "did not compile";
    private const string NotRun = "not run yet";

    private readonly Dictionary<string, string> _fates = Read(path);

    public void Add(Verdict verdict) => _fates[KeyOf(verdict.Mutant)] = FateOf(verdict);

    public void Write()
    {
        var rows = MutantList.All.Select((mutant, i) => $"| {i + 1} | {KeyOf(mutant)} | {Fate(mutant)} |").ToList();
        var survivors = MutantList.All.Count(mutant => Fate(mutant).StartsWith(Survived, StringComparison.Ordinal));
        var unknown = MutantList.All.Count(mutant => Fate(mutant) is Invalid or NotRun);
        var text = new StringBuilder($"""
            # Mutants

            Tests that pass say little until it is known what they would notice. Each line below is a mistake planted in the margin core
            by hand, the kind that looks right in review: a wrong sign, a rounding the other way, a threshold one step off, an unknown
            taken for zero. It was built and tested with the worked examples, then the rest of the risk tests, then the golden cases of
            the repository, until a test failed; "and 3 more" counts those that failed with it. Written by:

            ```
            dotnet run --project tests/MultiVenueMargin.Mutants              # all of them: some 20 minutes
            dotnet run --project tests/MultiVenueMargin.Mutants -- --only 7  # one line, or several: 3,7,20-25
            dotnet run --project tests/MultiVenueMargin.Mutants -- --list
            ```

            {rows.Count - survivors - unknown} killed, {survivors} survived{(unknown > 0 ? $", {unknown} not known" : string.Empty)}.

            | # | where | mistake | killed by |
            |---|---|---|---|

            """);
        foreach (var row in rows)
        {
            text.Append(row).Append('\n');
        }

        File.WriteAllText(path, text.ToString());
    }

    private static Dictionary<string, string> Read(string path)
    {
        var fates = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.Exists(path) ? File.ReadAllLines(path) : [])
        {
            var cells = line.Split(" | ");
            if (cells.Length == 4 && line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2]))
            {
                fates[$"{cells[1]} | {cells[2]}"] = cells[3].TrimEnd(' ', '|');
            }
        }

        return fates;
    }

    private static string KeyOf(Mutant mutant) => $"{Path.GetFileNameWithoutExtension(mutant.File)} | {mutant.Description}";

    private static string FateOf(Verdict verdict) => verdict.Fate switch
    {
        Mutants.Fate.Killed when verdict.Failures > 1 => $"{NameOf(verdict.By)} and {verdict.Failures - 1} more",
        Mutants.Fate.Killed => NameOf(verdict.By),
        Mutants.Fate.Survived => verdict.Mutant.Equivalent is { } reason ? $"{Survived}: {reason}" : Survived,
        _ => Invalid,
    };

    /// <summary>The test without its case.</summary>
    private static string NameOf(string test) => $"`{test.Split('(')[0]}`";

    private string Fate(Mutant mutant) => _fates.GetValueOrDefault(KeyOf(mutant), NotRun);
}
