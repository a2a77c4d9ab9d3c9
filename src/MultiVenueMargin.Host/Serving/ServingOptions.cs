using System.Net;
using MultiVenueMargin.Gateway;
using MultiVenueMargin.Grpc.Server;

namespace MultiVenueMargin.Host.Serving;

/// <summary>Where a platform is reached, and what it gives to whoever reaches it. On this machine only: callers are believed what they say.</summary>
public sealed record ServingOptions
{
    /// <summary>Of the gRPC door; absent: there is none. Port 0: any that is free.</summary>
    public IPEndPoint? Door { get; init; } = EndPointOf(DoorAddress.Default);

    /// <summary>Of <c>/healthz</c> and <c>/readyz</c>; absent: there are none. Port 0: any that is free.</summary>
    public IPEndPoint? Health { get; init; } = EndPointOf(DoorAddress.DefaultHealth);

    public DoorLimits Limits { get; init; } = new();

    public GrpcKestrelLimits Transport { get; init; } = new();

    /// <summary>
    /// How long calls that run may go on once the platform is ending; then they end as Unavailable. 5 s: ample for any call but a stream, whose
    /// reader resumes elsewhere.
    /// </summary>
    public TimeSpan CallsWithin { get; init; } = TimeSpan.FromSeconds(5);

    private static IPEndPoint EndPointOf(Uri address) => new(IPAddress.Parse(address.Host), address.Port);
}
