using System.Text.RegularExpressions;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.EndToEnd.Tests.Examples;

/// <summary>What docs/clients.md shows is what the tests run.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(RepositoryFolder.Docs, "clients.md")).ReplaceLineEndings("\n");

    public static IEnumerable<object[]> Files =>
        from path in Directory.EnumerateFiles(ForeignLanguage.Examples, "*.*", SearchOption.AllDirectories)
        where Path.GetExtension(path) is ".cs" or ".py" or ".js"
        select new object[] { Path.GetRelativePath(ForeignLanguage.Examples, path) };

    [Theory]
    [MemberData(nameof(Files))]
    public void Example_WhenItIsAFile_StandsInTheDocumentAsItIs(string file) =>
        Assert.Contains(File.ReadAllText(Path.Combine(ForeignLanguage.Examples, file)).ReplaceLineEndings("\n").TrimEnd(), Blocks());

    [Fact]
    public void Code_WhenItStandsInTheDocument_IsAnExample() => Assert.Equal(Files.Count(), Blocks().Count);

    private static List<string> Blocks() => [.. Block().Matches(Document).Select(block => block.Groups["code"].Value.TrimEnd())];

    [GeneratedRegex(@"^```(csharp|python|javascript)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
