using System.Globalization;
using System.Runtime.CompilerServices;
using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Host.Bench;

/// <summary>
/// Measurements of the embedded engine on this machine and this disk (MARGIN §9, its engine rows, and what a hot account, overload and slow storage
/// cost). Figures of a shared machine say little by themselves, so each stands beside what bounds it, measured in the same run.
/// </summary>
public sealed class EngineBench(string folder, TimeSpan perPhase, BenchScale scale)
{
    /// <summary>That send at the same time; there are at least as many accounts.</summary>
    public const int FewestAccounts = Writers.Count;

    // The scenarios of the house grid, as the goal counts them, each a double.
    private const double BytesPerPosition = 64 * sizeof(double);

    private const double KiB = 1_024;
    private const int TimesTheRate = 5;
    private const int OverloadAttempts = 3;
    private const string Core = "one core that takes and encodes, no journal, no margin";
    private const string Sync = "one bare sync";

    private long _overloaded;

    private static TimeProvider Time => PlatformHost.Time;

    private string Street => $"{scale.Accounts} accounts × {scale.Positions} positions";

    /// <summary>On what it runs.</summary>
    public BenchMachine Machine => BenchMachine.Of(folder);

    public async IAsyncEnumerable<BenchRow> RunAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var limits = BareLimits.Measure(folder, perPhase, scale.Positions);
        yield return new BenchRow("limit: write and sync, one after the other", "512 bytes", limits.SyncsPerSecond, "syncs/s");
        yield return new BenchRow("limit: memory read in order by one core", "64 MiB", limits.BytesPerSecond / 1e9, "GB/s");
        yield return new BenchRow("limit: one core that takes and encodes updates", $"one account × {scale.Positions} positions", limits.UpdatesPerSecond, "updates/s");

        var data = new DataFolder(Path.Combine(folder, "data"));
        long records;
        var perSecond = 0d;
        Writers writers;
        await using (var host = await PlatformHost.StartAsync(data, Options, cancellation))
        {
            var street = new BenchStreet(host.Engine, Time, scale);
            writers = new Writers(street, scale);
            await foreach (var row in SteadyAsync(host, street, writers, limits, cancellation))
            {
                perSecond = row.Name == IngestName ? row.Value : perSecond;
                yield return row;
            }

            await foreach (var row in CrowdedAsync(host, street, writers, perSecond, cancellation))
            {
                yield return row;
            }

            await writers.SendAsync(() => writers.Updates < scale.Updates, cancellation);
            records = host.Journal.Heads().Sum(head => head.Version);
            // It ends as a crash does: no state is written down beyond what was on the way.
        }

        yield return await SlowStorageBench.RunAsync(folder, scale, perSecond / Writers.UpdatesPerCall, perPhase, cancellation);
        await using var again = await PlatformHost.StartAsync(data, new HostOptions(), cancellation);
        var journal = string.Create(CultureInfo.InvariantCulture, $"{writers.Updates + _overloaded:N0} updates in {records:N0} records, {Street}");
        yield return new BenchRow(
            "restart after a crash", journal, again.Recovered.Took.TotalSeconds, "s", "≤ 10 s at 1 000 × 200 and 5 M updates",
            again.Recovered.Took / again.Recovered.Checking, "reading and checking every entry");
        yield return new BenchRow("of which reading and checking every entry", journal, again.Recovered.Checking.TotalSeconds, "s");
    }

    private static HostOptions Options
    {
        get
        {
            var usual = new HostOptions();
            return usual with { Engine = usual.Engine with { Live = usual.Engine.Live with { WatchFor = WatchFor } } };
        }
    }

    private const string IngestName = "durable ingest";

    private async IAsyncEnumerable<BenchRow> SteadyAsync(
        PlatformHost host, BenchStreet street, Writers writers, BareLimits limits, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await street.PrepareAsync(cancellation);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await street.OpenAccountsAsync(cancellation);
        var watch = new FigureWatch(host.Engine);
        await watch.UntilSeenAsync(scale.Accounts, position: 0, cancellation);
        await Task.Delay(UnwatchedAfter, Time, cancellation);
        var perAccount = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)scale.Accounts;
        yield return new BenchRow(
            "memory per account, all that is held for it", Street, perAccount / KiB, "KiB", "≤ 2 KiB for its hot part at 50 positions",
            perAccount / (BytesPerFact * scale.Positions), "its positions as bare numbers");

        var (allocated, began) = (GC.GetTotalAllocatedBytes(precise: true), Time.GetTimestamp());
        var updates = await writers.SendAsync(() => Time.GetElapsedTime(began) < perPhase, cancellation);
        var perSecond = updates / Time.GetElapsedTime(began).TotalSeconds;
        var calls = $"{Street}, {Writers.Count} writers, {Writers.UpdatesPerCall} updates a call";
        yield return new BenchRow(IngestName, calls, perSecond, "updates/s", "≥ 500 000/s at 20 000 accounts", perSecond / limits.UpdatesPerSecond, Core)
        {
            Counts = new Dictionary<string, long> { ["acknowledged"] = updates },
        };
        var perUpdate = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)updates;
        yield return new BenchRow(
            "allocated per update, the sender's part included", calls, perUpdate, "bytes", "0 in steady state", perUpdate / limits.AllocatedPerUpdate, Core);

        var paced = await writers.OfferAsync(perPhase, cancellation);
        yield return new BenchRow("to durable at a kept rate, p50", Rate(paced), paced.Median, "ms", "≤ 0.5 ms at 100 000/s", paced.Median / limits.SyncMs, Sync);
        yield return new BenchRow("to durable at a kept rate, p99", Rate(paced), paced.P99, "ms", "≤ 4 ms at 100 000/s", paced.P99 / limits.SyncMs, Sync);

        var streamed = await StreamAsync(host, writers, number => 1 + (number % (scale.Accounts - 1)), cancellation);
        yield return new BenchRow("update to margin to stream, p50", One(streamed), streamed.Median, "ms", "≤ 5 ms", streamed.Median / limits.SyncMs, Sync);
        yield return new BenchRow("update to margin to stream, p99", One(streamed), streamed.P99, "ms", "≤ 50 ms", streamed.P99 / limits.SyncMs, Sync);

        var (all, worst) = await TickAsync(host, street, cancellation);
        var scanned = scale.Accounts * scale.Positions * BytesPerPosition / limits.BytesPerSecond * 1_000;
        yield return new BenchRow(
            "tick of one underlying, from durable to the last account margined, p50", $"{Street}, {all.Count} ticks", all.Median, "ms", "≤ 200 ms at 100 000 × 50",
            all.Median / scanned, "reading 64 scenarios of every position once");
        yield return new BenchRow(
            "of which until somebody has the figures of the worst account, p50", $"{Street}, {worst.Count} ticks", worst.Median, "ms", "worst first",
            worst.Median / all.Median, "the last account");
        var shown = await ShownTickAsync(host, street, watch, cancellation);
        yield return new BenchRow(
            "until somebody who reads all has the figures of all, p50", $"{Street}, {shown.Count} ticks", shown.Median, "ms", "", shown.Median / all.Median, "the last account margined");
    }

    private async IAsyncEnumerable<BenchRow> CrowdedAsync(
        PlatformHost host, BenchStreet street, Writers writers, double perSecond, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var calm = await writers.OfferAsync(perPhase, cancellation);
        yield return new BenchRow("others beside a calm account, p99", Rate(calm), calm.P99, "ms");
        using (var cooled = new CancellationTokenSource())
        {
            var hot = Task.Run(() => writers.HeatAsync(cooled.Token), cancellation);
            var beside = await writers.OfferAsync(perPhase, cancellation);
            await cooled.CancelAsync();
            yield return new BenchRow(
                "others beside an account with ten times the updates of all of them, p99", Rate(beside), beside.P99, "ms", "≤ 2 ×", beside.P99 / calm.P99, "beside a calm account")
            {
                Counts = new Dictionary<string, long> { ["of others"] = beside.Count, ["of the hot account"] = await hot },
            };
        }

        if (scale.Giant > 0)
        {
            await street.OpenGiantAsync(cancellation);
            await FigureWatch.UntilBeyondAsync(host.Engine, BenchStreet.AccountOf(street.Giant), version: 0, cancellation);
            await Task.Delay(UnwatchedAfter, Time, cancellation);
            using (var still = new CancellationTokenSource())
            {
                var updated = Task.Run(() => writers.TouchAsync(street.Giant, GiantEvery, still.Token), cancellation);
                var unwatched = await writers.OfferAsync(perPhase, cancellation);
                await still.CancelAsync();
                yield return new BenchRow(
                    "others beside a giant that is updated, p99", Rate(unwatched), unwatched.P99, "ms", "≤ 2 × at 100 000", unwatched.P99 / calm.P99, "beside a calm account")
                {
                    Counts = new Dictionary<string, long> { ["positions of the giant"] = scale.Giant, ["its updates"] = await updated },
                };
            }

            var giant = StreamAsync(host, writers, _ => street.Giant, cancellation);
            var beside = await writers.OfferAsync(perPhase, cancellation);
            var looked = await giant;
            var size = string.Create(CultureInfo.InvariantCulture, $"one account × {scale.Giant} positions, {looked.Count} updates");
            yield return new BenchRow("update to margin to stream of a giant, p50", size, looked.Median, "ms", "≤ 60 ms of margin at 10 000");
            yield return new BenchRow("others beside that giant while somebody watches it, p99", Rate(beside), beside.P99, "ms", "", beside.P99 / calm.P99, "beside a calm account");
        }

        // Writers that wait for every answer sustain less than what is taken when nobody waits; what was then taken is the rate that is exceeded.
        Overload overload;
        double calls;
        long sent;
        TimeSpan back;
        IReadOnlyDictionary<string, long> became;
        for (var (sustained, attempt) = (perSecond / Writers.UpdatesPerCall, 1); ; attempt++)
        {
            overload = new Overload(street, scale);
            calls = TimesTheRate * sustained;
            var began = Time.GetTimestamp();
            (sent, var answered) = await overload.SendAsync(calls, perPhase, cancellation);
            back = await overload.UntilCalmAsync(2 * calm.P99, cancellation);
            await answered;
            became = overload.Became;
            var acknowledged = became.GetValueOrDefault(Overload.Acknowledged);
            _overloaded += acknowledged * Writers.UpdatesPerCall;
            if (acknowledged < sent || attempt == OverloadAttempts)
            {
                break;
            }

            sustained = Math.Max(sustained, acknowledged / Time.GetElapsedTime(began).TotalSeconds);
        }

        var load = string.Create(CultureInfo.InvariantCulture, $"{calls:N0} calls/s of {Writers.UpdatesPerCall} updates wanted, {Street}");
        yield return new BenchRow(
            "overload of five times what is taken, shed by name", load, 1 - (became.GetValueOrDefault(Overload.Acknowledged) / (double)sent), "share", "the rest, all by name")
        {
            Counts = new Dictionary<string, long>(became) { ["sent"] = sent },
        };
        yield return new BenchRow("from its end until fifty calls in a row are within twice the calm p99", Street, back.TotalSeconds, "s", "≤ 10 s");
        await overload.ResyncAsync(cancellation);
    }

    // Phases follow each other, and who read figures in one is not to count as a watcher in the next.
    private static readonly TimeSpan WatchFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UnwatchedAfter = 1.1 * WatchFor;
    private static readonly TimeSpan GiantEvery = TimeSpan.FromMilliseconds(100);

    // An instrument, a quantity and a price.
    private const double BytesPerFact = sizeof(long) + (2 * sizeof(decimal));

    private string Rate(Quantiles times) => string.Create(CultureInfo.InvariantCulture, $"{scale.PerSecond} updates/s offered, {times.Count} sent, {Street}");

    private string One(Quantiles times) => string.Create(CultureInfo.InvariantCulture, $"one after the other, {times.Count} sent, {Street}");

    private async Task<Quantiles> StreamAsync(PlatformHost host, Writers writers, Func<int, int> next, CancellationToken cancellation)
    {
        var began = Time.GetTimestamp();
        var times = new List<double>();
        while (Time.GetElapsedTime(began) < perPhase)
        {
            var number = next(times.Count);
            var account = BenchStreet.AccountOf(number);
            var version = (await host.Engine.AccountAsync(account, cancellation))!.Version;
            var at = Time.GetTimestamp();
            await writers.UpdateAsync(number, 1, cancellation);
            await FigureWatch.UntilBeyondAsync(host.Engine, account, version, cancellation);
            times.Add(Time.GetElapsedTime(at).TotalMilliseconds);
        }

        return Quantiles.Of(times);
    }

    /// <summary>Nobody but one who names the account that stands worst wants to see figures: the others are margined, and decided about.</summary>
    private async Task<(Quantiles All, Quantiles Worst)> TickAsync(PlatformHost host, BenchStreet street, CancellationToken cancellation)
    {
        var began = Time.GetTimestamp();
        var (all, worst) = (new List<double>(), new List<double>());
        for (var i = 1; Time.GetElapsedTime(began) < perPhase; i++)
        {
            var (position, at) = await NewTickAsync(host, street, i, cancellation);
            var seen = FigureWatch.UntilAtAsync(host.Engine, BenchStreet.AccountOf(BenchStreet.Worst), position, cancellation);
            while (host.Engine.MarginedThrough < position)
            {
                await Task.Yield();
            }

            all.Add(Time.GetElapsedTime(at).TotalMilliseconds);
            worst.Add(Time.GetElapsedTime(at, await seen).TotalMilliseconds);
        }

        return (Quantiles.Of(all), Quantiles.Of(worst));
    }

    private async Task<Quantiles> ShownTickAsync(PlatformHost host, BenchStreet street, FigureWatch watch, CancellationToken cancellation)
    {
        var began = Time.GetTimestamp();
        var times = new List<double>();
        for (var i = 1; Time.GetElapsedTime(began) < perPhase; i++)
        {
            var (position, at) = await NewTickAsync(host, street, -i, cancellation);
            await watch.UntilSeenAsync(scale.Accounts, position, cancellation);
            times.Add(Time.GetElapsedTime(at).TotalMilliseconds);
        }

        return Quantiles.Of(times);
    }

    /// <summary>Another price, and when it was durable.</summary>
    private static async Task<(long Position, long At)> NewTickAsync(PlatformHost host, BenchStreet street, int number, CancellationToken cancellation)
    {
        var position = host.Journal.LastPositionOf(StreamId.MarketPartition) + 1;
        await street.PublishAsync(100_000m + number, cancellation);
        while (host.Journal.LastPositionOf(StreamId.MarketPartition) < position)
        {
            await Task.Yield();
        }

        return (position, Time.GetTimestamp());
    }
}
