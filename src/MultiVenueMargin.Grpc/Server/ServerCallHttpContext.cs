using Microsoft.AspNetCore.Http;
using MultiVenueMargin.Grpc.Server;

namespace Grpc.Core;

/// <summary>From a call to the request that it came in.</summary>
public static class ServerCallHttpContext
{
    public static HttpContext GetHttpContext(this ServerCallContext context) =>
        context is ServerCall call ? call.Http : throw new InvalidOperationException("This call did not come over HTTP.");
}
