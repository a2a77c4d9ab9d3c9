using System.Text.Json;

namespace MultiVenueMargin.Cli.Golden;

/// <summary>
/// Runs the golden cases of a folder. Supported is the schema <c>house-golden/1</c>; every other file is listed by family
/// with its vectors counted, so that what is not yet compared is never mistaken for what agrees.
/// </summary>
public static class GoldenRunner
{
    private const string HouseSchema = "house-golden/1";

    // A key that stands twice would have one of its values ignored.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static GoldenResult Run(string folder)
    {
        var vectors = new List<VectorResult>();
        var unsupported = new List<UnsupportedFamily>();
        foreach (var path in FilesOf(folder))
        {
            var file = Path.GetFileName(path);
            try
            {
                using var document = JsonDocument.Parse(File.ReadAllBytes(path), Strict);
                RunFile(file, document.RootElement, vectors, unsupported);
            }
            catch (JsonException malformed)
            {
                vectors.Add(new VectorResult(file, [], $"not a JSON file: {malformed.Message}"));
            }
        }

        return new GoldenResult(vectors, unsupported);
    }

    /// <summary>The files a run would read, by name.</summary>
    public static IReadOnlyList<string> FilesOf(string folder) =>
        Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).ToList();

    private static void RunFile(
        string file, JsonElement root, List<VectorResult> vectors, List<UnsupportedFamily> unsupported)
    {
        if (SchemaOf(root) != HouseSchema)
        {
            unsupported.AddRange(FamiliesOf(file, root));
        }
        else if (!root.TryGetProperty("cases", out var cases) || cases.ValueKind != JsonValueKind.Array || cases.GetArrayLength() == 0)
        {
            vectors.Add(new VectorResult(file, [], "it has no cases"));
        }
        else
        {
            foreach (var (at, element) in cases.EnumerateArray().Index())
            {
                vectors.Add(RunHouse($"{file}/{TextOf(element, "id") ?? $"case {at}"}", element));
            }
        }
    }

    private static VectorResult RunHouse(string name, JsonElement element)
    {
        try
        {
            return new VectorResult(name, HouseVector.Run(new InputValue(element, string.Empty)));
        }
        catch (UnmappableInputException unmappable)
        {
            return new VectorResult(name, [], unmappable.Message);
        }
        catch (Exception exception)
        {
            // One vector that breaks the model must not hide the others; with its kind and place the line can be acted on.
            return new VectorResult(name, [], $"{exception.GetType().Name}: {exception.Message} {PlaceOf(exception)}");
        }
    }

    // A family is a peer's or a system's; a file that tells neither is one.
    private static IEnumerable<UnsupportedFamily> FamiliesOf(string file, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object
            || !(root.TryGetProperty("vectors", out var vectors) || root.TryGetProperty("cases", out vectors))
            || vectors.ValueKind != JsonValueKind.Array)
        {
            return [new UnsupportedFamily(file, SchemaOf(root) ?? "no schema", 1)];
        }

        return vectors.EnumerateArray()
            .GroupBy(FamilyOf, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new UnsupportedFamily(file, group.Key, group.Count()));
    }

    private static string FamilyOf(JsonElement vector)
    {
        var names = new[] { TextOf(vector, "peer"), TextOf(vector, "system"), TextOf(vector, "family") };
        var family = string.Join(' ', names.OfType<string>());
        return family.Length > 0 ? family : "no family";
    }

    private static string? SchemaOf(JsonElement root) => TextOf(root, "schema");

    private static string? TextOf(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(key, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string PlaceOf(Exception exception) =>
        exception.StackTrace?.Split('\n', 2)[0].Trim() ?? string.Empty;
}
