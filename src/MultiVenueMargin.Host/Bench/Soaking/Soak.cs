using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using MultiVenueMargin.Gateway;
using MultiVenueMargin.Host.Bench.Doors;
using MultiVenueMargin.Host.Serving;

namespace MultiVenueMargin.Host.Bench.Soaking;

/// <summary>
/// Keeps a platform and its door at work for long and looks at the process now and then (reliability L11): whether memory, handles or threads grow, and
/// whether anything fails that nobody looks at. Those who call are in the same process, so what they lose counts as well.
/// </summary>
public sealed class Soak(string folder, SoakPlan plan)
{
    private readonly SoakTally _tally = new();

    private static TimeProvider Time => PlatformHost.Time;

    /// <summary>On what it runs.</summary>
    public BenchMachine Machine => BenchMachine.Of(folder);

    /// <summary>The first call that failed, and the first exception that nobody looked at, in words; null where there was none.</summary>
    public (string? Failure, string? Unobserved) First { get; private set; }

    public static SoakVerdict Judge(IReadOnlyList<SoakSample> samples) => SoakJudge.Judge(samples);

    /// <summary>A look at every interval, the last one at the end.</summary>
    public async IAsyncEnumerable<SoakSample> RunAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var data = new DataFolder(Path.Combine(folder, "data"));
        await using var host = await PlatformHost.StartAsync(data, new HostOptions(), cancellation);
        var street = new BenchStreet(host.Engine, Time, plan.Street);
        await street.PrepareAsync(cancellation);
        await street.OpenAccountsAsync(cancellation);
        // Rules come into force a moment after they are approved; before that nothing can be said of margin.
        await new FigureWatch(host.Engine).UntilSeenAsync(plan.Accounts, position: 0, cancellation);
        await using var door = await OpenDoor.OpenAsync(host.Engine, 0, new DoorLimits(), Time, NullLogger.Instance, cancellation);

        using var look = new ProcessLook();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var loading = new SoakLoad(street, door.Address, plan, _tally).RunAsync(enough.Token);
        var began = Time.GetTimestamp();
        var looks = (int)Math.Ceiling(plan.Lasting / plan.Every);
        for (var i = 1; i <= looks; i++)
        {
            var due = i == looks ? plan.Lasting : plan.Every * i;
            if (due - Time.GetElapsedTime(began) is { Ticks: > 0 } left)
            {
                await Task.WhenAny(loading, Task.Delay(left, Time, cancellation)).Unwrap();
            }

            var (done, failed, p99) = _tally.Take();
            var sample = look.Take(Time.GetElapsedTime(began), data.Journal, done, failed, p99);
            First = (_tally.FirstFailure, look.FirstUnobserved);
            yield return sample;
        }

        await enough.CancelAsync();
        await loading;
    }
}
