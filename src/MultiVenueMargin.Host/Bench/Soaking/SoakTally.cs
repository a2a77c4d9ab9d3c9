namespace MultiVenueMargin.Host.Bench.Soaking;

/// <summary>What was done and what failed since it was last looked at. Safe from any thread.</summary>
internal sealed class SoakTally
{
    private readonly Lock _lock = new();
    private List<double> _times = [];
    private long _done;
    private long _failed;

    /// <summary>What went wrong first, in words; null while nothing did.</summary>
    public string? FirstFailure { get; private set; }

    public void Done()
    {
        lock (_lock)
        {
            _done++;
        }
    }

    public void Answered(TimeSpan after)
    {
        lock (_lock)
        {
            _done++;
            _times.Add(after.TotalMilliseconds);
        }
    }

    public void Failed(string what, string why)
    {
        lock (_lock)
        {
            _failed++;
            FirstFailure ??= $"{what}: {why}";
        }
    }

    public (long Done, long Failed, double? P99) Take()
    {
        lock (_lock)
        {
            var taken = (_done, _failed, _times.Count == 0 ? (double?)null : Quantiles.Of(_times).P99);
            (_done, _failed, _times) = (0, 0, []);
            return taken;
        }
    }
}
