using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MultiVenueMargin.Grpc.Server;

/// <summary>What all calls of a server share: its options, its methods, and whether it is coming to its end.</summary>
internal sealed class GrpcServer : IDisposable
{
    private readonly CancellationTokenSource _drained = new();
    private ITimer? _drain;

    public GrpcServer(GrpcServerOptions options, IEnumerable<ServerServiceDefinition> services, ILogger log, IHostApplicationLifetime? host)
    {
        options.Check();
        Options = options;
        Log = log;
        var binder = new MethodTable();
        foreach (ServerServiceDefinition service in services)
        {
            service.Intercept([.. options.Interceptors]).BindService(binder);
        }

        Methods = binder.Methods;
        host?.ApplicationStopping.Register(Stop);
    }

    public GrpcServerOptions Options { get; }

    public ILogger Log { get; }

    public IReadOnlyList<ServerMethod> Methods { get; }

    /// <summary>From now on new calls are turned away.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Cancelled when running calls have had their time.</summary>
    public CancellationToken Drained => _drained.Token;

    public void Dispose()
    {
        _drain?.Dispose();
        _drained.Dispose();
    }

    public Task Serve(HttpContext http, ServerMethod method) =>
        Refusal(http) is { } refusal ? Refuse(http, refusal)
            // Routes do not tell upper case from lower; names of methods do.
            : !string.Equals(http.Request.Path.Value, method.Path, StringComparison.Ordinal) ? ServeUnknown(http)
            : new ServerCall(this, http, method).Run();

    /// <summary>A method that is not here, of a service that is or is not.</summary>
    public static Task ServeUnknown(HttpContext http)
    {
        if (Refusal(http) is { } refusal)
        {
            return Refuse(http, refusal);
        }

        Respond(http, new Status(StatusCode.Unimplemented, $"There is no method {http.Request.Path}."));
        return Task.CompletedTask;
    }

    /// <summary>Ends a call that has sent nothing yet: the status goes into the headers, and there is no body.</summary>
    internal static void Respond(HttpContext http, Status status)
    {
        http.Response.ContentType = Framing.WireMetadata.ContentType;
        ServerCall.WriteStatus(http.Response.Headers, status);
    }

    // What is no gRPC at all is told so in HTTP's words too, for whoever sent it may know no others.
    private static (int HttpStatus, string Why)? Refusal(HttpContext http)
    {
        HttpRequest request = http.Request;
        return !HttpProtocol.IsHttp2(request.Protocol) ? (StatusCodes.Status426UpgradeRequired, "gRPC needs HTTP/2.")
            : !HttpMethods.IsPost(request.Method) ? (StatusCodes.Status405MethodNotAllowed, "A call is a POST.")
            : !Framing.WireMetadata.IsGrpc(request.ContentType) ? (StatusCodes.Status415UnsupportedMediaType, "A call has the content type application/grpc.")
            : null;
    }

    private static Task Refuse(HttpContext http, (int HttpStatus, string Why) refusal)
    {
        Respond(http, new Status(StatusCode.InvalidArgument, refusal.Why));
        http.Response.StatusCode = refusal.HttpStatus;
        return Task.CompletedTask;
    }

    private void Stop()
    {
        IsStopping = true;
        _drain = Options.Clock.CreateTimer(_ => _drained.CancelAsync(), null, Options.DrainWithin, Timeout.InfiniteTimeSpan);
    }
}
