using System.Text.Json.Nodes;
using MultiVenueMargin.Files;
using MultiVenueMargin.Host.Settings;
using MultiVenueMargin.Testing;
using MultiVenueMargin.Testing.Files;

namespace MultiVenueMargin.Host.Tests.Settings;

/// <summary>docs/FILES.md and docs/schemas/settings.json say of every setting what the program does.</summary>
public sealed class DocumentedSettingsTests
{
    private static readonly HostOptions Defaults = new();

    private static readonly string Document = File.ReadAllText(Path.Combine(RepositoryFolder.Docs, "FILES.md"));

    [Fact]
    public void Setting_WhenThereIsOne_IsInTheDocumentWithMeaningRangeAndDefault()
    {
        var rows = Document.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToHashSet();

        var missing = OperatorSettings.All.Select(Row).Where(row => !rows.Contains(row)).ToList();

        Assert.True(missing.Count == 0, "docs/FILES.md lacks:\n" + string.Join('\n', missing));
    }

    [Fact]
    public void Setting_WhenThereIsOne_IsInTheSchemaWithItsMeaning()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryFolder.Docs, "schemas", "settings.json")))!;
        var described = Properties(schema, "").ToDictionary();

        Assert.Equal(OperatorSettings.All.Select(setting => setting.Name).Order(), described.Keys.Order());
        Assert.All(OperatorSettings.All, setting => Assert.Equal($"{setting.Meaning}: {setting.Allowed}", described[setting.Name]));
    }

    [Fact]
    public void Schema_WhenAFileIsWrittenOrShown_HoldsIt()
    {
        var schema = JsonSchema.Load("settings");
        var shown = Document.Split("```json\n").Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)])
            .Single(block => block.Contains(SettingsFile.Schema, StringComparison.Ordinal));

        Assert.Null(schema.FirstProblem(SettingsFile.Write(Defaults, OperatorSettings.All)));
        Assert.Null(schema.FirstProblem(shown));
        Assert.Empty(OperatorSettingsTests.Parse(shown).Lines);
    }

    [Theory]
    [InlineData("""{ "schema": "mvm-settings/1", "door": { "listn": "none" } }""")]
    [InlineData("""{ "schema": "mvm-settings/1", "shards": 1 }""")]
    [InlineData("""{ "schema": "mvm-settings/1", "engine": { "shards": "many" } }""")]
    [InlineData("""{ "schema": "mvm-settings/1", "drain_within": 30 }""")]
    [InlineData("""{ "schema": "mvm-settings/1", "drain_within": "30" }""")]
    [InlineData("""{ "schema": "mvm-settings/1", "door": { "bytes_under_way": "8MB" } }""")]
    [InlineData("""{ "door": { } }""")]
    public void Schema_WhenTheReaderRefusesAFile_RefusesIt(string json)
    {
        Assert.NotEmpty(OperatorSettingsTests.Parse(json).Lines);
        Assert.NotNull(JsonSchema.Load("settings").FirstProblem(json));
    }

    [Fact]
    public void Member_WhenItIsMisspelt_IsNamedWithTheNearest() => Assert.Contains(
        "door.listn: is not known here. Write \"listen\"",
        Assert.Single(OperatorSettingsTests.Parse("""{ "schema": "mvm-settings/1", "door": { "listn": "none" } }""").Lines),
        StringComparison.Ordinal);

    // Shards follow the machine.
    private static string Row(Setting<HostOptions> setting) =>
        $"| `{setting.Name}` | {setting.Meaning} | {Short(setting)} | {(setting.Name == "engine.shards" ? "one less than cores" : $"`{setting.Write(Defaults)}`")} |";

    // How numbers are written stands above the table, and the same words about addresses would fill two rows of it.
    private static string Short(Setting<HostOptions> setting) =>
        setting.Allowed.IndexOf(" from ", StringComparison.Ordinal) is >= 0 and var at ? setting.Allowed[(at + " from ".Length)..] : "an address of this machine, or `none`";

    private static IEnumerable<(string Name, string? Description)> Properties(JsonNode schema, string prefix) =>
        schema["properties"]!.AsObject()
            .Where(member => member.Key is not ("schema" or "$schema" or "note"))
            .SelectMany(member => member.Value!["properties"] is null
                ? [(prefix + member.Key, member.Value["description"]?.GetValue<string>())]
                : Properties(member.Value, $"{member.Key}."));
}
