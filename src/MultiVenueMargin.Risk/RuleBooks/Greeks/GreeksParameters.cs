namespace MultiVenueMargin.Risk.RuleBooks.Greeks;

/// <summary>The grid that the expansion is taken over.</summary>
public sealed record GreeksParameters
{
    public required IReadOnlyList<GreeksRange> Ranges { get; init; }

    /// <summary>Moves each way, equally far apart.</summary>
    public required int Steps { get; init; }

    /// <summary>Rise of a volatility of 30 days, as a share of it.</summary>
    public required double VolatilityUp { get; init; }

    /// <summary>Fall of it.</summary>
    public required double VolatilityDown { get; init; }

    /// <summary>p of (30/d)^p below 30 days.</summary>
    public required double ShortTermPower { get; init; }

    /// <summary>p from 30 days on.</summary>
    public required double LongTermPower { get; init; }

    /// <summary>Days that pass, for θ; no option loses more than the time it has.</summary>
    public required double HorizonDays { get; init; }

    /// <summary>Initial over maintenance margin.</summary>
    public required decimal InitialFactor { get; init; }

    public decimal RangeOf(string unit) =>
        (Ranges.FirstOrDefault(range => range.Units.Contains(unit, StringComparer.Ordinal)) ?? Ranges.First(range => range.Units.Count == 0)).Range;
}
