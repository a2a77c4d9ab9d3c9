namespace MultiVenueMargin.Host.Bench.Doors;

/// <summary>So many of something in so long, and what it took of the whole process.</summary>
internal readonly record struct Flow(long Count, TimeSpan Took, ProcessCost Cost)
{
    public double PerSecond => Count / Took.TotalSeconds;

    public double BytesEach => Cost.Bytes / (double)Count;

    public double CpuMicrosecondsEach => Cost.Cpu.TotalMicroseconds / Count;

    /// <summary>The fastest of so many runs.</summary>
    public static async Task<Flow> BestAsync(int runs, Func<Task<Flow>> run)
    {
        var best = await run();
        for (var i = 1; i < runs; i++)
        {
            var next = await run();
            best = next.PerSecond > best.PerSecond ? next : best;
        }

        return best;
    }

    /// <summary>So many at once, each begun when the one before it has ended.</summary>
    public static async Task<Flow> OfAsync(int atOnce, TimeSpan lasting, Func<Task> each)
    {
        var time = PlatformHost.Time;
        var (before, began) = (ProcessCost.Now, time.GetTimestamp());
        var counts = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(async () =>
        {
            var count = 0L;
            for (; time.GetElapsedTime(began) < lasting; count++)
            {
                await each();
            }

            return count;
        })));
        return new Flow(counts.Sum(), time.GetElapsedTime(began), ProcessCost.Now - before);
    }
}
