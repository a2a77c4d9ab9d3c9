namespace MultiVenueMargin.Simulation;

/// <summary>
/// What occurred, and how often. A simulation that never reaches a fault or branch proves nothing of it, so a span fails where
/// something that it is to reach never occurred.
/// </summary>
internal sealed class Sometimes
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Counts => _counts;

    public void Seen(string what, long times = 1) => _counts[what] = _counts.GetValueOrDefault(what) + times;

    public void SeenIf(bool occurred, string what)
    {
        if (occurred)
        {
            Seen(what);
        }
    }

    public void Add(Sometimes other)
    {
        foreach (var (what, times) in other._counts)
        {
            Seen(what, times);
        }
    }
}
