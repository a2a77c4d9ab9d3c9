using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MultiVenueMargin.Conventions.Tests;

public sealed partial class PackageVersionsTests
{
    [Fact]
    public void PackageVersion_WhenPinned_IsExact() =>
        Findings.None([new SourceFile("Directory.Packages.props")], LooseVersions, "Versions are exact, no ranges, no floating ones:");

    [Fact]
    public void PackageReference_WhenInAProject_NamesNoVersion() =>
        Findings.None(
            Repository.Files.Where(IsProjectOrShared), VersionedReferences, "Versions stand in Directory.Packages.props only:");

    [Fact]
    public void Rules_WhenBroken_FindIt()
    {
        static SourceFile Pin(string version) => new("made-up", $"""<P><PackageVersion Include="A" Version="{version}" /></P>""");
        Findings.Tells(LooseVersions, bad: Pin("1.*"), good: Pin("1.2.3"));
        Findings.Tells(LooseVersions, bad: Pin("[1.0,2.0)"), good: Pin("1.2.3-beta.1"));
        Findings.Tells(
            VersionedReferences,
            bad: new("made-up", """<P><PackageReference Include="A" VersionOverride="1.0.0" /></P>"""),
            good: new("made-up", """<P><PackageReference Include="A" /></P>"""));
    }

    private static bool IsProjectOrShared(SourceFile file) =>
        Path.GetExtension(file.Name) is ".csproj" or ".props" or ".targets";

    private static IEnumerable<string> LooseVersions(SourceFile file) =>
        XDocument.Parse(file.Text).Descendants("PackageVersion")
            .Where(pin => !ExactVersion().IsMatch(pin.Attribute("Version")?.Value ?? ""))
            .Select(pin => pin.ToString());

    // Version="" is how the optional groups take a central version over into a reference.
    private static IEnumerable<string> VersionedReferences(SourceFile file) =>
        XDocument.Parse(file.Text).Descendants("PackageReference")
            .Where(reference => !string.IsNullOrEmpty(
                reference.Attribute("Version")?.Value ?? reference.Attribute("VersionOverride")?.Value))
            .Select(reference => $"{file.Name}: {reference}");

    [GeneratedRegex(@"^\d+\.\d+\.\d+(\.\d+)?(-[0-9A-Za-z.-]+)?$")]
    private static partial Regex ExactVersion();
}
