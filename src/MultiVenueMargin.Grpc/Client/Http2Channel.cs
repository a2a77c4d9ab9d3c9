using Grpc.Core;

namespace MultiVenueMargin.Grpc.Client;

/// <summary>
/// A server that can be called: <c>http://</c> speaks HTTP/2 without TLS from the first byte, <c>https://</c> under TLS. Connections are made when
/// they are needed and shared by all calls. Thread-safe; one for each server is enough.
/// </summary>
public sealed class Http2Channel : ChannelBase, IDisposable
{
    private readonly SocketsHttpHandler _handler;
    private readonly CancellationTokenSource _closed = new();
    private bool _disposed;

    public Http2Channel(Uri address, Http2ChannelOptions options)
        : base(Authority(address))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        Address = address;
        Options = options;
        Closed = _closed.Token;
        _handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = options.ConnectWithin,
            EnableMultipleHttp2Connections = options.ManyConnections,
            KeepAlivePingDelay = options.PingAfter,
            KeepAlivePingTimeout = options.PongWithin,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            MaxResponseHeadersLength = options.MaxResponseHeaderKiB,
            // Who drains a response for us would read what nobody wants.
            MaxResponseDrainSize = 0,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
        };
        if (options.Tls is not null)
        {
            _handler.SslOptions = options.Tls;
        }

        Http = new HttpMessageInvoker(_handler, disposeHandler: true);
    }

    public Uri Address { get; }

    internal Http2ChannelOptions Options { get; }

    internal HttpMessageInvoker Http { get; }

    /// <summary>Cancelled when the channel ends, and its calls with it.</summary>
    internal CancellationToken Closed { get; }

    internal bool IsSecure => Address.Scheme == Uri.UriSchemeHttps;

    public override CallInvoker CreateCallInvoker()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new Http2CallInvoker(this);
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _closed.Cancel();
            Http.Dispose();
            _handler.Dispose();
            _closed.Dispose();
        }
    }

    protected override Task ShutdownAsyncCore()
    {
        Dispose();
        return Task.CompletedTask;
    }

    private static string Authority(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) && address.PathAndQuery == "/"
            ? address.Authority
            : throw new ArgumentException($"'{address}' is no address of a server: http://name:port or https://name:port.", nameof(address));
    }
}
