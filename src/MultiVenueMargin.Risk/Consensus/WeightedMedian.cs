namespace MultiVenueMargin.Risk.Consensus;

/// <summary>Medians of weighted values. Weights are positive; sums and comparisons are exact.</summary>
internal static class WeightedMedian
{
    /// <summary>The least value with at least half of the weight at or below it, and the least with more than half.</summary>
    public static (T Lower, T Upper) Of<T>(IEnumerable<(T Value, decimal Weight)> values)
        where T : IComparable<T>
    {
        var sorted = values.OrderBy(entry => entry.Value).ToList();
        var total = sorted.Sum(entry => entry.Weight);
        var below = 0m;
        T? lower = default;
        var isLowerFound = false;
        foreach (var (value, weight) in sorted)
        {
            below += weight;
            if (!isLowerFound && 2 * below >= total)
            {
                (lower, isLowerFound) = (value, true);
            }

            if (2 * below > total)
            {
                return (lower!, value);
            }
        }

        throw new ArgumentException("A median is of at least one value with a weight above zero.", nameof(values));
    }

    /// <summary>The least value with at least this share of the weight at or below it.</summary>
    public static decimal Covering(decimal share, IEnumerable<(decimal Value, decimal Weight)> values)
    {
        var sorted = values.OrderBy(entry => entry.Value).ToList();
        var total = sorted.Sum(entry => entry.Weight);
        var below = 0m;
        foreach (var (value, weight) in sorted)
        {
            below += weight;
            if (below >= share * total)
            {
                return value;
            }
        }

        throw new ArgumentException("A share of at most 1 is covered by at least one value.", nameof(values));
    }
}
