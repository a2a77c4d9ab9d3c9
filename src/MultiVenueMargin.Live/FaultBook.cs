namespace MultiVenueMargin.Live;

/// <summary>What went wrong inside lately and should not have: the last faults, for the operator's log. A fault is a bug; none is forgotten silently. Safe from any thread.</summary>
public sealed class FaultBook
{
    /// <summary>As many are kept; the oldest gives way, and all are counted.</summary>
    public const int Kept = 64;

    private readonly Lock _lock = new();
    private readonly Queue<Fault> _faults = new();

    /// <summary>How many there ever were.</summary>
    public long Count { get; private set; }

    /// <summary>The last ones, the oldest first.</summary>
    public IReadOnlyList<Fault> Last()
    {
        lock (_lock)
        {
            return [.. _faults];
        }
    }

    internal void Add(string where, Exception exception)
    {
        lock (_lock)
        {
            Count++;
            _faults.Enqueue(new Fault(Count, where, exception));
            if (_faults.Count > Kept)
            {
                _faults.Dequeue();
            }
        }
    }
}

/// <summary>Something that threw.</summary>
/// <param name="Number">Consecutive from 1, so that a log can tell which it has.</param>
/// <param name="Where">The stream, and what was being done.</param>
public sealed record Fault(long Number, string Where, Exception Exception);
