using System.Diagnostics.Metrics;

namespace MultiVenueMargin.EndToEnd.Tests.Faults;

/// <summary>What the web server says of itself: how many calls it holds, and how many connections of a port have ended.</summary>
internal sealed class ServerMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _calls;
    private int _ended;

    public ServerMeter(int port)
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name is "http.server.active_requests" or "kestrel.connection.duration")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, change, _, _) => Interlocked.Add(ref _calls, change));
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "server.port", Value: int at } && at == port)
                {
                    Interlocked.Increment(ref _ended);
                }
            }
        });
        _listener.Start();
    }

    /// <summary>Calls since the meter began that have not ended.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>Connections since the meter began that have.</summary>
    public int Ended => Volatile.Read(ref _ended);

    public void Dispose() => _listener.Dispose();
}
