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
                case HttpProtocolException protocol:
                    return new Status(CodeOfReset(protocol.ErrorCode), $"The stream was reset with error {protocol.ErrorCode}.", exception);
            }
        }

        return exception switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
                new Status(StatusCode.ResourceExhausted, "The response's headers are longer than is taken.", exception),
            HttpRequestException or IOException =>
                new Status(StatusCode.Unavailable, "The server cannot be reached: " + exception.Message, exception),
            OperationCanceledException => new Status(StatusCode.Cancelled, "The call was cancelled.", exception),
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

    private static StatusCode CodeOfReset(long error) => error switch
    {
        0x7 => StatusCode.Unavailable, // REFUSED_STREAM: it was not begun.
        0x8 => StatusCode.Cancelled, // CANCEL
        0xB => StatusCode.ResourceExhausted, // ENHANCE_YOUR_CALM
        0xC => StatusCode.PermissionDenied, // INADEQUATE_SECURITY
        _ => StatusCode.Internal,
    };
}
