using System.Text.RegularExpressions;

namespace MultiVenueMargin.Conventions.Tests;

/// <summary>
/// A type at the top level of a file, found by its line: namespaces are file-scoped (the build sees to that), so what is
/// not indented is top level.
/// </summary>
internal sealed partial record TypeDeclaration(SourceFile File, int LineIndex, string Modifiers, string Kind, string Name)
{
    public static IEnumerable<TypeDeclaration> In(SourceFile file)
    {
        IReadOnlyList<string> lines = file.Lines;
        for (int i = 0; i < lines.Count; i++)
        {
            Match match = Declaration().Match(lines[i]);
            if (match.Success)
            {
                yield return new TypeDeclaration(
                    file, i, match.Groups["modifiers"].Value, match.Groups["kind"].Value, match.Groups["name"].Value);
            }
        }
    }

    public bool Is(string modifier) => Modifiers.Split(' ').Contains(modifier, StringComparer.Ordinal);

    public string Says(string what) => File.At(LineIndex, $"{Name} {what}");

    [GeneratedRegex(@"^(?<modifiers>(?:(?:public|internal|file|sealed|static|abstract|readonly|partial|ref|unsafe) )*)(?<kind>record struct|record class|record|class|struct|interface|enum) (?<name>\w+)")]
    private static partial Regex Declaration();
}
