using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MultiVenueMargin.Grpc.Server;

/// <summary>Puts services where their calls arrive.</summary>
public static class GrpcRoutes
{
    /// <summary>
    /// Serves <paramref name="services"/>, each bound by its generated <c>BindService</c> to the instance that handles its calls. Once for
    /// all services of an application: whatever else has the form of a call is answered as Unimplemented.
    /// </summary>
    public static IEndpointConventionBuilder MapGrpc(this IEndpointRouteBuilder endpoints, GrpcServerOptions options, params ServerServiceDefinition[] services)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        ILogger log = endpoints.ServiceProvider.GetService<ILoggerFactory>()?.CreateLogger("MultiVenueMargin.Grpc.Server") ?? NullLogger.Instance;
#pragma warning disable CA2000 // It lives as long as the application, which has no place to end what a route rests on.
        var server = new GrpcServer(options, services, log, endpoints.ServiceProvider.GetService<IHostApplicationLifetime>());
#pragma warning restore CA2000
        RouteGroupBuilder routes = endpoints.MapGroup("");
        foreach (ServerMethod method in server.Methods)
        {
            RequestDelegate serve = http => server.Serve(http, method);
            routes.Map(method.Path, serve).WithDisplayName("gRPC " + method.Path);
        }

        routes.Map("/{service}/{method}", (RequestDelegate)GrpcServer.ServeUnknown).WithDisplayName("gRPC, unimplemented").WithOrder(int.MaxValue);
        return routes;
    }
}
