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
    private double _leastProcessor = double.PositiveInfinity;
    private double _leastBytes = double.PositiveInfinity;

    private static TimeProvider Time => PlatformHost.Time;

    public double Seconds => _leastPass / items;

    /// <summary>What a whole pass takes of the processors, with whoever collects its garbage: of a pass that is longer than a busy machine lets anybody run, the clock says how busy it was.</summary>
    public double ProcessorSeconds => _leastProcessor;

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
            var (before, used) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
            var at = Time.GetTimestamp();
            var computed = pass();
            _leastPass = Math.Min(_leastPass, Time.GetElapsedTime(at).TotalSeconds);
            _leastProcessor = Math.Min(_leastProcessor, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
            _leastBytes = Math.Min(_leastBytes, GC.GetAllocatedBytesForCurrentThread() - before);
            if (!double.IsFinite(computed))
            {
                throw new InvalidOperationException($"What is measured computes {computed}.");
            }
        }
        while (Time.GetElapsedTime(began) < lasting);
    }
}
