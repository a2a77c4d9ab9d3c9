namespace MultiVenueMargin.Testing;

/// <summary>Where the repository lies, seen from the tests that run in it.</summary>
public static class RepositoryFolder
{
    public static string Root { get; } = Find();

    public static string Samples => Path.Combine(Root, "samples");

    public static string Docs => Path.Combine(Root, "docs");

    public static IEnumerable<string> SampleNames => Directory.EnumerateDirectories(Samples).Select(folder => Path.GetFileName(folder)).Order();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MultiVenueMargin.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return folder.FullName;
    }
}
