using System.Text.RegularExpressions;

namespace MultiVenueMargin.Conventions.Tests;

public sealed partial class TextTests
{
    private static readonly string[] Binary = [".png", ".bin", ".nupkg", ".dll", ".zip", ".gz", ".seg", ".binpb"];

    private static IEnumerable<SourceFile> TextFiles => Repository.Files.Where(file => !Binary.Contains(Path.GetExtension(file.Name)));

    [Fact]
    public void FileName_WhenChosen_IsANoun() =>
        Findings.None(Repository.CSharp, NamesWithoutANoun, "A Manager, Helper or Util has not found its noun yet:");

    [Fact]
    public void Text_WhenCommitted_IsFinished() =>
        Findings.None(TextFiles, UnfinishedWords, "Finish it, or write an issue; the code is no list of wishes:");

    [Fact]
    public void Text_WhenCommitted_NamesNoMachinesPath() =>
        Findings.None(TextFiles, MachinePaths, "Nobody else has this folder:");

    [Fact]
    public void BannedSymbol_WhenListed_NamesItsReplacement() =>
        Findings.None(Repository.Files.Where(file => file.Name.StartsWith("build/BannedSymbols", StringComparison.Ordinal)), BansWithoutReplacement, "A ban says what to use instead:");

    [Fact]
    public void Rules_WhenBroken_FindIt()
    {
        static SourceFile Text(string text) => new("made-up", text);

        Findings.Tells(NamesWithoutANoun, bad: new("src/A/OrderManager.cs"), good: new("src/A/Order.cs"));
        Findings.Tells(NamesWithoutANoun, bad: new("src/Helpers/Order.cs"), good: new("src/Collateral/Order.cs"));
        Findings.Tells(UnfinishedWords, bad: Text("x; // " + "TO" + "DO later"), good: Text("methodology"));
        Findings.Tells(MachinePaths, bad: Text("see /" + "home/anna/notes"), good: Text("GET https://example.org/home/a; src/home/x"));
        Findings.Tells(BansWithoutReplacement, bad: Text("P:System.DateTime.Now"), good: Text("# why\nP:System.DateTime.Now; take a TimeProvider"));
    }

    private static IEnumerable<string> NamesWithoutANoun(SourceFile file) => NoNoun().IsMatch(file.Name) ? [file.Name] : [];

    private static IEnumerable<string> UnfinishedWords(SourceFile file) => Matches(file, Unfinished());

    private static IEnumerable<string> MachinePaths(SourceFile file) => Matches(file, MachinePath());

    private static IEnumerable<string> BansWithoutReplacement(SourceFile file) =>
        file.Lines.Where(line => line.Length > 0 && !line.StartsWith('#') && !Ban().IsMatch(line));

    private static IEnumerable<string> Matches(SourceFile file, Regex pattern) =>
        file.Lines.Index().Where(line => pattern.IsMatch(line.Item)).Select(line => file.At(line.Index, line.Item.Trim()));

    [GeneratedRegex(@"(Manager|Helpers?|Utils?|Utilities)(\.cs$|/)")]
    private static partial Regex NoNoun();

    // Brackets keep the pattern from finding itself.
    [GeneratedRegex(@"\b(T[O]DO|F[I]XME|H[A]CK|X[X]X|NotImplemented[E]xception)\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"(^|[\s""'`(=:])(/(h[o]me|r[o]ot|w[o]rk|U[s]ers|t[m]p)/|[A-Z]:\\\\?U[s]ers\\)")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"^[PMTF]:[\w.#(),]+; \S.{8,}$")]
    private static partial Regex Ban();
}
