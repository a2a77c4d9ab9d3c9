using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts;

namespace MultiVenueMargin.Gateway.Answers;

/// <summary>Refusals as the exceptions that end calls, with google.rpc.Status in the trailers.</summary>
internal static class RichStatus
{
    public const string Trailer = "grpc-status-details-bin";

    /// <summary>In the metadata of ErrorInfo: where a reader goes on.</summary>
    public const string CursorKey = "cursor";

    public static RpcException Of(Rpc.Status status) =>
        new(new Status((StatusCode)status.Code, status.Message), new Metadata { { Trailer, status.ToByteArray() } });

    public static RpcException Of(V1.ErrorReason reason, string message) => Of(Refusals.Status(reason, message));

    public static RpcException Of(RefusedException refused) => Of(Refusals.ReasonOf(refused.Reason), refused.Message);

    /// <summary>With the cursor from which a reader that was cut off goes on.</summary>
    public static RpcException SlowConsumer(string cursor, TimeSpan within)
    {
        var status = Refusals.Status(V1.ErrorReason.SlowConsumer, FormattableString.Invariant($"Nothing was taken for {within.TotalSeconds} s; go on from the cursor."));
        var info = status.Details[0].Unpack<Rpc.ErrorInfo>();
        info.Metadata.Add(CursorKey, cursor);
        status.Details[0] = Any.Pack(info);
        return Of(status);
    }
}
