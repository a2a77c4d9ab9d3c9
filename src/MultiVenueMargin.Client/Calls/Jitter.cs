namespace MultiVenueMargin.Client.Calls;

/// <summary>Draws that spread delays, the same for the same seed. Thread-safe.</summary>
internal sealed class Jitter(int seed)
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);

    /// <summary>From 0 to less than 1.</summary>
    public double Next()
    {
        lock (_lock)
        {
            return _random.NextDouble();
        }
    }
}
