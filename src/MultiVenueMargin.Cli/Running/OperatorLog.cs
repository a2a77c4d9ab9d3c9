using System.Globalization;
using Microsoft.Extensions.Logging;
using MultiVenueMargin.Files;

namespace MultiVenueMargin.Cli.Running;

/// <summary>
/// What the door tells its operator: a plain line each on the error stream, with the exception in it and never with what its text could do to a terminal. A
/// flood is cut short and counted.
/// </summary>
internal sealed class OperatorLog(TextWriter errors, TimeProvider time) : ILogger
{
    private const int LongestLine = 1_000;
    private const int MostLines = 20;
    private const int MostCauses = 3;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    private readonly Lock _writing = new();
    private long _since = time.GetTimestamp();
    private int _written;
    private long _leftOut;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and not LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var line = JsonPath.Shown(formatter(state, exception) + Causes(exception), LongestLine);
        lock (_writing)
        {
            BeginAnew();
            if (_written == MostLines)
            {
                _leftOut++;
                return;
            }

            _written++;
            Write($"{(logLevel == LogLevel.Warning ? "warning" : "error")}: {line}");
        }
    }

    private static string Causes(Exception? exception)
    {
        var causes = new List<string>();
        for (var each = exception; each is not null && causes.Count < MostCauses; each = each.InnerException)
        {
            causes.Add($"{each.GetType().Name}: {each.Message}");
        }

        // Where it was thrown says more to whoever mends it than all frames on the way.
        var frames = exception?.StackTrace?.Split('\n', 2)[0].Trim();
        return causes.Count == 0 ? string.Empty : $" [{string.Join(" < ", causes)}{(frames is null ? string.Empty : $" {frames}")}]";
    }

    private void BeginAnew()
    {
        if (time.GetElapsedTime(_since) < Within)
        {
            return;
        }

        if (_leftOut > 0)
        {
            Write(string.Create(CultureInfo.InvariantCulture, $"warning: {_leftOut} further lines were left out."));
        }

        (_since, _written, _leftOut) = (time.GetTimestamp(), 0, 0);
    }

    private void Write(string line)
    {
        errors.WriteLine($"{time.GetUtcNow().UtcDateTime:HH:mm:ss} mvm up: {line}");
        errors.Flush();
    }
}
