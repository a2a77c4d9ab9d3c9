using System.IO.Compression;
using Grpc.Core.Interceptors;

namespace MultiVenueMargin.Grpc.Server;

/// <summary>How calls are served.</summary>
public sealed record GrpcServerOptions
{
    /// <summary>Deadlines run on it.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The longest request, before and after it is opened. 1 MiB: the largest snapshot of a feed is a fraction of it.</summary>
    public int MaxReceiveMessageBytes { get; init; } = 1024 * 1024;

    /// <summary>The longest response. 4 MiB: what clients of every language take unless they are told otherwise.</summary>
    public int MaxSendMessageBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Whether responses are compressed for clients that take gzip. Off: figures are small, and a core is dearer than a cable here.</summary>
    public bool CompressResponses { get; init; }

    /// <summary>How hard. Fastest: the second half of the gain costs five times the first.</summary>
    public CompressionLevel CompressionLevel { get; init; } = CompressionLevel.Fastest;

    /// <summary>How many bytes of responses that may wait (<see cref="global::Grpc.Core.WriteFlags.BufferHint"/>) do wait. 32 KiB: two frames of the transport.</summary>
    public int MaxBufferedBytes { get; init; } = 32 * 1024;

    /// <summary>
    /// How long running calls may go on once the host stops; then they are cancelled and end as Unavailable. 5 s: ample for any call but a
    /// stream, whose reader resumes elsewhere, and well within the 30 s that a host gives.
    /// </summary>
    public TimeSpan DrainWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Stand before every handler, the first one first.</summary>
    public IReadOnlyList<Interceptor> Interceptors { get; init; } = [];

    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Clock);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxReceiveMessageBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSendMessageBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxReceiveMessageBytes, Array.MaxLength - 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxBufferedBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(DrainWithin, TimeSpan.Zero);
    }
}
