using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Connections.Features;
using MultiVenueMargin.Contracts;

namespace MultiVenueMargin.Client.Tests.Door;

/// <summary>How a call can end that nobody meant to end.</summary>
public enum Break
{
    /// <summary>The server ends it as Unavailable.</summary>
    Unavailable,

    /// <summary>The stream is reset.</summary>
    Reset,

    /// <summary>The connection below is gone, and all its calls with it.</summary>
    Connection,
}

/// <summary>Ends calls.</summary>
internal static class Breaking
{
    public static Exception Now(this Break how, ServerCallContext context)
    {
        switch (how)
        {
            case Break.Reset:
                context.GetHttpContext().Abort();
                break;
            case Break.Connection:
                context.GetHttpContext().Features.Get<IConnectionLifetimeFeature>()!.Abort();
                break;
        }

        return new RpcException(new Status(StatusCode.Unavailable, "broken on purpose"));
    }

    /// <summary>As the door refuses: with the reason in the rich status.</summary>
    public static RpcException Refused(V1.ErrorReason reason, string message = "no")
    {
        return Refused(Refusals.Status(reason, message));
    }

    public static RpcException Refused(Rpc.Status rich) =>
        new(new Status((StatusCode)rich.Code, rich.Message), new Metadata { { "grpc-status-details-bin", rich.ToByteArray() } });
}
