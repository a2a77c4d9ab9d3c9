namespace MultiVenueMargin.Host.Bench.Soaking;

/// <summary>What a series of looks says.</summary>
/// <param name="IsTooShort">Too few looks for any trend: nothing is said.</param>
/// <param name="HeapPerHour">Bytes that the heap grows by.</param>
/// <param name="HeapBound">Bytes that it may grow by in an hour at the most, so that it is within its bound over what was looked at.</param>
/// <param name="Findings">Everything that is not as it should be; empty: it held.</param>
public sealed record SoakVerdict(bool IsTooShort, double HeapPerHour, double HeapBound, double HandlesPerHour, IReadOnlyList<string> Findings)
{
    public bool Held => !IsTooShort && Findings.Count == 0;
}
