using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace MultiVenueMargin.Grpc.Server;

/// <summary>What Kestrel lets a connection cost, and how it listens for gRPC. Every limit is there so that no client can take another's room.</summary>
public sealed record GrpcKestrelLimits
{
    /// <summary>Connections at a time. 2 000: some thousand subscribers with a second connection while they move.</summary>
    public int MaxConnections { get; init; } = 2_000;

    /// <summary>Calls at a time on one connection; a client with more waits or opens another connection.</summary>
    public int MaxStreamsPerConnection { get; init; } = 100;

    /// <summary>All headers of a call. 16 KiB: twice what gRPC clients assume, for tokens are long.</summary>
    public int MaxHeaderBytes { get; init; } = 16 * 1024;

    public int MaxHeaderCount { get; init; } = 64;

    /// <summary>How long the headers of a call, or the first bytes of a connection, may take to come.</summary>
    public TimeSpan HeadersWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After so long without a frame the client is pinged, so that one that vanished is noticed.</summary>
    public TimeSpan PingAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it has to answer the ping.</summary>
    public TimeSpan PongWithin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A connection without calls is closed after this.</summary>
    public TimeSpan IdleConnection { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How much of a call's request may be on its way unread; what a client that is not read can put into our memory.</summary>
    public int StreamWindowBytes { get; init; } = 256 * 1024;

    /// <summary>The same for all calls of a connection together.</summary>
    public int ConnectionWindowBytes { get; init; } = 1024 * 1024;

    /// <summary>Sets the limits for all that <paramref name="kestrel"/> listens on.</summary>
    public void Apply(KestrelServerOptions kestrel)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        kestrel.AddServerHeader = false;
        KestrelServerLimits limits = kestrel.Limits;
        limits.MaxConcurrentConnections = MaxConnections;
        limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        limits.MaxRequestHeaderCount = MaxHeaderCount;
        limits.RequestHeadersTimeout = HeadersWithin;
        limits.KeepAliveTimeout = IdleConnection;
        limits.Http2.MaxStreamsPerConnection = MaxStreamsPerConnection;
        limits.Http2.MaxRequestHeaderFieldSize = MaxHeaderBytes;
        limits.Http2.InitialStreamWindowSize = StreamWindowBytes;
        limits.Http2.InitialConnectionWindowSize = ConnectionWindowBytes;
        limits.Http2.KeepAlivePingDelay = PingAfter;
        limits.Http2.KeepAlivePingTimeout = PongWithin;
    }

    /// <summary>
    /// Listens for HTTP/2 without TLS, which clients must know beforehand (h2c, prior knowledge). On loopback only: whatever goes over a
    /// cable is encrypted.
    /// </summary>
    public void ListenOnLoopback(KestrelServerOptions kestrel, int port, TimeProvider clock) =>
        ListenOnLoopback(kestrel, new IPEndPoint(IPAddress.Loopback, port), clock);

    /// <summary>The same on another address of loopback, such as [::1].</summary>
    public void ListenOnLoopback(KestrelServerOptions kestrel, IPEndPoint address, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        ArgumentNullException.ThrowIfNull(address);
        if (!IPAddress.IsLoopback(address.Address))
        {
            throw new ArgumentException($"{address} can be reached from other machines: listen there with TLS.", nameof(address));
        }

        kestrel.Listen(address, endpoint => UseHttp2(endpoint, clock));
    }

    /// <summary>Listens for HTTP/2 under TLS; <paramref name="https"/> names the certificate, and whether clients need one.</summary>
    public void ListenWithTls(KestrelServerOptions kestrel, IPEndPoint address, HttpsConnectionAdapterOptions https, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        kestrel.Listen(address, endpoint =>
        {
            endpoint.UseHttps(https);
            UseHttp2(endpoint, clock);
        });
    }

    private void UseHttp2(ListenOptions endpoint, TimeProvider clock)
    {
        endpoint.Protocols = HttpProtocols.Http2;
        var guard = new PrefaceGuard(HeadersWithin, clock);
        endpoint.Use(next => connection => guard.Pass(connection, next));
    }
}
