using System.Globalization;
using System.Runtime.CompilerServices;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Journal.Devices;

namespace MultiVenueMargin.Host.Bench;

/// <summary>
/// First measurements of the embedded engine on this machine and this disk (MARGIN §9). Figures of a shared machine say little by themselves; each that
/// the disk bounds is also told against the bare disk in the same run.
/// </summary>
public sealed class EngineBench(string folder, TimeSpan perPhase, BenchScale scale)
{
    private const int UpdatesPerCall = 64;

    /// <summary>That send at the same time; there are at least as many accounts.</summary>
    public const int Writers = 32;

    private const int OfferedPerSecond = 1_000;

    private long _updates;

    private int Accounts => scale.Accounts;

    private static TimeProvider Time => PlatformHost.Time;

    public async IAsyncEnumerable<BenchRow> RunAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var (syncs, syncMs) = BareSyncs();
        yield return new BenchRow("bare disk: write of 512 bytes and fdatasync, one after the other", syncs, "syncs/s", null);

        var data = new DataFolder(Path.Combine(folder, "data"));
        long records;
        await using (var host = await PlatformHost.StartAsync(data, new HostOptions(), cancellation))
        {
            var street = new BenchStreet(host.Engine, Time, Accounts, scale.Positions);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            await street.OpenAsync(cancellation);
            await UntilSeenAsync(host, position: 0, cancellation);
            yield return Row("memory per account, everything held for it", (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Accounts / 1_024, "KiB");

            var rate = await IngestAsync(street, cancellation);
            yield return Row($"durable ingest, {Writers} writers, {UpdatesPerCall} updates a call", rate, "updates/s", rate / syncs);

            var latencies = await OfferAsync(street, cancellation);
            yield return Row($"to durable at {OfferedPerSecond} updates/s offered, p50", At(latencies, 0.50), "ms", At(latencies, 0.50) / syncMs);
            yield return Row("to durable at the same, p99", At(latencies, 0.99), "ms", At(latencies, 0.99) / syncMs);

            var streamed = await StreamAsync(host, street, cancellation);
            yield return Row("update to margin to stream, p50", At(streamed, 0.50), "ms", At(streamed, 0.50) / syncMs);
            yield return Row("update to margin to stream, p99", At(streamed, 0.99), "ms", At(streamed, 0.99) / syncMs);

            var ticks = await TickAsync(host, street, cancellation);
            yield return Row("tick of one underlying, quoted to all accounts margined (publishing waits up to 250 ms)", At(ticks, 0.50), "ms");
            await FillAsync(street, cancellation);
            records = host.Journal.Heads().Sum(head => head.Version);
            // It ends as a crash does: no state is written down beyond what was on the way.
        }

        await using var again = await PlatformHost.StartAsync(data, new HostOptions(), cancellation);
        yield return Row(
            string.Create(CultureInfo.InvariantCulture, $"restart after a crash, {_updates:N0} updates in {records:N0} records"), again.Recovered.Took.TotalMilliseconds, "ms");
        yield return Row("of which reading and checking every entry", again.Recovered.Checking.TotalMilliseconds, "ms");
    }

    private BenchRow Row(string name, double value, string unit, double? ratio = null) =>
        new($"{name} ({Accounts} accounts × {scale.Positions} positions)", value, unit, ratio);

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];

    private (double PerSecond, double MedianMs) BareSyncs()
    {
        using var device = new FileDevice(Path.Combine(folder, "bare"));
        device.Create("file", 1 << 20);
        var bytes = new byte[512];
        var completions = new List<DeviceCompletion>();
        var times = new List<double>();
        var began = Time.GetTimestamp();
        while (Time.GetElapsedTime(began) < perPhase)
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

        var perSecond = times.Count / Time.GetElapsedTime(began).TotalSeconds;
        times.Sort();
        return (perSecond, At(times, 0.5));
    }

    /// <summary>Each writer has accounts of its own and sends the next call when the last is acknowledged.</summary>
    private async Task<double> IngestAsync(BenchStreet street, CancellationToken cancellation)
    {
        var began = Time.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
            async () =>
            {
                var count = 0L;
                for (var i = 0; Time.GetElapsedTime(began) < perPhase; i++)
                {
                    count += await UpdateAsync(street, AccountFor(writer, i), UpdatesPerCall, cancellation);
                }

                return count;
            },
            cancellation)));
        return counts.Sum() / Time.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Goes on until the journal holds as many updates as are wanted, spread over all accounts.</summary>
    private async Task FillAsync(BenchStreet street, CancellationToken cancellation) => await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
        async () =>
        {
            for (var i = 0; Interlocked.Read(ref _updates) < scale.Updates; i++)
            {
                await UpdateAsync(street, AccountFor(writer, i), UpdatesPerCall, cancellation);
            }
        },
        cancellation)));

    /// <summary>An account of a writer's own, so that two never number updates of one.</summary>
    private int AccountFor(int writer, int turn) => writer + (turn % ((Accounts - writer + Writers - 1) / Writers) * Writers);

    private async Task<int> UpdateAsync(BenchStreet street, int account, int updates, CancellationToken cancellation)
    {
        var taken = await street.UpdateAsync(account, updates, cancellation);
        Interlocked.Add(ref _updates, taken);
        return taken;
    }

    /// <summary>Updates are sent when their time has come, whether earlier ones were answered or not; the time that one waited for its turn counts.</summary>
    private async Task<List<double>> OfferAsync(BenchStreet street, CancellationToken cancellation)
    {
        var began = Time.GetTimestamp();
        var total = (int)(OfferedPerSecond * perPhase.TotalSeconds);
        var pending = new List<Task<double>>(total);
        var last = new Task[Accounts];
        Array.Fill(last, Task.CompletedTask);
        for (var i = 0; i < total; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / OfferedPerSecond);
            while (Time.GetElapsedTime(began) < due)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), Time, cancellation);
            }

            var number = i % Accounts;
            var sent = SendAsync(number, last[number], due);
            last[number] = sent;
            pending.Add(sent);
        }

        List<double> latencies = [.. await Task.WhenAll(pending)];
        latencies.Sort();
        return latencies;

        async Task<double> SendAsync(int number, Task before, TimeSpan due)
        {
            await before;
            await UpdateAsync(street, number, 1, cancellation);
            return (Time.GetElapsedTime(began) - due).TotalMilliseconds;
        }
    }

    private async Task<List<double>> StreamAsync(PlatformHost host, BenchStreet street, CancellationToken cancellation)
    {
        var began = Time.GetTimestamp();
        var times = new List<double>();
        for (var i = 0; Time.GetElapsedTime(began) < perPhase; i++)
        {
            var number = i % Accounts;
            var mark = (await host.Engine.ReadFiguresAsync(FigureMark.Beginning, [BenchStreet.AccountOf(number)], 1, cancellation)).Next;
            var version = (await host.Engine.AccountAsync(BenchStreet.AccountOf(number), cancellation))!.Version;
            var at = Time.GetTimestamp();
            await UpdateAsync(street, number, 1, cancellation);
            while ((await host.Engine.ReadFiguresAsync(FigureMark.Beginning, [BenchStreet.AccountOf(number)], 1, cancellation)).Figures is not [{ } figures] || figures.Version <= version)
            {
                await host.Engine.WaitFiguresAsync(mark, cancellation);
            }

            times.Add(Time.GetElapsedTime(at).TotalMilliseconds);
        }

        times.Sort();
        return times;
    }

    private async Task<List<double>> TickAsync(PlatformHost host, BenchStreet street, CancellationToken cancellation)
    {
        var began = Time.GetTimestamp();
        var times = new List<double>();
        for (var i = 1; Time.GetElapsedTime(began) < perPhase; i++)
        {
            var position = host.Journal.LastPositionOf(StreamId.MarketPartition) + 1;
            var at = Time.GetTimestamp();
            await street.PublishAsync(100_000m + i, cancellation);
            await UntilSeenAsync(host, position, cancellation);
            times.Add(Time.GetElapsedTime(at).TotalMilliseconds);
        }

        times.Sort();
        return times;
    }

    /// <summary>Until the figures of every account are of a market at or beyond a position.</summary>
    private async Task UntilSeenAsync(PlatformHost host, long position, CancellationToken cancellation)
    {
        while (true)
        {
            var page = await host.Engine.ReadFiguresAsync(FigureMark.Beginning, null, Accounts, cancellation);
            if (page.Figures.Count == Accounts && page.Figures.All(figures => figures.Market.Position >= position))
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), Time, cancellation);
        }
    }
}
