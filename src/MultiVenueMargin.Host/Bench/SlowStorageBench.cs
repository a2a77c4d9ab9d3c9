using MultiVenueMargin.Engine;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Segments;

namespace MultiVenueMargin.Host.Bench;

/// <summary>What the engine keeps in memory while storage answers every half second and everybody sends as before, against what it keeps when nothing happens.</summary>
internal static class SlowStorageBench
{
    private const int MostAccounts = 500;
    private const double MiB = 1 << 20;

    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(1);

    /// <param name="callsPerSecond">That the same machine took with its own storage.</param>
    public static async Task<BenchRow> RunAsync(string folder, BenchScale scale, double callsPerSecond, TimeSpan lasting, CancellationToken cancellation)
    {
        var street = scale with { Accounts = Math.Min(scale.Accounts, MostAccounts), Giant = 0 };
        using var files = new FileDevice(Path.Combine(folder, "slow"));
        var device = new SlowDevice(files, PlatformHost.Time);
#pragma warning disable CA2000 // The engine owns the journal and disposes it.
        var journal = SegmentJournal.Open(device, new SegmentJournalOptions());
#pragma warning restore CA2000
        await using var engine = await MarginEngine.StartAsync(journal, new HostOptions().Engine, PlatformHost.Time, cancellation);
        var bench = new BenchStreet(engine, PlatformHost.Time, street);
        await bench.PrepareAsync(cancellation);
        await bench.OpenAccountsAsync(cancellation);
        await new FigureWatch(engine).UntilSeenAsync(street.Accounts, 0, cancellation);
        // Idle is a platform that has worked and has nothing to do: what its accounts have been told by then is no cost of slow storage.
        var (_, warm) = await new Overload(bench, street).SendAsync(callsPerSecond, Warming, cancellation);
        await warm;
        var idle = Held();

        device.Delay = Slow;
        var overload = new Overload(bench, street);
        var sending = SendAsync();
        var most = idle;
        while (!sending.IsCompleted)
        {
            most = Math.Max(most, Held());
            await Task.WhenAny(sending, Task.Delay(Slow, PlatformHost.Time, cancellation));
        }

        var sent = await sending;
        // Its end is no part of what is measured.
        device.Delay = TimeSpan.Zero;
        return new BenchRow(
            "memory while storage answers every 500 ms", $"{street.Accounts} accounts × {street.Positions} positions, {callsPerSecond:N0} calls/s of {Writers.UpdatesPerCall} updates",
            most / MiB, "MiB", "≤ 1.5 × idle", most / (double)idle, "the same when nothing happens")
        {
            Counts = new Dictionary<string, long>(overload.Became) { ["sent"] = sent },
        };

        // What a collection leaves, and not what was allocated since: at these rates that is a hundred megabytes before anybody has read it.
        static long Held()
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
            var after = GC.GetGCMemoryInfo(GCKind.FullBlocking);
            return after.HeapSizeBytes - after.FragmentedBytes;
        }

        async Task<long> SendAsync()
        {
            var (count, answered) = await overload.SendAsync(callsPerSecond, lasting, cancellation);
            await answered;
            return count;
        }
    }
}
