using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using MultiVenueMargin.Grpc.Framing;

namespace MultiVenueMargin.Grpc.Server;

/// <summary>What the handler sees of its call.</summary>
internal sealed partial class ServerCall
{
    private DateTime _deadline = DateTime.MaxValue;
    private Metadata? _requestHeaders;
    private Metadata? _trailers;
    private Dictionary<object, object>? _userState;
    private AuthContext? _authContext;
    private string? _peer;

    protected override string MethodCore => method.Path;

    protected override string HostCore => http.Request.Host.Value ?? "";

    protected override string PeerCore => _peer ??= TransportIdentity.Peer(http.Connection);

    protected override DateTime DeadlineCore => _deadline;

    protected override Metadata RequestHeadersCore => _requestHeaders ??= ReadRequestHeaders();

    protected override CancellationToken CancellationTokenCore => _cancellation.Token;

    protected override Metadata ResponseTrailersCore => _trailers ??= [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore => _authContext ??= TransportIdentity.Of(http.Connection);

    protected override IDictionary<object, object> UserStateCore => _userState ??= [];

    protected override async Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        if (http.Response.HasStarted || _writer is not null)
        {
            throw new InvalidOperationException("The headers have been sent: they go once, and before any message.");
        }

        foreach (Metadata.Entry entry in responseHeaders)
        {
            if (entry.Key == WireMetadata.EncodingRequest)
            {
                _compress = entry.Value == Gzip.Name && ClientTakesGzip();
            }
            else if (!WireMetadata.IsTransport(entry.Key))
            {
                http.Response.Headers.Append(entry.Key, WireMetadata.ToWire(entry));
            }
        }

        BeginWriting();
        await http.Response.BodyWriter.FlushAsync(CancellationToken).ConfigureAwait(false);
    }

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options)
    {
        options ??= ContextPropagationOptions.Default;
        return new ContextPropagationToken(
            options.IsPropagateDeadline ? _deadline : null,
            options.IsPropagateCancellation ? CancellationToken : CancellationToken.None);
    }

    private Metadata ReadRequestHeaders()
    {
        var metadata = new Metadata();
        foreach ((string name, StringValues values) in http.Request.Headers)
        {
            string key = name.ToLowerInvariant();
            if (WireMetadata.IsTransport(key))
            {
                continue;
            }

            foreach (string? value in values)
            {
                if (!WireMetadata.TryAdd(metadata, key, value ?? ""))
                {
                    throw new RpcException(new Status(StatusCode.InvalidArgument, $"The header {(Metadata.Entry.IsKey(key) ? key : "of a name outside a-z, 0-9, _, - and .")} cannot be read."));
                }
            }
        }

        return metadata;
    }
}
