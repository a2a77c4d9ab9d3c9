using System.IO.Compression;
using System.Net.Security;
using Grpc.Core;

namespace MultiVenueMargin.Grpc.Client;

/// <summary>How a client connects and calls.</summary>
public sealed record Http2ChannelOptions
{
    /// <summary>Deadlines run on it.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The longest response, before and after it is opened. 4 MiB: what our server sends at most.</summary>
    public int MaxReceiveMessageBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>The longest request. 4 MiB; servers have limits of their own.</summary>
    public int MaxSendMessageBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>All headers of a response, and all trailers. 64 KiB: rich details of an error are in them.</summary>
    public int MaxResponseHeaderKiB { get; init; } = 64;

    /// <summary>Whether requests are compressed. Off, as at the server; a single call asks with the metadata <c>grpc-internal-encoding-request: gzip</c>.</summary>
    public bool CompressRequests { get; init; }

    public CompressionLevel CompressionLevel { get; init; } = CompressionLevel.Fastest;

    /// <summary>How many bytes of requests that may wait (<see cref="WriteFlags.BufferHint"/>) do wait. 32 KiB: two frames of the transport.</summary>
    public int MaxBufferedBytes { get; init; } = 32 * 1024;

    /// <summary>How long a connection may take to be made. 10 s: a server that does not answer by then is named as away.</summary>
    public TimeSpan ConnectWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After so long without a frame the server is pinged, so that one that vanished is noticed.</summary>
    public TimeSpan PingAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it has to answer the ping.</summary>
    public TimeSpan PongWithin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether another connection is opened when all streams of the first are in use; calls wait otherwise.</summary>
    public bool ManyConnections { get; init; } = true;

    /// <summary>For https: whom to trust and which certificate to show. The machine's own trust where absent.</summary>
    public SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>Sent with every call, over TLS only.</summary>
    public CallCredentials? Credentials { get; init; }

    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Clock);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxReceiveMessageBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxReceiveMessageBytes, Array.MaxLength - 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSendMessageBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxResponseHeaderKiB, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxBufferedBytes);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ConnectWithin, TimeSpan.Zero);
    }
}
