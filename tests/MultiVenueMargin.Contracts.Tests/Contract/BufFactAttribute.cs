namespace MultiVenueMargin.Contracts.Tests.Contract;

/// <summary>A fact that needs buf, which a machine may not have; skipped there, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BufFactAttribute : FactAttribute
{
    public BufFactAttribute()
    {
        if (Program is null)
        {
            Skip = "needs buf: npm install -g @bufbuild/buf";
        }
    }

    /// <summary>Where buf is; null where it is not.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => new[] { "buf", "buf.cmd", "buf.exe" }.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
