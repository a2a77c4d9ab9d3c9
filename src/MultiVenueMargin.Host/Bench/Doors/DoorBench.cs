using System.Globalization;
using System.Runtime.CompilerServices;
using MultiVenueMargin.Client;
using MultiVenueMargin.Gateway;
using MultiVenueMargin.Host.Serving;

namespace MultiVenueMargin.Host.Bench.Doors;

/// <summary>
/// Measurements of the front door (MARGIN §9, its door rows) over loopback, each beside what bounds it in the same run. Who calls and who answers are
/// one process: both have to share the cores of one machine anyway, and so what is allocated can be counted. It counts both.
/// </summary>
public sealed class DoorBench(string folder, TimeSpan perPhase, DoorScale scale)
{
    private const string Bare = "the slower of a bare stream and the engine";

    private static TimeProvider Time => PlatformHost.Time;

    private string Street => string.Create(CultureInfo.InvariantCulture, $"{scale.Accounts} accounts × {scale.Positions} positions");

    /// <summary>On what it runs.</summary>
    public BenchMachine Machine => BenchMachine.Of(folder);

    public async IAsyncEnumerable<BenchRow> RunAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        await using var host = await PlatformHost.StartAsync(new DataFolder(Path.Combine(folder, "data")), new HostOptions(), cancellation);
        var street = new BenchStreet(host.Engine, Time, scale.Street);
        await street.PrepareAsync(cancellation);
        await street.OpenAccountsAsync(cancellation);
        await street.OpenGiantAsync(cancellation);
        await new FigureWatch(host.Engine).UntilSeenAsync(scale.Accounts + 1, position: 0, cancellation);

        var cuts = new CutLog();
        await using var door = await OpenDoor.OpenAsync(host.Engine, 0, new DoorLimits { WriteWithin = scale.CutAfter }, Time, cuts, cancellation);
        await using var bare = await BareDoor.OpenAsync(cancellation);
        await using var client = Open(door.Address);
        await using var bareClient = Open(bare.Address);
        var questions = new QuestionBench(host, bare, bareClient, client, perPhase, scale);
        await foreach (var row in questions.RunAsync(cancellation))
        {
            yield return row;
        }

        foreach (var perMessage in (int[])[64, 1])
        {
            await foreach (var row in StreamInAsync(host, street, bareClient, client, perMessage, cancellation))
            {
                yield return row;
            }
        }

        await foreach (var row in new SubscriberBench(host, street, door.Address, cuts, scale).RunAsync(perPhase, cancellation))
        {
            yield return row;
        }
    }

    internal static MarginClient Open(Uri address) => MarginClient.Open(address, new MarginClientOptions { Clock = Time, JitterSeed = 1 });

    private async IAsyncEnumerable<BenchRow> StreamInAsync(
        PlatformHost host, BenchStreet street, MarginClient bareClient, MarginClient client, int perMessage, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var flood = new FeedFlood(street, scale, perMessage);
        // Numbers that nobody checks: those that the bare stream is told are not taken from the platform's accounts.
        var bareFlood = new FeedFlood(new BenchStreet(host.Engine, Time, scale.Street), scale, perMessage);
        var bare = await Flow.BestAsync(scale.Runs, () => bareFlood.RunAsync(bareClient.Feeds, perPhase, cancellation));
        var engine = await Flow.BestAsync(scale.Runs, () => flood.RunAsync(host.Engine, perPhase, cancellation));
        var door = await Flow.BestAsync(scale.Runs, () => flood.RunAsync(client.Feeds, perPhase, cancellation));
        var bytes = await BareJournal.RecordBytesAsync(host.Journal, number: 0, cancellation);
        var commits = await BareJournal.CommitsPerSecondAsync(Path.Combine(folder, $"bare-{perMessage}"), perPhase, bytes);

        var (flush, size) = ($"{perMessage} a flush", $"{Street}, {perMessage} updates a message and flush");
        yield return new BenchRow($"limit: stream in, {flush}, nothing behind it", size, bare.PerSecond, "updates/s");
        yield return new BenchRow($"limit: the journal alone, {flush}", $"commits of {bytes} bytes", commits * perMessage, "updates/s");
        yield return new BenchRow($"limit: the engine in process, {flush}", size, engine.PerSecond, "updates/s");
        yield return new BenchRow(
            $"stream in, {flush}, durable", size, door.PerSecond, "updates/s", perMessage == 1 ? "≥ 60 000/s" : "≥ 300 000/s",
            door.PerSecond / Math.Min(bare.PerSecond, engine.PerSecond), Bare)
        {
            Counts = new Dictionary<string, long> { ["acknowledged in the best run"] = door.Count },
        };
        yield return new BenchRow(
            $"processor time per update, {flush}, both ends", size, door.CpuMicrosecondsEach, "µs", null, door.CpuMicrosecondsEach / engine.CpuMicrosecondsEach, "the engine in process")
        {
            Counts = new Dictionary<string, long>
            {
                ["ns with nothing behind it"] = (long)(bare.CpuMicrosecondsEach * 1_000),
                ["ns of the engine in process"] = (long)(engine.CpuMicrosecondsEach * 1_000),
            },
        };
        yield return new BenchRow($"allocated per update, {flush}, both ends", size, door.BytesEach, "bytes", "0 in steady state", door.BytesEach / engine.BytesEach, "the engine in process");
    }
}
