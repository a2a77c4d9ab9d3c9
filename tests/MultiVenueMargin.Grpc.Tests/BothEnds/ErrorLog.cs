using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MultiVenueMargin.Grpc.Tests.BothEnds;

/// <summary>Keeps what is logged as an error or worse, and what our server logs at all.</summary>
internal sealed class ErrorLog : ILoggerProvider
{
    public ConcurrentQueue<string> Errors { get; } = new();

    public ConcurrentQueue<string> Ours { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Log(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Log(ErrorLog all, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            string line = $"{category}: {formatter(state, exception)} {exception}";
            if (logLevel >= LogLevel.Error)
            {
                all.Errors.Enqueue(line);
            }

            if (category.StartsWith("MultiVenueMargin", StringComparison.Ordinal))
            {
                all.Ours.Enqueue(line);
            }
        }
    }
}
