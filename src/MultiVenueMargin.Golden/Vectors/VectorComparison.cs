using System.Text.Json;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Golden.Vectors;

/// <summary>Compares what a vector expects with our answer, figure by figure, at the vector's own tolerance.</summary>
internal static class VectorComparison
{
    public static IReadOnlyList<Mismatch> Compare(InputValue expected, VectorAnswer answer, VectorTolerance tolerance)
    {
        var mismatches = new List<Mismatch>();
        var compared = 0;
        foreach (var (path, value) in Flat(expected))
        {
            if (answer.LeftOut.ContainsKey(path))
            {
                continue;
            }

            compared++;
            if (!answer.Figures.TryGet(path, out var ours))
            {
                mismatches.Add(new Mismatch(path, TextOf(value), "cannot compare: our answer has no such figure"));
            }
            else if (MismatchOf(path, value, ours, answer.Tolerances.TryGetValue(path, out var own) ? own : tolerance) is { } mismatch)
            {
                mismatches.Add(mismatch);
            }
        }

        return compared > 0 ? mismatches : [new Mismatch(string.Empty, null, "nothing was compared")];
    }

    private static Mismatch? MismatchOf(string path, InputValue value, Figure ours, VectorTolerance tolerance)
    {
        var expected = TextOf(value);
        if (ours.Number is not { } number || expected is null)
        {
            return string.Equals(expected, ours.Text, StringComparison.Ordinal) && (expected is null) == ours.IsAbsent
                ? null
                : new Mismatch(path, expected ?? "absent", ours.ToString());
        }

        var written = expected;
        if (ours.Text is { } unit)
        {
            if (!expected.EndsWith($" {unit}", StringComparison.Ordinal))
            {
                return new Mismatch(path, expected, $"{ours} (another unit)");
            }

            written = expected[..^(unit.Length + 1)];
        }

        if (ExactNumber.TryParse(written, ExcessDigits.RoundDown, out var wanted, out _) != NumberRefusal.None)
        {
            return new Mismatch(path, expected, $"{ours} (cannot compare: it is no number)");
        }

        return tolerance.For(written).Allows(wanted, number) ? null : new Mismatch(path, expected, ours.ToString(), number - wanted);
    }

    private static IEnumerable<(string Path, InputValue Value)> Flat(InputValue value, string path = "")
    {
        string Below(string name) => path.Length == 0 ? name : $"{path}/{name}";

        return value switch
        {
            { IsObject: true } => value.Fields().Entries().SelectMany(entry => Flat(entry.Value, Below(entry.Key))),
            { IsArray: true } => value.Items().Index().SelectMany(item => Flat(item.Item, Below($"{item.Index}"))),
            _ => [(path, value)],
        };
    }

    private static string? TextOf(InputValue value) => value.Json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.Json.GetString(),
        _ => value.Json.GetRawText(),
    };
}
