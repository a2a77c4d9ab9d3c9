using Grpc.Core;
#if GROUP_GRPC
using Grpc.Net.Client;
#else
using MultiVenueMargin.Grpc.Client;
#endif

namespace MultiVenueMargin.Client;

/// <summary>Opens a channel with what the build has: Grpc.Net.Client, or the transport of this repository.</summary>
internal static class DoorChannel
{
#if GROUP_GRPC
    public static ChannelBase Open(Uri address, MarginClientOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = options.PingAfter,
            KeepAlivePingTimeout = options.PongWithin,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            UseCookies = false,
            UseProxy = false,
        };
        if (options.Tls is not null)
        {
            handler.SslOptions = options.Tls;
        }

        return GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            MaxReceiveMessageSize = options.MessageBytes,
            MaxSendMessageSize = options.MessageBytes,
        });
    }
#else
    public static ChannelBase Open(Uri address, MarginClientOptions options) => new Http2Channel(address, new Http2ChannelOptions
    {
        Clock = options.Clock,
        PingAfter = options.PingAfter,
        PongWithin = options.PongWithin,
        MaxReceiveMessageBytes = options.MessageBytes,
        MaxSendMessageBytes = options.MessageBytes,
        Tls = options.Tls,
    });
#endif
}
