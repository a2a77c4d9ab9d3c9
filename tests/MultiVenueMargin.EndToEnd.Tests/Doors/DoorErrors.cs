using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MultiVenueMargin.EndToEnd.Tests.Doors;

/// <summary>Faults of ours that the door told its operator.</summary>
internal sealed class DoorErrors : ILogger
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Lines.Enqueue($"{formatter(state, exception)} {exception}");
        }
    }
}
