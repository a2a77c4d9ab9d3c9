namespace MultiVenueMargin.Testing.Postgres;

/// <summary>Where this machine has PostgreSQL's server: Debian keeps it out of the path, by version.</summary>
public static class PostgresBinaries
{
    private const string DebianFolder = "/usr/lib/postgresql";

    /// <summary>The folder of initdb and pg_ctl, of the newest version; null where there is none.</summary>
    public static string? Folder { get; } = Candidates().FirstOrDefault(IsServer);

    /// <summary>Why a test that needs a server is skipped; null where it can run.</summary>
    public static string? SkipReason { get; } =
        OperatingSystem.IsWindows() ? "needs PostgreSQL: a Unix, for the server is started and stopped by signals"
        : Folder is null ? $"needs PostgreSQL: initdb and pg_ctl in the path or in {DebianFolder}/*/bin (Debian's package postgresql)"
        : null;

    private static IEnumerable<string> Candidates()
    {
        if (Directory.Exists(DebianFolder))
        {
            foreach (var version in Directory.GetDirectories(DebianFolder).OrderByDescending(VersionOf))
            {
                yield return Path.Combine(version, "bin");
            }
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            yield return folder;
        }
    }

    private static decimal VersionOf(string folder) => decimal.TryParse(Path.GetFileName(folder), out var version) ? version : 0;

    private static bool IsServer(string folder) => new[] { "initdb", "pg_ctl", "postgres" }.All(name => IsThere(new FileInfo(Path.Combine(folder, name))));

    // A link that points nowhere "exists": what is left in the path of a version that was removed.
    private static bool IsThere(FileInfo file) => file.Exists && (file.ResolveLinkTarget(returnFinalTarget: true)?.Exists ?? true);
}
