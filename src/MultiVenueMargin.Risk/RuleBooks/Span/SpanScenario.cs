namespace MultiVenueMargin.Risk.RuleBooks.Span;

/// <summary>One of the sixteen points at which SPAN revalues a portfolio.</summary>
/// <param name="Label">As clearing houses write it: <c>-2/3 up</c>, <c>+extreme</c>.</param>
/// <param name="Price">The move of the price, in price scan ranges.</param>
/// <param name="Volatility">The move of the volatility, in volatility scan ranges.</param>
/// <param name="Counted">The share of the profit or loss that counts: below one at the extremes alone.</param>
public sealed record SpanScenario(string Label, decimal Price, decimal Volatility, decimal Counted)
{
    // The order in which the scenarios are numbered, by which arrays are written.
    private static readonly string[] Order =
    [
        "0/up", "0/down", "+1/3 up", "+1/3 down", "-1/3 up", "-1/3 down", "+2/3 up", "+2/3 down", "-2/3 up", "-2/3 down",
        "+3/3 up", "+3/3 down", "-3/3 up", "-3/3 down", "+extreme", "-extreme",
    ];

    /// <summary>All sixteen in their order.</summary>
    /// <param name="extremeMultiple">How many ranges the extremes move.</param>
    /// <param name="extremeCover">The share of an extreme's loss that counts.</param>
    public static IReadOnlyList<SpanScenario> All(decimal extremeMultiple, decimal extremeCover) =>
        [.. Order.Select(label => Named(label, extremeMultiple, extremeCover))];

    /// <summary>The scenario with this label.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static SpanScenario Named(string label, decimal extremeMultiple, decimal extremeCover)
    {
        if (!Order.Contains(label, StringComparer.Ordinal))
        {
            throw new ArgumentException($"'{label}' is none of the sixteen scenarios.", nameof(label));
        }

        var sign = label[0] == '-' ? -1m : 1m;
        if (label.EndsWith("extreme", StringComparison.Ordinal))
        {
            return new SpanScenario(label, sign * extremeMultiple, 0m, extremeCover);
        }

        var thirds = label[0] == '0' ? 0 : label[1] - '0';
        return new SpanScenario(label, sign * thirds / 3m, label.EndsWith("up", StringComparison.Ordinal) ? 1m : -1m, 1m);
    }
}
