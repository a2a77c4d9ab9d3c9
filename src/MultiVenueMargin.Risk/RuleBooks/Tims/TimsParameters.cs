using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Risk.RuleBooks.Tims;

/// <summary>The parameters of customer portfolio margin.</summary>
public sealed record TimsParameters
{
    /// <summary>How many valuation points there are.</summary>
    public required int Points { get; init; }

    /// <summary>The least per unit of the underlying of options and futures, in USD.</summary>
    public required decimal MinimumPerUnit { get; init; }

    /// <summary>Ranges by type of portfolio.</summary>
    public required IReadOnlyDictionary<string, TimsRange> Types { get; init; }

    /// <summary>The type of underlyings that are not listed.</summary>
    public required string OtherType { get; init; }

    /// <summary>The type of single underlyings.</summary>
    public required IReadOnlyDictionary<string, string> TypeOf { get; init; }

    /// <summary>Classes that offset one another; what is in none stands alone.</summary>
    public required IReadOnlyList<TimsProductGroup> ProductGroups { get; init; }

    /// <summary>What makes them no parameters of any portfolio margin; absent where nothing does.</summary>
    public string? Fault =>
        Points is < 2 or > RuleBookLimits.GridPoints ? $"there are two valuation points at the least and {RuleBookLimits.GridPoints} at the most"
        : TypeOf.Values.Append(OtherType).FirstOrDefault(type => !Types.ContainsKey(type)) is { } unknown ? $"no portfolio type is '{unknown}'"
        : ProductGroups.SelectMany(group => group.Classes).GroupBy(each => each).FirstOrDefault(each => each.Count() > 1) is { } twice ? $"'{twice.Key}' is in two product groups"
        : null;

    public TimsRange RangeOf(string unit) => Types[TypeOf.GetValueOrDefault(unit, OtherType)];

    public TimsProductGroup GroupOf(string unit) =>
        ProductGroups.FirstOrDefault(group => group.Classes.Contains(unit, StringComparer.Ordinal)) ?? new TimsProductGroup(unit, 1m, [unit]);
}

/// <summary>From where to where the underlying is moved, as shares of its price.</summary>
public sealed record TimsRange(decimal Down, decimal Up);

/// <summary>Classes whose gains count against one another's losses at a rate.</summary>
/// <param name="Name">As it is spoken of.</param>
/// <param name="Offset">The share of gains that counts.</param>
/// <param name="Classes">Underlyings.</param>
public sealed record TimsProductGroup(string Name, decimal Offset, IReadOnlyList<string> Classes);
