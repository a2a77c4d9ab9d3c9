using System.Net;
using Grpc.Core;

namespace MultiVenueMargin.Grpc.Client;

/// <summary>What the transport's errors are called, by the lists of the gRPC protocol.</summary>
internal static class TransportFailure
{
    public static Status StatusOf(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case RpcException said:
                    return said.Status;
                case HttpProtocolException protocol when IsOfOneStream(protocol):
                    return new Status(CodeOfReset(protocol.ErrorCode), $"The stream was reset with error {protocol.ErrorCode}.", exception);
                case HttpProtocolException protocol:
                    return new Status(CodeOfEnd(protocol.ErrorCode), "The connection has ended: " + protocol.Message, exception);
            }
        }

        return exception switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
                new Status(StatusCode.ResourceExhausted, "The response's headers are longer than is taken.", exception),
            HttpRequestException or IOException =>
                new Status(StatusCode.Unavailable, "The server cannot be reached: " + exception.Message, exception),
            // Whoever cancels a call says so before it gets here. What is left is a connection that was not made in time, or was given up under the call.
            OperationCanceledException => new Status(StatusCode.Unavailable, "The transport gave the call up: " + (exception.InnerException ?? exception).Message, exception),
            _ => new Status(StatusCode.Internal, "The call failed: " + exception.Message, exception),
        };
    }

    /// <summary>For an answer that is not gRPC's, from something between us and the server.</summary>
    public static Status StatusOf(HttpStatusCode code) => new(
        code switch
        {
            HttpStatusCode.BadRequest => StatusCode.Internal,
            HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
            HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
            HttpStatusCode.NotFound => StatusCode.Unimplemented,
            HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => StatusCode.Unavailable,
            _ => StatusCode.Unknown,
        },
        $"The server answered HTTP {(int)code} and no gRPC status.");

    /// <summary>
    /// Whether the server reset this call alone. The end of a whole connection, a ping that nobody answered among them, comes as the same type with the
    /// same numbers, and says nothing about the call: only the words differ, which the runtime does not translate.
    /// </summary>
    private static bool IsOfOneStream(HttpProtocolException protocol) => protocol.Message.Contains("stream", StringComparison.Ordinal);

    private static StatusCode CodeOfEnd(long error) => CodeOfReset(error) is var code and not (StatusCode.Internal or StatusCode.Cancelled) ? code : StatusCode.Unavailable;

    private static StatusCode CodeOfReset(long error) => error switch
    {
        0x7 => StatusCode.Unavailable, // REFUSED_STREAM: it was not begun.
        0x8 => StatusCode.Cancelled, // CANCEL
        0xB => StatusCode.ResourceExhausted, // ENHANCE_YOUR_CALM
        0xC => StatusCode.PermissionDenied, // INADEQUATE_SECURITY
        _ => StatusCode.Internal,
    };
}
