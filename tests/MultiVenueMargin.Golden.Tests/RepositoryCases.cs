using System.Text.Json.Nodes;

namespace MultiVenueMargin.Golden.Tests;

/// <summary>The hand-worked cases of this repository, beside the test assembly.</summary>
internal static class RepositoryCases
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "cases");

    public static string VectorFolder { get; } = Path.Combine(AppContext.BaseDirectory, "vectors");

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    /// <summary>A case of its own to alter.</summary>
    public static JsonNode Read(string name) => Document(name)["cases"]![0]!;

    /// <summary>A whole file to alter.</summary>
    public static JsonNode Document(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")))!;
}
