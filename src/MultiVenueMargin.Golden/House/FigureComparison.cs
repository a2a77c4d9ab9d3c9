using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Golden.House;

/// <summary>
/// Compares an expected report with ours, figure by figure and both ways: an expected figure that we do not have fails, and
/// so does one of ours that the file does not expect. Numbers agree within max(1e-6, 1e-9·|expected|) (MARGIN §1), texts
/// character by character, and a binding scenario up to a tie within that tolerance.
/// </summary>
public static class FigureComparison
{
    private const decimal AbsoluteTolerance = 0.000001m;
    private const decimal RelativeTolerance = 0.000000001m;

    /// <param name="expected">Text of each figure as the file has it; null is a figure expected to be absent.</param>
    /// <param name="ours">All figures of our report.</param>
    public static IReadOnlyList<Mismatch> Compare(FigureList<string?> expected, FigureList<Figure> ours)
    {
        var mismatches = new List<Mismatch>(CompareExpected(expected, ours));
        foreach (var path in ours.Paths)
        {
            if (!expected.TryGet(path, out _) && !ours[path].MayBeLeftOut)
            {
                mismatches.Add(new Mismatch(path, null, ours[path].ToString()));
            }
        }

        return mismatches;
    }

    /// <summary>One way only: for files that state some figures, such as those worked by hand.</summary>
    public static IEnumerable<Mismatch> CompareExpected(FigureList<string?> expected, FigureList<Figure> ours)
    {
        foreach (var path in expected.Paths)
        {
            var mismatch = ours.TryGet(path, out var figure)
                ? Compare(path, expected[path], figure)
                : new Mismatch(path, expected[path] ?? "absent", "cannot compare: our report has no such figure");
            if (mismatch is not null && !IsTie(path, expected, ours))
            {
                yield return mismatch;
            }
        }
    }

    private static Mismatch? Compare(string path, string? expected, Figure ours)
    {
        if (ours.Number is { } number && expected is not null)
        {
            return CompareNumbers(path, expected, number);
        }

        return string.Equals(expected, ours.Text, StringComparison.Ordinal) && (expected is null) == ours.IsAbsent
            ? null
            : new Mismatch(path, expected ?? "absent", ours.ToString());
    }

    private static Mismatch? CompareNumbers(string path, string text, decimal ours)
    {
        // The reference writes some intermediate figures with fifty digits; the 28 we keep lie far inside the tolerance.
        var refusal = ExactNumber.TryParse(text, ExcessDigits.RoundDown, out var expected, out _);
        if (refusal != NumberRefusal.None)
        {
            return new Mismatch(path, text, $"{ExactNumber.Format(ours)} (cannot compare: {refusal})");
        }

        var difference = ours - expected;
        var tolerance = Math.Max(AbsoluteTolerance, RelativeTolerance * Math.Abs(expected));
        return Math.Abs(difference) <= tolerance
            ? null
            : new Mismatch(path, text, ExactNumber.Format(ours), difference);
    }

    /// <summary>
    /// Where a book's value hardly moves (a box), the kernels' last digits decide which of many equal minima is the first.
    /// Another binding scenario is therefore accepted where it is the first minimum of our own vector to the last digit and,
    /// in the expected vector, within the tolerance of the scenario expected to bind.
    /// </summary>
    private static bool IsTie(string path, FigureList<string?> expected, FigureList<Figure> ours)
    {
        const string Binding = "/binding";
        if (!path.EndsWith(Binding, StringComparison.Ordinal))
        {
            return false;
        }

        var vector = path[..^Binding.Length] + "/vector/";
        var first = ours.Paths
            .Where(scenario => scenario.StartsWith(vector, StringComparison.Ordinal))
            .MinBy(scenario => ours[scenario].Number);
        var binding = expected.Paths.FirstOrDefault(scenario =>
            scenario.StartsWith(vector, StringComparison.Ordinal)
            && scenario.EndsWith($" {expected[path]}", StringComparison.Ordinal));
        return first is not null
            && first.EndsWith($" {ours[path].Text}", StringComparison.Ordinal)
            && expected.TryGet(first, out var atOurs)
            && ExactNumber.TryParse(atOurs, out var minimum) == NumberRefusal.None
            && binding is not null
            && expected[binding] is { } atTheirs
            && CompareNumbers(binding, atTheirs, minimum) is null;
    }
}
