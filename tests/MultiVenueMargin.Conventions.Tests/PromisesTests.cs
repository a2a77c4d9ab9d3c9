using System.Text.RegularExpressions;

namespace MultiVenueMargin.Conventions.Tests;

/// <summary>A promise rests on tests that exist.</summary>
public sealed partial class PromisesTests
{
    private static readonly Lazy<HashSet<string>> Tests = new(() => Repository.Files
        .Where(file => file.Name.StartsWith("tests/", StringComparison.Ordinal) && file.Name.EndsWith(".cs", StringComparison.Ordinal))
        .SelectMany(file => Declaration().Matches(file.Text))
        .Select(match => match.Groups["name"].Value)
        .ToHashSet(StringComparer.Ordinal));

    [Fact]
    public void Evidence_WhenAPromiseNamesIt_Exists() =>
        Findings.None(Repository.Files.Where(file => file.Name == "docs/PROMISES.md"), MissingTests, "These tests do not exist:");

    [Fact]
    public void Rule_WhenBroken_FindsIt() =>
        Findings.Tells(
            MissingTests,
            bad: new("docs/made-up.md", "shown by `Nothing_WhenLookedFor_IsFound`"),
            good: new("docs/made-up.md", "shown by `Rule_WhenBroken_FindsIt`"));

    [Fact]
    public void Promise_WhenMade_StandsOnce() =>
        Findings.None(Repository.Files.Where(file => file.Name == "docs/PROMISES.md"), Repeated, "These promises stand there twice:");

    [Fact]
    public void Repetition_WhenThere_IsFound() =>
        Findings.Tells(
            Repeated,
            bad: new("docs/made-up.md", "| It holds. | one |\n| It holds. | another |"),
            good: new("docs/made-up.md", "| It holds. | one |\n|---|---|\n|---|---|\n| So does that. | one |"));

    private static IEnumerable<string> Repeated(SourceFile file) =>
        from row in file.Lines.Index()
        where row.Item.StartsWith("| ", StringComparison.Ordinal)
        group row by row.Item.Split('|')[1].Trim() into rows
        where rows.Skip(1).Any() && rows.Key != "promise"
        select file.At(rows.Last().Index, rows.Key);

    private static IEnumerable<string> MissingTests(SourceFile file) =>
        from line in file.Lines.Index()
        from Match name in Named().Matches(line.Item)
        where !Tests.Value.Contains(name.Groups["name"].Value)
        select file.At(line.Index, name.Groups["name"].Value);

    [GeneratedRegex(@"`(?<name>[A-Z][A-Za-z0-9]+_[A-Za-z0-9_]+)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"public (?:static )?(?:async Task|Task|void) (?<name>[A-Z][A-Za-z0-9]+_[A-Za-z0-9_]+)\(")]
    private static partial Regex Declaration();
}
