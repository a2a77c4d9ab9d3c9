namespace MultiVenueMargin.Host.Bench.Doors;

/// <summary>When each update of one account was due, by the version that it made of it. Safe from any thread.</summary>
internal sealed class UpdateLog(long versionBefore)
{
    private readonly Lock _lock = new();
    private readonly List<long> _due = [];

    /// <summary>The version of the last one.</summary>
    public long Last
    {
        get
        {
            lock (_lock)
            {
                return versionBefore + _due.Count;
            }
        }
    }

    public void Add(long due)
    {
        lock (_lock)
        {
            _due.Add(due);
        }
    }

    /// <summary>Those that whoever saw one version and now another sees for the first time.</summary>
    public List<long> Between(long seen, long now)
    {
        lock (_lock)
        {
            var (from, to) = (Index(seen), Index(now));
            return from < to ? _due.GetRange(from, to - from) : [];
        }
    }

    private int Index(long version) => (int)Math.Clamp(version - versionBefore, 0, _due.Count);
}
