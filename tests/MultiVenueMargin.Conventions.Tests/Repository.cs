using System.Runtime.CompilerServices;

namespace MultiVenueMargin.Conventions.Tests;

/// <summary>The working copy these tests were compiled from, as files.</summary>
internal static class Repository
{
    private static readonly string[] MadeByTools =
        ["bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts", "node_modules", "__pycache__", ".git", ".vs", ".idea"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every file that is written by hand, by its path from the root with forward slashes, in order.</summary>
    public static IReadOnlyList<SourceFile> Files { get; } =
        [.. Walk(Root).Select(path => new SourceFile(Path.GetRelativePath(Root, path).Replace('\\', '/')))
            .OrderBy(file => file.Name, StringComparer.Ordinal)];

    public static IEnumerable<SourceFile> CSharp => Files.Where(file => file.Name.EndsWith(".cs", StringComparison.Ordinal));

    public static IEnumerable<SourceFile> Product => CSharp.Where(file => file.Name.StartsWith("src/", StringComparison.Ordinal));

    public static IEnumerable<SourceFile> Projects =>
        Files.Where(file => file.Name.EndsWith(".csproj", StringComparison.Ordinal));

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder)
                .Where(child => !MadeByTools.Contains(Path.GetFileName(child), StringComparer.Ordinal))
                .SelectMany(Walk));

    // The path is compiled in where sources are at hand; a deterministic build replaces it, and then we look upwards.
    private static string FindRoot([CallerFilePath] string here = "")
    {
        foreach (string start in new[] { Path.GetDirectoryName(here) ?? "", AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start.Length == 0 ? "." : start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "MultiVenueMargin.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new DirectoryNotFoundException("MultiVenueMargin.sln is in no folder above these tests.");
    }
}
