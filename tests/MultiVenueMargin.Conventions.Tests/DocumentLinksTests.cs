using System.Text.RegularExpressions;

namespace MultiVenueMargin.Conventions.Tests;

public sealed partial class DocumentLinksTests
{
    [Fact]
    public void Link_WhenRelative_LeadsToAFile() =>
        Findings.None(
            Repository.Files.Where(file => file.Name.EndsWith(".md", StringComparison.Ordinal)), DeadLinks, "These links lead nowhere:");

    [Fact]
    public void Rule_WhenBroken_FindsIt() =>
        Findings.Tells(
            DeadLinks,
            bad: new("docs/made-up.md", "see [it](NOWHERE.md#part)"),
            good: new("docs/made-up.md", "see [it](../global.json), [that](https://example.org/x) and [below](#part)"));

    private static IEnumerable<string> DeadLinks(SourceFile file) =>
        from line in file.Lines.Index()
        from Match link in Link().Matches(line.Item)
        let target = link.Groups["target"].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains(':', StringComparison.Ordinal)
        let path = Path.Combine(Repository.Root, Path.GetDirectoryName(file.Name) ?? "", target)
        where !Path.Exists(path)
        select file.At(line.Index, target);

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
