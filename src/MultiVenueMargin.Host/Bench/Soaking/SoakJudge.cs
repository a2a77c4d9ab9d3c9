using System.Globalization;

namespace MultiVenueMargin.Host.Bench.Soaking;

/// <summary>
/// Says whether a platform lasts, from looks at it. The first quarter does not count for trends: caches fill, code is compiled, pools find their size.
/// </summary>
internal static class SoakJudge
{
    /// <summary>What a trend of the heap may add up to over the looks that count, of its median. What caches and fragments still gain is below it.</summary>
    public const double HeapShare = 0.05;

    /// <summary>The same at least. 4 MiB: a small heap is not held to less than one segment of it.</summary>
    public const long HeapLeast = 4 << 20;

    /// <summary>What a trend of handles may add up to. 8: connections that come and go are caught at different moments.</summary>
    public const double HandlesMost = 8;

    /// <summary>What a trend of threads may add up to. 16: the pool tries other sizes all the time.</summary>
    public const double ThreadsMost = 16;

    public static SoakVerdict Judge(IReadOnlyList<SoakSample> samples)
    {
        var counted = samples.Skip(samples.Count / 4).ToList();
        if (samples.Count < SoakPlan.FewestSamples)
        {
            return new SoakVerdict(true, double.NaN, double.NaN, double.NaN, []);
        }

        var findings = new List<string>();
        var span = (counted[^1].At - counted[0].At).TotalSeconds;
        var heap = Slope(sample => sample.HeapBytes);
        var mostHeap = Math.Max(HeapLeast, HeapShare * Trend.MedianOf([.. counted.Select(sample => (double)sample.HeapBytes)]));
        if (heap * span > mostHeap)
        {
            findings.Add(Said($"The heap grew by {heap * span / 1_048_576:N1} MiB over the {counted.Count} looks that count; {mostHeap / 1_048_576:N1} MiB is the most."));
        }

        var handles = Slope(sample => sample.Handles);
        if (handles * span > HandlesMost)
        {
            findings.Add(Said($"Handles grew by {handles * span:N0} over the {counted.Count} looks that count; {HandlesMost:N0} is the most."));
        }

        var threads = Slope(sample => sample.Threads);
        if (threads * span > ThreadsMost)
        {
            findings.Add(Said($"Threads grew by {threads * span:N0} over the {counted.Count} looks that count; {ThreadsMost:N0} is the most."));
        }

        if (samples.Max(sample => sample.Unobserved) is > 0 and var unobserved)
        {
            findings.Add(Said($"{unobserved} exceptions of tasks were looked at by nobody."));
        }

        if (samples.Sum(sample => sample.Failed) is > 0 and var failed)
        {
            findings.Add(Said($"{failed} calls failed."));
        }

        foreach (var idle in samples.Where(sample => sample.Done == 0))
        {
            findings.Add(Said($"Nothing was done in the time before {idle.At:c}."));
        }

        return new SoakVerdict(false, heap * 3_600, mostHeap / span * 3_600, handles * 3_600, findings);

        double Slope(Func<SoakSample, double> of) => Trend.SlopeOf([.. counted.Select(sample => (sample.At, of(sample)))]);
    }

    private static string Said(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
