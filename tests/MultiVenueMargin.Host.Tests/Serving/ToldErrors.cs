using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MultiVenueMargin.Host.Tests.Serving;

/// <summary>What was told the operator, from warnings on.</summary>
internal sealed class ToldErrors : ILogger
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Lines.Enqueue($"{formatter(state, exception)} {exception?.Message}");
        }
    }
}
