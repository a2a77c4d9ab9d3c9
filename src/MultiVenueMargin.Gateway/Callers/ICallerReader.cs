using Grpc.Core;

namespace MultiVenueMargin.Gateway.Callers;

/// <summary>Finds out who calls, from what came with the call: metadata, a token, a certificate.</summary>
public interface ICallerReader
{
    /// <summary>Absent: nobody that is known, and the call is turned away.</summary>
    ValueTask<Caller?> ReadAsync(ServerCallContext context);
}
