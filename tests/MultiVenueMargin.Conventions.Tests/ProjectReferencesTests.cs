using System.Xml.Linq;

namespace MultiVenueMargin.Conventions.Tests;

public sealed class ProjectReferencesTests
{
    [Fact]
    public void References_WhenAProjectIsRead_PointInwards() =>
        Findings.None(Repository.Projects, OutwardReferences, "References point inwards (ProjectReferences.cs):");

    [Fact]
    public void References_WhenOneGoesOutward_AreFound()
    {
        static SourceFile Project(string name, string reference) => new(
            $"src/MultiVenueMargin.{name}/MultiVenueMargin.{name}.csproj",
            $"""<Project><ItemGroup><ProjectReference Include="../MultiVenueMargin.{reference}/MultiVenueMargin.{reference}.csproj" /></ItemGroup></Project>""");

        Findings.Tells(OutwardReferences, bad: Project("Domain", "Risk"), good: Project("Risk", "Domain"));
        Findings.Tells(OutwardReferences, bad: Project("Engine", "Grains"), good: Project("Engine", "Risk"));
        Findings.Tells(OutwardReferences, bad: Project("Unheard", "Domain"), good: Project("Risk.Tests", "Testing"));
    }

    [Fact]
    public void Solution_WhenAProjectExists_HoldsIt()
    {
        string solution = new SourceFile("MultiVenueMargin.sln").Text.Replace('\\', '/');
        Findings.None(
            Repository.Projects,
            project => solution.Contains($"\"{project.Name}\"", StringComparison.Ordinal) ? [] : [project.Name],
            "Not in MultiVenueMargin.sln, so `dotnet build` and `dotnet test` pass it by (dotnet sln add ...):");
    }

    [Fact]
    public void Core_WhenItsProjectsAreRead_UsesNoPackages() =>
        Findings.None(
            Repository.Projects.Where(project => ProjectReferences.WithoutPackages.Contains(ShortName(project.Name))),
            project => XDocument.Parse(project.Text).Descendants("PackageReference")
                .Select(reference => $"{project.Name}: {reference.Attribute("Include")?.Value}"),
            "Domain, Risk and Accounts use no packages:");

    private static IEnumerable<string> OutwardReferences(SourceFile project)
    {
        if (ProjectReferences.AllowedFor(ShortName(project.Name)) is not { } allowed)
        {
            return [$"{project.Name} is not in the table"];
        }

        return XDocument.Parse(project.Text).Descendants("ProjectReference")
            .Select(reference => ShortName(reference.Attribute("Include")?.Value ?? ""))
            .Where(target => !allowed.Contains(target))
            .Select(target => $"{project.Name} must not know {target}");
    }

    private static string ShortName(string path) =>
        Path.GetFileNameWithoutExtension(path.Replace('\\', '/')).Replace("MultiVenueMargin.", "", StringComparison.Ordinal);
}
