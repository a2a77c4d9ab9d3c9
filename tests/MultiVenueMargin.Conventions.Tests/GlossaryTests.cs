using System.Text.RegularExpressions;

namespace MultiVenueMargin.Conventions.Tests;

/// <summary>The documents speak of types that exist, and every public word of the core is in the glossary.</summary>
public sealed partial class GlossaryTests
{
    private static readonly string[] Vocabulary = ["src/MultiVenueMargin.Domain/", "src/MultiVenueMargin.Risk/Reports/"];

    private static readonly SourceFile Glossary = new("docs/GLOSSARY.md");

    private static readonly HashSet<string> Declared =
        [.. Repository.Product.SelectMany(TypeDeclaration.In).Select(type => type.Name)];

    [Fact]
    public void PublicType_WhenInDomainOrReports_IsInTheGlossary() =>
        Findings.None(
            Repository.Product.Where(file => Vocabulary.Any(folder => file.Name.StartsWith(folder, StringComparison.Ordinal))),
            WithoutEntry,
            "One word per idea: docs/GLOSSARY.md says what each means:");

    [Fact]
    public void Type_WhenTheGlossaryNamesIt_Exists() =>
        Findings.None([Glossary], NamesOfNoType, "These types are gone or were renamed; the third column names types:");

    [Fact]
    public void SourceFile_WhenTheMethodologyNamesIt_Exists() =>
        Findings.None([new("docs/MARGIN.md")], FilesThatAreNone, "No such file in Domain or Risk:");

    [Fact]
    public void Rules_WhenBroken_FindIt()
    {
        static SourceFile Row(string type) => new("docs/made-up.md", $"| word | meaning | `{type}`, `RuleSet.Default` | |");

        Findings.Tells(WithoutEntry, bad: new("src/A.cs", "public sealed record Wordless;"), good: new("src/A.cs", "public sealed record Book;"));
        Findings.Tells(NamesOfNoType, bad: Row("Wordless"), good: Row("Book"));
        Findings.Tells(FilesThatAreNone, bad: new("made-up.md", "see `House/Nowhere.cs`"), good: new("made-up.md", "see `House/Scan.cs` and `Kernel.cs`"));
    }

    private static IEnumerable<string> WithoutEntry(SourceFile file) =>
        from type in TypeDeclaration.In(file)
        where type.Is("public") && !Glossary.Text.Contains($"`{type.Name}`", StringComparison.Ordinal)
        select type.Says("is not in the glossary");

    private static IEnumerable<string> NamesOfNoType(SourceFile file) =>
        from line in file.Lines.Index()
        let cells = line.Item.Split('|')
        where cells.Length == 6
        from Match name in TypeName().Matches(cells[3])
        where !Declared.Contains(name.Groups["type"].Value)
        select file.At(line.Index, name.Value);

    private static IEnumerable<string> FilesThatAreNone(SourceFile file) =>
        from line in file.Lines.Index()
        from Match path in CSharpPath().Matches(line.Item)
        let name = path.Groups["path"].Value
        where !File.Exists(Path.Combine(Repository.Root, "src/MultiVenueMargin.Domain", name))
            && !File.Exists(Path.Combine(Repository.Root, "src/MultiVenueMargin.Risk", name))
        select file.At(line.Index, name);

    [GeneratedRegex(@"`(?<type>[A-Z]\w*)(\.\w+)?`")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"`(?<path>[\w/]+\.cs)`")]
    private static partial Regex CSharpPath();
}
