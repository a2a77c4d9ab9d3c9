using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace MultiVenueMargin.Grpc.Server;

/// <summary>What the server tells its operator.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Error, "The handler of {Method} failed; the caller is told so, and not why.")]
    public static partial void HandlerFailed(ILogger logger, string method, Exception exception);

    [LoggerMessage(2, LogLevel.Information, "{Method} ended as {Status}: {Detail}")]
    public static partial void Refused(ILogger logger, string method, StatusCode status, string detail);

    [LoggerMessage(3, LogLevel.Error, "A response of {Method} broke off while it was written; the call was reset.")]
    public static partial void ResponseBroken(ILogger logger, string method, Exception? exception);
}
