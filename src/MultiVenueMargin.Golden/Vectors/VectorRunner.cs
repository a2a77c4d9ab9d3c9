using System.Text.Json;

namespace MultiVenueMargin.Golden.Vectors;

/// <summary>Runs the vectors of one file: finds the shape of each, has it answered, and compares.</summary>
internal sealed class VectorRunner
{
    private readonly InputObject _sets;

    public VectorRunner(JsonElement root) =>
        _sets = new InputObject(new InputValue(root.TryGetProperty("parameter_sets", out var sets) ? sets : JsonDocument.Parse("{}").RootElement, "/parameter_sets"));

    /// <summary>Absent: nothing answers this shape, for the reason, which is empty where nobody gave one.</summary>
    public VectorResult? Run(string name, JsonElement vector, out string reason)
    {
        reason = string.Empty;
        var system = GoldenRunner.TextOf(vector, "peer") ?? GoldenRunner.TextOf(vector, "system");
        if (system is null || !vector.TryGetProperty("inputs", out var inputs) || inputs.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var family = GoldenRunner.TextOf(vector, "family");
        var names = inputs.EnumerateObject().Select(input => input.Name).ToList();
        if (VectorCatalogue.Find(system, family, names) is not { } shape)
        {
            // A new shape of a family that we answer elsewhere would otherwise hide among what is not supported.
            return VectorCatalogue.Answers(system, family)
                ? new VectorResult(name, [], $"no mapper fits its inputs: {string.Join(", ", names)}")
                : null;
        }

        if (shape.Answer is not { } answer)
        {
            reason = shape.Reason;
            return null;
        }

        return GoldenRunner.Guarded(name, () => Compare(system, family, vector, answer));
    }

    private IReadOnlyList<Mismatch> Compare(string system, string? family, JsonElement vector, Func<GoldenVector, VectorAnswer> answer)
    {
        var whole = new InputObject(new InputValue(vector, string.Empty));
        var golden = new GoldenVector(system, family, whole.Get("inputs").Fields(), whole.Get("expected"), _sets)
        {
            Description = GoldenRunner.TextOf(vector, "description") ?? string.Empty,
        };
        return VectorComparison.Compare(golden.Expected, answer(golden), ToleranceOf(whole.Get("tolerance")));
    }

    private static VectorTolerance ToleranceOf(InputValue tolerance) =>
        tolerance.Json.ValueKind == JsonValueKind.Number ? VectorTolerance.OfAbsolute(tolerance.Number())
        : VectorTolerance.Read(tolerance.Text()) ?? throw tolerance.Refused($"the tolerance '{tolerance.Text()}' cannot be understood");
}
