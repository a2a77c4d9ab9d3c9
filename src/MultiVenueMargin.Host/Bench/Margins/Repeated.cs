namespace MultiVenueMargin.Host.Bench.Margins;

/// <summary>
/// Work that is done again and again. The least time of a pass counts: what else the machine does is no property of the work, and one kernel has two
/// speeds a third apart. A pass that leaves garbage pays for collecting it now and then, so passes are long enough to hold some of that.
/// </summary>
/// <param name="items">That one pass handles; figures are of one.</param>
/// <param name="pass">Returns something of what it computed: what nobody reads is not computed.</param>
internal sealed class Repeated(double items, Func<double> pass)
{
    private double _leastPass = double.PositiveInfinity;
    private double _leastBytes = double.PositiveInfinity;

    private static TimeProvider Time => PlatformHost.Time;

    public double Seconds => _leastPass / items;

    public double Nanoseconds => Seconds * 1e9;

    public double Milliseconds => Seconds * 1e3;

    /// <summary>Allocated for one item.</summary>
    public double Bytes => _leastBytes / items;

    /// <summary>For so long, and once at least.</summary>
    public void Run(TimeSpan lasting)
    {
        var began = Time.GetTimestamp();
        do
        {
            var (before, at) = (GC.GetAllocatedBytesForCurrentThread(), Time.GetTimestamp());
            var computed = pass();
            _leastPass = Math.Min(_leastPass, Time.GetElapsedTime(at).TotalSeconds);
            _leastBytes = Math.Min(_leastBytes, GC.GetAllocatedBytesForCurrentThread() - before);
            if (!double.IsFinite(computed))
            {
                throw new InvalidOperationException($"What is measured computes {computed}.");
            }
        }
        while (Time.GetElapsedTime(began) < lasting);
    }
}
