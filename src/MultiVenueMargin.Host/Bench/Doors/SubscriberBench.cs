using System.Globalization;
using System.Runtime.CompilerServices;
using MultiVenueMargin.Client;

namespace MultiVenueMargin.Host.Bench.Doors;

/// <summary>
/// Many subscribers, each of one account that changes ten times a second: how late they are while everybody reads, and while a tenth as many more
/// ask for everything and take nothing; what those cost in memory, and whether they are cut.
/// </summary>
internal sealed class SubscriberBench(PlatformHost host, BenchStreet street, Uri door, CutLog cuts, DoorScale scale)
{
    private const int UpdatesPerSecond = 10;

    // Subscribers share accounts, so that it is the door that is measured and not the engine behind it.
    private const int MostAccounts = 100;
    private const double MiB = 1 << 20;

    private static readonly TimeSpan GivesUp = TimeSpan.FromSeconds(60);

    // Beyond that a reader that takes nothing counts as one that was not cut.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(20);

    private static TimeProvider Time => PlatformHost.Time;

    private int Accounts => Math.Min(MostAccounts, Math.Min(scale.Accounts, scale.Subscribers));

    private int Idle => Math.Max(1, scale.Subscribers / 10);

    public async IAsyncEnumerable<BenchRow> RunAsync(TimeSpan perPhase, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var client = DoorBench.Open(door);
        await using var idleClient = DoorBench.Open(door);
        var logs = new List<UpdateLog>();
        for (var number = 0; number < Accounts; number++)
        {
            logs.Add(new UpdateLog((await host.Engine.AccountAsync(BenchStreet.AccountOf(number), cancellation))!.Version));
        }

        var nobody = Memory();
        var subscribers = Enumerable.Range(0, scale.Subscribers).Select(each => new Subscriber(client.Margin, each % Accounts, logs[each % Accounts])).ToList();
        var watching = subscribers.ConvertAll(each => each.RunAsync(enough.Token));
        await Task.WhenAll(subscribers.Select(each => each.Began)).WaitAsync(GivesUp, Time, cancellation);
        var everybody = Memory();
        var pace = new UpdatePace(street, scale, logs, UpdatesPerSecond);

        // What runs for the first time is compiled first, and would count as late.
        await pace.RunAsync(client, perPhase, cancellation);
        await SettledAsync(subscribers, cancellation);
        var before = ProcessCost.Now;
        var told = await pace.RunAsync(client, perPhase, cancellation);
        var calm = await SettledAsync(subscribers, cancellation);
        var cost = ProcessCost.Now - before;
        var size = string.Create(CultureInfo.InvariantCulture, $"{scale.Subscribers} subscribers of {Accounts} accounts × {scale.Positions} positions, {UpdatesPerSecond} updates/s each");
        yield return Heard("delay of subscribers, all reading, p50", size, calm.Median, null, calm, told);
        yield return Heard("delay of subscribers, all reading, p99", size, calm.P99, null, calm, told);
        yield return new BenchRow("processor time per update heard of, both ends", size, cost.Cpu.TotalMicroseconds / calm.Count, "µs");

        var idle = Enumerable.Range(0, Idle).Select(_ => new IdleReader(idleClient.Margin, enough.Token)).ToList();
        await Task.WhenAll(idle.Select(each => each.Began)).WaitAsync(GivesUp, Time, cancellation);
        var opened = Time.GetTimestamp();
        // Memory is looked at while they are still there.
        told = await pace.RunAsync(client, TimeSpan.FromTicks(Math.Min(perPhase.Ticks, scale.CutAfter.Ticks * 3 / 4)), cancellation);
        var stuck = Memory();
        var beside = await SettledAsync(subscribers, cancellation);
        size = string.Create(CultureInfo.InvariantCulture, $"{size}, {Idle} more of everything that take nothing");
        yield return Heard("delay of the others, p50", size, beside.Median, calm.Median, beside, told);
        yield return Heard("delay of the others, p99", size, beside.P99, calm.P99, beside, told) with { Goal = "≤ 50 ms, ≤ 1.2 × all reading" };

        // They fall behind when the machine has sent them more than a window, which a busy one takes its time for.
        while (cuts.Count < Idle && Time.GetElapsedTime(opened) < scale.CutAfter + Late)
        {
            await pace.RunAsync(client, TimeSpan.FromSeconds(1), cancellation);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Late);
        var ends = await Task.WhenAll(idle.Select(each => each.EndAsync(patience.Token)));
        idle.ForEach(each => each.Dispose());
        var cut = ends.Count(end => end.IsCut);
        yield return new BenchRow("those that took nothing and were cut", string.Create(CultureInfo.InvariantCulture, $"{Idle}, after {scale.CutAfter.TotalSeconds} s"), cut / (double)Idle, "share", "all, with a cursor")
        {
            Counts = new Dictionary<string, long> { ["opened"] = Idle, ["cut"] = cut, ["with a cursor"] = ends.Count(end => end.HasCursor) },
        };

        await SettledAsync(subscribers, cancellation);
        var gone = Memory();
        await enough.CancelAsync();
        await Task.WhenAll(watching);
        yield return new BenchRow("memory per subscriber, both ends", size, (everybody - nobody) / scale.Subscribers / 1_024, "KiB");
        yield return new BenchRow("memory beyond that while they take nothing, both ends", size, (stuck - everybody) / MiB, "MiB", "≤ 256 MiB");
        yield return new BenchRow("memory beyond that once they are cut", size, (gone - everybody) / MiB, "MiB", "≈ 0");
    }

    private static double Memory() => GC.GetTotalMemory(forceFullCollection: true);

    private static BenchRow Heard(string name, string size, double value, double? calm, Quantiles all, long told) => new(
        name, size, value, "ms", null, value / calm, calm is null ? null : "all reading")
    {
        Counts = new Dictionary<string, long> { ["told"] = told, ["heard of"] = all.Count },
    };

    /// <summary>When everybody has heard of everything: what never came would otherwise count as never late.</summary>
    private static async Task<Quantiles> SettledAsync(List<Subscriber> subscribers, CancellationToken cancellation)
    {
        var began = Time.GetTimestamp();
        while (!subscribers.TrueForAll(each => each.IsUpToDate))
        {
            if (Time.GetElapsedTime(began) > GivesUp)
            {
                throw new InvalidOperationException("Subscribers did not hear of everything.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), Time, cancellation);
        }

        return Quantiles.Of([.. subscribers.SelectMany(each => each.TakeDelays())]);
    }
}
