using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MultiVenueMargin.Gateway;
#if !GROUP_GRPC
using MultiVenueMargin.Grpc.Server;
#endif

namespace MultiVenueMargin.Host.Serving;

/// <summary>Carries calls to services with what the build has: Grpc.AspNetCore, or the transport of this repository.</summary>
/// <param name="services">What answers.</param>
/// <param name="interceptors">What stands before every call, the first one first.</param>
/// <param name="time">Deadlines run on it; those of Grpc.AspNetCore run on the machine's.</param>
#if GROUP_GRPC
#pragma warning disable CS9113 // See its remark.
#endif
internal sealed class GrpcTransport(IReadOnlyList<ServerServiceDefinition> services, IReadOnlyList<Interceptor> interceptors, TimeProvider time)
{
#if GROUP_GRPC
    /// <summary>What it needs of the host.</summary>
    public void Add(IServiceCollection host)
    {
        foreach (var interceptor in interceptors)
        {
            host.AddSingleton(interceptor.GetType(), interceptor);
        }

        host.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = DoorLimits.MaxReceiveMessageBytes;
            grpc.MaxSendMessageSize = DoorLimits.MaxSendMessageBytes;
            foreach (var interceptor in interceptors)
            {
                grpc.Interceptors.Add(interceptor.GetType());
            }
        });
    }

    /// <summary>Where calls arrive.</summary>
    public void Map(WebApplication app)
    {
        foreach (var service in services)
        {
            app.MapGrpcService(service);
        }
    }
#else
#pragma warning disable CA1822, IDE0060 // The other one needs both.
    /// <summary>What it needs of the host: nothing, all of it is made where calls arrive.</summary>
    public void Add(IServiceCollection host)
    {
    }
#pragma warning restore CA1822, IDE0060

    /// <summary>Where calls arrive.</summary>
    public void Map(WebApplication app) => app.MapGrpc(
        new GrpcServerOptions
        {
            Clock = time,
            MaxReceiveMessageBytes = DoorLimits.MaxReceiveMessageBytes,
            MaxSendMessageBytes = DoorLimits.MaxSendMessageBytes,
            Interceptors = interceptors,
            // A door has waited for its calls before the transport stops.
            DrainWithin = TimeSpan.Zero,
        },
        [.. services]);
#endif
}
