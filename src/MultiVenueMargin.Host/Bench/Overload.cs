using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Host.Bench;

/// <summary>More than is taken: calls are sent at a rate whatever becomes of them, and each is counted as what became of it.</summary>
internal sealed class Overload(BenchStreet street, BenchScale scale)
{
    // Nobody waits longer for a platform to come back.
    private static readonly TimeSpan GivesUp = TimeSpan.FromSeconds(60);

    public const string Acknowledged = "acknowledged";

    private const int Probes = 50;

    private readonly Dictionary<string, long> _became = [];
    private readonly Lock _lock = new();

    private static TimeProvider Time => PlatformHost.Time;

    /// <summary>What became of how many calls: acknowledged, or refused by which name.</summary>
    public IReadOnlyDictionary<string, long> Became
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<string, long>(_became);
            }
        }
    }

    /// <summary>Returns how many calls were sent, and when every one of them is answered.</summary>
    public async Task<(long Sent, Task Answered)> SendAsync(double callsPerSecond, TimeSpan lasting, CancellationToken cancellation)
    {
        var (began, sent) = (Time.GetTimestamp(), 0L);
        var pending = new List<Task>();
        for (var elapsed = TimeSpan.Zero; elapsed < lasting; elapsed = Time.GetElapsedTime(began))
        {
            for (; sent < callsPerSecond * elapsed.TotalSeconds && Time.GetElapsedTime(began) < lasting; sent++)
            {
                pending.Add(CountAsync((int)(sent % scale.Accounts), cancellation));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), Time, cancellation);
        }

        return (sent, Task.WhenAll(pending));
    }

    /// <summary>How long from now until 50 calls in a row, one after the other, are all acknowledged and none takes longer than this; the limit when that never is.</summary>
    public async Task<TimeSpan> UntilCalmAsync(double withinMs, CancellationToken cancellation)
    {
        var began = Time.GetTimestamp();
        for (var inARow = 0; inARow < Probes && Time.GetElapsedTime(began) < GivesUp;)
        {
            var at = Time.GetTimestamp();
            var (isTaken, _) = await street.RestateAsync(1, 1, cancellation);
            inARow = isTaken && Time.GetElapsedTime(at).TotalMilliseconds <= withinMs ? inARow + 1 : 0;
        }

        return Time.GetElapsedTime(began);
    }

    /// <summary>Every account is told anew where it stands, so that it can be sent updates again.</summary>
    public Task ResyncAsync(CancellationToken cancellation) => Parallel.ForEachAsync(
        Enumerable.Range(0, scale.Accounts),
        cancellation,
        async (number, token) =>
        {
            while (!(await street.RestateAsync(number, 1, token)).IsTaken)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), Time, token);
            }
        });

    private async Task CountAsync(int number, CancellationToken cancellation)
    {
        var (isTaken, refused) = await street.RestateAsync(number, Writers.UpdatesPerCall, cancellation);
        var name = isTaken ? Acknowledged : $"refused: {refused?.ToString() ?? "by no name"}";
        lock (_lock)
        {
            _became[name] = _became.GetValueOrDefault(name) + 1;
        }
    }
}
