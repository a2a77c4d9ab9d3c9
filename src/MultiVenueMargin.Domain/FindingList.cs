using System.Globalization;
using System.Runtime.CompilerServices;

namespace MultiVenueMargin.Domain;

/// <summary>
/// Findings while a check goes on. Each rule says what must hold; the path is the checked expression itself unless a loop
/// gives it. Every rule returns whether it held, so that a rule across fields can wait for sound fields.
/// </summary>
internal sealed class FindingList
{
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>For rules that are checked once per line of a large book: words are made only when something is wrong.</summary>
    public void Add(string path, string problem, string fix) => _findings.Add(new Finding(path, problem, fix));

    public bool Require(bool holds, string path, string problem, string fix)
    {
        if (!holds)
        {
            Add(path, problem, fix);
        }

        return holds;
    }

    /// <summary>A decimal within [least, most].</summary>
    public bool Within(
        decimal value, decimal least, decimal most, [CallerArgumentExpression(nameof(value))] string path = "") =>
        Require(
            value >= least && value <= most,
            Shorten(path),
            $"is {ExactNumber.Format(value)}",
            $"It lies from {ExactNumber.Format(least)} to {ExactNumber.Format(most)}");

    /// <summary>A decimal within (0, most].</summary>
    public bool Positive(decimal value, decimal most, [CallerArgumentExpression(nameof(value))] string path = "") =>
        Require(
            value > 0 && value <= most,
            Shorten(path),
            $"is {ExactNumber.Format(value)}",
            $"It is above 0 and at most {ExactNumber.Format(most)}");

    /// <summary>A share of a whole, within [0, 1].</summary>
    public bool Share(decimal value, [CallerArgumentExpression(nameof(value))] string path = "") =>
        Within(value, 0m, 1m, Shorten(path));

    public bool Within(int value, int least, int most, [CallerArgumentExpression(nameof(value))] string path = "") =>
        Require(
            value >= least && value <= most,
            Shorten(path),
            $"is {value.ToString(CultureInfo.InvariantCulture)}",
            $"It lies from {least.ToString(CultureInfo.InvariantCulture)} to {most.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>An identifier, currency or unit that is given at all.</summary>
    public bool Named(bool isDefault, string path) => Require(!isDefault, path, "is empty", "Name it");

    // "rules.Scan.GridSteps" is reported as "Scan.GridSteps"; a path given by a loop has no root to drop.
    private static string Shorten(string path) =>
        path.StartsWith("rules.", StringComparison.Ordinal) ? path["rules.".Length..] : path;
}
