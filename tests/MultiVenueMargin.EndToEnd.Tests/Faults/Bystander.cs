using System.Diagnostics;
using MultiVenueMargin.Client;
using MultiVenueMargin.EndToEnd.Tests.Doors;

namespace MultiVenueMargin.EndToEnd.Tests.Faults;

/// <summary>A client on a connection of its own that asks all the time, while others suffer.</summary>
internal sealed class Bystander : IAsyncDisposable
{
    private readonly MarginClient _client;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _asking;
    private int _interruptions;
    private int _answers;
    private long _slowest;

    public Bystander(ServedStreet street)
    {
        _client = street.Client(interrupted: _ => Interlocked.Increment(ref _interruptions));
        _asking = AskAsync();
    }

    public int Answers => Volatile.Read(ref _answers);

    public TimeSpan Slowest => TimeSpan.FromTicks(Volatile.Read(ref _slowest));

    /// <summary>How many answers it had; fails where a call failed or had to be repeated.</summary>
    public async Task<int> EndAsync()
    {
        await _end.CancelAsync();
        await _asking;
        Assert.Equal(0, Volatile.Read(ref _interruptions));
        return Answers;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _asking;
        await _client.DisposeAsync();
        _end.Dispose();
    }

    private async Task AskAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var begun = Stopwatch.GetTimestamp();
            await _client.Margin.GetMarginAsync(new V1.GetMarginRequest { Account = ServedStreet.Main });
            Volatile.Write(ref _slowest, Math.Max(_slowest, Stopwatch.GetElapsedTime(begun).Ticks));
            Interlocked.Increment(ref _answers);
            await Task.Delay(5, CancellationToken.None);
        }
    }
}
