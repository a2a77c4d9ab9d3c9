namespace MultiVenueMargin.Host.Bench;

/// <summary>One measurement.</summary>
/// <param name="Name">What was measured; the same in every run.</param>
/// <param name="Size">Of how much.</param>
/// <param name="Goal">What MARGIN §9 or a promise sets for it, at the size that stands there; absent where nothing does.</param>
/// <param name="Ratio">Against the limit; below 1 where the limit is a rate that is not reached, above 1 where it is a time or a size.</param>
/// <param name="Limit">What bounds it, measured in the same run.</param>
public sealed record BenchRow(string Name, string Size, double Value, string Unit, string? Goal = null, double? Ratio = null, string? Limit = null)
{
    /// <summary>How many of what became of which, where requests were counted; what was sent is the sum of the others.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>();
}
