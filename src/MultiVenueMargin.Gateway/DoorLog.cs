using Microsoft.Extensions.Logging;

namespace MultiVenueMargin.Gateway;

/// <summary>What the door tells its operator.</summary>
internal static partial class DoorLog
{
    [LoggerMessage(1, LogLevel.Error, "{Method} failed; the caller is told so, and not why.")]
    public static partial void MethodFailed(ILogger logger, string method, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "A reader of {Method} took nothing for {Within} and was cut off.")]
    public static partial void SlowConsumer(ILogger logger, string method, TimeSpan within);

    [LoggerMessage(3, LogLevel.Warning, "An evaluation that a caller brought along took longer than {Within}; it goes on and keeps its place until it ends.")]
    public static partial void EvaluationTooLong(ILogger logger, TimeSpan within);
}
