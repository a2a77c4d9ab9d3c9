using System.Text;
using System.Text.Json;

namespace MultiVenueMargin.Venues.Tests.Fixtures;

/// <summary>
/// Real messages of venues, which lie outside of the repository because some of their sources allow no redistribution: the folder that
/// MVM_VENUE_FIXTURES names, else ../shared/venue-fixtures beside the repository.
/// </summary>
internal static class VenueFixtures
{
    public const string Variable = "MVM_VENUE_FIXTURES";

    private const string Solution = "MultiVenueMargin.sln";

    public static string Folder { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : BesideRepository();

    public static string? WhyAbsent { get; } = Directory.Exists(Folder) ? null : $"needs {Variable}: a folder of venue messages; there is none at '{Folder}'";

    /// <summary>Every case of every file of a venue, in the order of the files.</summary>
    public static IReadOnlyList<FixtureCase> Of(string venue)
    {
        var folder = Path.Combine(Folder, venue);
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).SelectMany(Read)]
            : [];
    }

    /// <summary>Only the files whose name the rule takes; there must be some, so that a renamed file does not pass for a test.</summary>
    public static IReadOnlyList<FixtureCase> Of(string venue, Func<string, bool> isWanted)
    {
        FixtureCase[] wanted = [.. Of(venue).Where(each => isWanted(each.File))];
        Assert.True(wanted.Length > 0, $"There is no such file of {venue} in {Folder}.");
        return wanted;
    }

    private static IEnumerable<FixtureCase> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(each => new FixtureCase(
            Path.GetFileNameWithoutExtension(path),
            each.GetProperty("id").GetString()!,
            each.GetProperty("payload").Clone(),
            each.TryGetProperty("parsed", out var parsed) ? parsed.Clone() : null))];
    }

    private static string BesideRepository()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, Solution)))
        {
            root = root.Parent;
        }

        return Path.GetFullPath(Path.Combine(root?.FullName ?? AppContext.BaseDirectory, "..", "shared", "venue-fixtures"));
    }
}

/// <summary>One message with what another reader made of it, where that is known.</summary>
internal sealed record FixtureCase(string File, string Id, JsonElement Payload, JsonElement? Parsed)
{
    // The text as it stands: a number that went through a double would prove nothing.
    public byte[] Message => Encoding.UTF8.GetBytes(Payload.GetRawText());

    public override string ToString() => $"{File}/{Id}";
}
