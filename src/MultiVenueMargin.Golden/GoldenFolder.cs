namespace MultiVenueMargin.Golden;

/// <summary>Where the golden cases lie when nobody says: they are shared between clones, beside the repository.</summary>
public static class GoldenFolder
{
    public const string Variable = "MVM_GOLDEN";

    private const string Solution = "MultiVenueMargin.sln";

    /// <summary>The folder of the environment, else <c>../shared/golden</c> seen from the repository or the working directory. It may not exist.</summary>
    public static string Default
    {
        get
        {
            var named = Environment.GetEnvironmentVariable(Variable);
            return string.IsNullOrEmpty(named) ? BesideRepository(Directory.GetCurrentDirectory()) : named;
        }
    }

    private static string BesideRepository(string start)
    {
        var root = new DirectoryInfo(start);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, Solution)))
        {
            root = root.Parent;
        }

        return Path.GetFullPath(Path.Combine(root?.FullName ?? start, "..", "shared", "golden"));
    }
}
