using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MultiVenueMargin.Gateway.Tests.Doors;

/// <summary>What the door told its operator.</summary>
internal sealed class DoorLogs : ILogger
{
    public ConcurrentQueue<(LogLevel Level, string Text, Exception? Exception)> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((logLevel, formatter(state, exception), exception));
}
