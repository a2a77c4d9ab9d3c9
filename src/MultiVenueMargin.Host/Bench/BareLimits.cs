using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Journal.Devices;

namespace MultiVenueMargin.Host.Bench;

/// <summary>What bounds the engine on this machine, measured without it in the same run: a ratio travels between machines, a figure does not.</summary>
/// <param name="SyncsPerSecond">Of 512 bytes and fdatasync, one after the other.</param>
/// <param name="BytesPerSecond">That one core reads of memory in order.</param>
/// <param name="UpdatesPerSecond">That one core takes and writes as records, with neither journal nor margin.</param>
/// <param name="AllocatedPerUpdate">Bytes, by the same.</param>
internal sealed record BareLimits(double SyncsPerSecond, double SyncMs, double BytesPerSecond, double UpdatesPerSecond, double AllocatedPerUpdate)
{
    private const int Block = 64 << 20;
    private const int FramesPerTurn = 64;

    private static TimeProvider Time => PlatformHost.Time;

    public static BareLimits Measure(string folder, TimeSpan each, int positions)
    {
        var (syncs, syncMs) = Syncs(folder, each);
        var (updates, allocated) = Core(each, positions);
        return new BareLimits(syncs, syncMs, Memory(each), updates, allocated);
    }

    private static (double PerSecond, double MedianMs) Syncs(string folder, TimeSpan each)
    {
        using var device = new FileDevice(Path.Combine(folder, "bare"));
        device.Create("file", 1 << 20);
        var bytes = new byte[512];
        var completions = new List<DeviceCompletion>();
        var times = new List<double>();
        var began = Time.GetTimestamp();
        while (Time.GetElapsedTime(began) < each)
        {
            var at = Time.GetTimestamp();
            device.SubmitWrite("file", times.Count % 2_048 * 512L, bytes);
            var sync = device.SubmitSync("file");
            completions.Clear();
            while (completions.All(completion => completion.Submission != sync))
            {
                device.Poll(completions);
                Thread.Yield();
            }

            times.Add(Time.GetElapsedTime(at).TotalMilliseconds);
        }

        return (times.Count / Time.GetElapsedTime(began).TotalSeconds, Quantiles.Of(times).Median);
    }

    /// <summary>The best of all passes: what else the machine does is no property of its memory.</summary>
    private static double Memory(TimeSpan each)
    {
        var block = new long[Block / sizeof(long)];
        Array.Fill(block, 1);
        var best = 0d;
        var began = Time.GetTimestamp();
        while (Time.GetElapsedTime(began) < each)
        {
            var at = Time.GetTimestamp();
            var sum = System.Numerics.Vector<long>.Zero;
            var vectors = System.Runtime.InteropServices.MemoryMarshal.Cast<long, System.Numerics.Vector<long>>(block);
            for (var i = 0; i < vectors.Length; i++)
            {
                sum += vectors[i];
            }

            // What is not used is not computed.
            best = System.Numerics.Vector.Sum(sum) == block.Length ? Math.Max(best, Block / Time.GetElapsedTime(at).TotalSeconds) : double.NaN;
        }

        return best;
    }

    private static (double PerSecond, double Allocated) Core(TimeSpan each, int positions)
    {
        var now = Time.GetUtcNow();
        var account = new Account(BenchStreet.AccountOf(0));
        var feed = BenchStreet.FeedOf(0);
        Take(new CommandInput(new OpenAccount(new AccountPolicy()) { Account = account.Id, Request = new RequestId("bare"), By = BenchStreet.Alice }));
        Take(new ClaimInput(feed, PoolId.Cross));
        Take(new FeedInput(feed, [BenchStreet.Snapshot(1, 0, BenchStreet.BookOf(positions, BenchStreet.Usual), now)]));

        var (taken, began, before) = (0L, Time.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        while (Time.GetElapsedTime(began) < each)
        {
            Take(new FeedInput(feed, BenchStreet.Deltas(1, taken, FramesPerTurn, positions, now)));
            taken += FramesPerTurn;
        }

        var (took, allocated) = (Time.GetElapsedTime(began).TotalSeconds, GC.GetAllocatedBytesForCurrentThread() - before);
        if (account.Version < taken / FramesPerTurn)
        {
            throw new InvalidOperationException("The bare core recorded less than it was told.");
        }

        return (taken / took, allocated / (double)taken);

        void Take(AccountInput input)
        {
            var turn = new Turn(account, new TurnContext(now, default, null));
            turn.Take(input);
            foreach (var record in turn.Records)
            {
                RecordCodec.BytesOf(record);
            }
        }
    }
}
