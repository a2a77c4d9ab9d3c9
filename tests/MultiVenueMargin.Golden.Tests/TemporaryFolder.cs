using System.Text.Json.Nodes;

namespace MultiVenueMargin.Golden.Tests;

/// <summary>A golden folder for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("golden").FullName;

    public TemporaryFolder With(string file, string content)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, file), content);
        return this;
    }

    public TemporaryFolder With(string file, JsonNode content) => With(file, content.ToJsonString());

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
