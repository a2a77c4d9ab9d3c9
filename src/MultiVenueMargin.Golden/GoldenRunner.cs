using System.Text.Json;
using MultiVenueMargin.Golden.House;
using MultiVenueMargin.Golden.Vectors;

namespace MultiVenueMargin.Golden;

/// <summary>
/// Runs the golden cases of a folder: whole books of the schema <c>house-golden/1</c>, and the vectors of peers and venues by the
/// shape of their inputs. What no code here answers is listed by family, with its vectors counted and the reason, so that what is
/// not compared is never mistaken for what agrees.
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
            RunVectors(file, root, vectors, unsupported);
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

    private static VectorResult RunHouse(string name, JsonElement element) =>
        Guarded(name, () => HouseVector.Run(new InputValue(element, string.Empty)));

    /// <summary>One vector that breaks the model must not hide the others; with its kind and place the line can be acted on.</summary>
    internal static VectorResult Guarded(string name, Func<IReadOnlyList<Mismatch>> run)
    {
        try
        {
            return new VectorResult(name, run());
        }
        catch (UnmappableInputException unmappable)
        {
            return new VectorResult(name, [], unmappable.Message);
        }
        catch (Exception exception)
        {
            return new VectorResult(name, [], $"{exception.GetType().Name}: {exception.Message} {PlaceOf(exception)}");
        }
    }

    private static void RunVectors(string file, JsonElement root, List<VectorResult> results, List<UnsupportedFamily> unsupported)
    {
        if (root.ValueKind != JsonValueKind.Object
            || !(root.TryGetProperty("vectors", out var vectors) || root.TryGetProperty("cases", out vectors))
            || vectors.ValueKind != JsonValueKind.Array)
        {
            unsupported.Add(new UnsupportedFamily(file, SchemaOf(root) ?? "no schema", 1, string.Empty));
            return;
        }

        var families = new SortedDictionary<(string Family, string Reason), int>();
        var runner = new VectorRunner(root);
        foreach (var (at, vector) in vectors.EnumerateArray().Index())
        {
            var name = $"{file}/{TextOf(vector, "id") ?? $"case {at}"}";
            if (runner.Run(name, vector, out var reason) is { } result)
            {
                results.Add(result);
            }
            else
            {
                var family = (FamilyOf(vector), reason);
                families[family] = families.GetValueOrDefault(family) + 1;
            }
        }

        unsupported.AddRange(families.Select(family => new UnsupportedFamily(file, family.Key.Family, family.Value, family.Key.Reason)));
    }

    private static string FamilyOf(JsonElement vector)
    {
        var names = new[] { TextOf(vector, "peer"), TextOf(vector, "system"), TextOf(vector, "family") };
        var family = string.Join(' ', names.OfType<string>());
        return family.Length > 0 ? family : "no family";
    }

    private static string? SchemaOf(JsonElement root) => TextOf(root, "schema");

    internal static string? TextOf(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(key, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string PlaceOf(Exception exception) =>
        exception.StackTrace?.Split('\n', 2)[0].Trim() ?? string.Empty;
}
