using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Risk.RuleBooks.RegT;

/// <summary>The parameters of the strategy rules.</summary>
public sealed record RegTParameters
{
    /// <summary>Rates by kind of underlying: stock, broad-based index.</summary>
    public required IReadOnlyDictionary<string, RegTRates> Kinds { get; init; }

    /// <summary>The kind of underlyings that are not listed.</summary>
    public required string OtherKind { get; init; }

    /// <summary>The kind of single underlyings.</summary>
    public required IReadOnlyDictionary<string, string> KindOf { get; init; }

    /// <summary>Of more option series than this on one underlying, the others are margined on their own.</summary>
    public required int MostCoveredSeries { get; init; }

    /// <summary>What makes them no parameters of strategy rules; absent where nothing does.</summary>
    public string? Fault => KindOf.Values.Append(OtherKind).FirstOrDefault(kind => !Kinds.ContainsKey(kind)) is { } unknown
        ? $"no kind of underlying is '{unknown}'"
        : MostCoveredSeries is < 0 or > RuleBookLimits.CoveredSeries ? $"at most {RuleBookLimits.CoveredSeries} series are searched for the cheapest cover"
        : null;

    public RegTRates RatesOf(string unit) => Kinds[KindOf.GetValueOrDefault(unit, OtherKind)];
}
