namespace MultiVenueMargin.Simulation;

/// <summary>Many seeds, each by itself, over a few threads.</summary>
internal static class Span
{
    public static IReadOnlyList<RunResult> Go(long firstSeed, int seeds, int threads)
    {
        var results = new RunResult[seeds];
        var next = -1;
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            for (var i = Interlocked.Increment(ref next); i < seeds; i = Interlocked.Increment(ref next))
            {
                results[i] = Run.Of(firstSeed + i, keepsTrace: false);
            }
        })).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        return results;
    }
}
