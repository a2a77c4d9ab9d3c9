using System.Text.Json;

namespace MultiVenueMargin.Risk.RuleBooks.Documents;

/// <summary>
/// A rule book as data: its name, where and when it was published, what is missing, and the parameters that its formulas read.
/// The repository ships one per model beside the model's code; a file of the same shape replaces it.
/// </summary>
public sealed record RuleBookDocument
{
    public required string Model { get; init; }

    public required string Title { get; init; }

    public required ModelKind Kind { get; init; }

    public required string Source { get; init; }

    public required DateOnly AsOf { get; init; }

    public required IReadOnlyList<ModelGap> Missing { get; init; }

    /// <summary>What the formulas read; each model knows its own shape.</summary>
    public required JsonElement Parameters { get; init; }

    public ModelProvenance Provenance => new(Title, Kind, Source, AsOf, Missing);

    /// <summary>The document that ships with this program.</summary>
    public static RuleBookDocument Shipped(string model)
    {
        using var stream = typeof(RuleBookDocument).Assembly.GetManifestResourceStream($"{model}.json")
            ?? throw new ArgumentException($"No rule book '{model}' ships with this program.", nameof(model));
        return JsonSerializer.Deserialize<RuleBookDocument>(stream, RuleBookJson.Options)!;
    }

    /// <summary>The same as its text, to look at or to start from; absent where none of that name ships.</summary>
    public static string? ShippedText(string model)
    {
        using var stream = typeof(RuleBookDocument).Assembly.GetManifestResourceStream($"{model}.json");
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd();
    }

    /// <exception cref="JsonException">The text is no rule book.</exception>
    public static RuleBookDocument Read(string text) => JsonSerializer.Deserialize<RuleBookDocument>(text, RuleBookJson.Options)!;

    /// <summary>The parameters as the model's own type; a member that is missing, unknown or of another kind is refused by name.</summary>
    /// <exception cref="JsonException">They do not fit.</exception>
    public T ParametersAs<T>() => Parameters.Deserialize<T>(RuleBookJson.Options)!;
}
