using System.Globalization;
using System.Text.RegularExpressions;

namespace MultiVenueMargin.Golden.Vectors;

/// <summary>How far a figure may lie from the expected one: the larger of both allowances.</summary>
/// <param name="Absolute">In the figure's own unit.</param>
/// <param name="Relative">As a share of the expected figure.</param>
/// <param name="TruncatesToWhole">The expected figure is ours cut to a whole number, towards zero.</param>
public readonly partial record struct VectorTolerance(decimal Absolute, decimal Relative, bool TruncatesToWhole = false)
{
    /// <summary>Expected figures smaller than this are rounding dust of the peer's own arithmetic.</summary>
    public decimal DustBelow { get; init; }

    /// <summary>How far a figure may lie from dust.</summary>
    public decimal DustAllowance { get; init; }

    /// <summary>Expected figures with at most so many decimals were cut; none where it is zero.</summary>
    public int CutDecimals { get; init; }

    /// <summary>How far a figure may lie from one that was cut.</summary>
    public decimal CutAllowance { get; init; }

    public static VectorTolerance Exact => default;

    /// <summary>The expected figure was rounded to the digits that are printed.</summary>
    public bool IsAsPrinted { get; init; }

    /// <summary>With half a step of a figure printed like this one, where that is what the words mean.</summary>
    public VectorTolerance For(string printed)
    {
        if (!IsAsPrinted)
        {
            return this;
        }

        var half = 0.5m;
        for (var digits = printed.Contains('.', StringComparison.Ordinal) ? printed.Length - printed.IndexOf('.', StringComparison.Ordinal) - 1 : 0; digits > 0; digits--)
        {
            half /= 10m;
        }

        return this with { Absolute = half };
    }

    public static VectorTolerance OfAbsolute(decimal allowance) => new(allowance, 0m);

    public static VectorTolerance OfRelative(decimal allowance) => new(0m, allowance);

    /// <summary>
    /// The allowance that a vector states in words, such as <c>1e-8 relative (peer asserts …)</c>, <c>exact</c>, <c>0.01</c>: its
    /// first number, absolute unless the words after it say relative or it is a percentage. Absent where the words cannot be understood.
    /// </summary>
    public static VectorTolerance? Read(string words)
    {
        if (words.StartsWith("exact", StringComparison.Ordinal))
        {
            var grid = GridOfExact().Match(words);
            return words.Contains("truncate", StringComparison.Ordinal) ? new VectorTolerance(0m, 0m, TruncatesToWhole: true)
                : grid.Success ? OfAbsolute(NumberOf(grid.Groups["number"].Value))
                : Exact;
        }

        if (words.StartsWith("currency precision", StringComparison.Ordinal))
        {
            return Exact with { IsAsPrinted = true };
        }

        var match = Allowance().Match(words);
        if (!match.Success)
        {
            return null;
        }

        var (dust, cut) = (Dust().Match(words), Cut().Match(words));
        return Read(match) with
        {
            DustBelow = dust.Success ? NumberOf(dust.Groups["below"].Value) : 0m,
            DustAllowance = dust.Success ? NumberOf(dust.Groups["number"].Value) : 0m,
            CutDecimals = cut.Success ? (int)NumberOf(cut.Groups["decimals"].Value) : 0,
            CutAllowance = cut.Success ? NumberOf(cut.Groups["number"].Value) : 0m,
        };
    }

    private static VectorTolerance Read(Match match)
    {
        var number = NumberOf(match.Groups["number"].Value);
        return match.Groups["percent"].Success ? OfRelative(number / 100m)
            : match.Groups["kind"].Value.StartsWith("rel", StringComparison.Ordinal) ? OfRelative(number)
            : match.Groups["rounded"].Success ? OfAbsolute(number / 2m)
            : OfAbsolute(number);
    }

    public bool Allows(decimal expected, decimal ours) =>
        TruncatesToWhole
            ? decimal.Truncate(ours) == expected
            : Math.Abs(ours - expected) <= Math.Max(Math.Max(Absolute, Relative * Math.Abs(expected)), ExceptionFor(expected));

    private decimal ExceptionFor(decimal expected) =>
        Math.Abs(expected) < DustBelow ? DustAllowance
        : CutDecimals > 0 && expected.Scale <= CutDecimals ? CutAllowance
        : 0m;

    private static decimal NumberOf(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<rounded>rounded to )?(?<number>[0-9.]+(e-?[0-9]+)?)(?<percent>%)?\s*(?<kind>relative|rel|abs)?")]
    private static partial Regex Allowance();

    // abs 1e-8 when |value|<1e-10
    [GeneratedRegex(@"abs (?<number>[0-9.]+(e-?[0-9]+)?) when \|value\|\s*<\s*(?<below>[0-9.]+(e-?[0-9]+)?)")]
    private static partial Regex Dust();

    // 6-digit truncated values: 1e-6
    [GeneratedRegex(@"(?<decimals>[0-9]+)-digit truncated values: (?<number>[0-9.]+(e-?[0-9]+)?)")]
    private static partial Regex Cut();

    [GeneratedRegex(@"^exact (\(|to )(?<number>[0-9.]+e-?[0-9]+)")]
    private static partial Regex GridOfExact();
}
