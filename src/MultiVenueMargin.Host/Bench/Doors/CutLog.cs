using Microsoft.Extensions.Logging;

namespace MultiVenueMargin.Host.Bench.Doors;

/// <summary>Counts the readers that a door says it has cut. Safe from any thread.</summary>
internal sealed class CutLog : ILogger
{
    private const string Cut = "SlowConsumer";

    private int _count;

    public int Count => Volatile.Read(ref _count);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name == Cut)
        {
            Interlocked.Increment(ref _count);
        }
    }
}
