namespace MultiVenueMargin.RuleBooks.Tests;

/// <summary>A test against what venues really sent, kept outside of the repository.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FixtureAttribute : FactAttribute
{
    private const string Variable = "MVM_VENUE_FIXTURES";

    public FixtureAttribute()
    {
        if (Folder is null)
        {
            Skip = $"needs {Variable}: the folder with samples of what venues send";
        }
    }

    public static string? Folder => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder && Directory.Exists(folder) ? folder : null;
}
