using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using MultiVenueMargin.Grpc.Client;

namespace MultiVenueMargin.Grpc.Tests.BothEnds;

/// <summary>
/// A server of which nothing is heard any more, as behind a cable that was cut: nobody says what became of the call, and that is what its caller is told. A
/// server that resets one call has said something of it.
/// </summary>
public sealed class SilentServerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly Http2ChannelOptions Impatient = new()
    {
        Clock = TimeProvider.System,
        ConnectWithin = TimeSpan.FromSeconds(1),
        PingAfter = TimeSpan.FromSeconds(1),
        PongWithin = TimeSpan.FromSeconds(1),
    };

    [Fact]
    public async Task Call_WhenNoPingIsAnswered_EndsAsUnavailable()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var channel = new Http2Channel(AddressOf(silent.LocalEndpoint), Impatient);
        CallInvoker client = channel.CreateCallInvoker();
        using AsyncDuplexStreamingCall<string, string> streaming = client.AsyncDuplexStreamingCall(Say.Both, null, default);

        RpcException once = await Assert.ThrowsAsync<RpcException>(() => client.AsyncUnaryCall(Say.Once, null, default, "x").ResponseAsync.WaitAsync(Patience));
        RpcException stream = await Assert.ThrowsAsync<RpcException>(() => streaming.ResponseStream.MoveNext().WaitAsync(Patience));

        Assert.Equal((StatusCode.Unavailable, StatusCode.Unavailable), (once.StatusCode, stream.StatusCode));
    }

    [Fact]
    public async Task Call_WhenNoConnectionIsMadeInTime_EndsAsUnavailable()
    {
        // One connection waits to be accepted, and there is no room for a second: it is asked for in vain.
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(backlog: 0);
        using var first = new TcpClient();
        await first.ConnectAsync((IPEndPoint)full.LocalEndPoint!);
        using var channel = new Http2Channel(AddressOf(full.LocalEndPoint!), Impatient);

        RpcException end = await Assert.ThrowsAsync<RpcException>(
            () => channel.CreateCallInvoker().AsyncUnaryCall(Say.Once, null, default, "x").ResponseAsync.WaitAsync(Patience));

        Assert.Equal(StatusCode.Unavailable, end.StatusCode);
    }

    [Fact]
    public async Task Call_WhenItAloneIsReset_EndsAsInternal()
    {
        await using TestServer server = await TestServer.StartAsync(Say.Service(once: (request, context) =>
        {
            context.GetHttpContext().Features.Get<IHttpResetFeature>()!.Reset(errorCode: 2);
            return Task.FromResult(request);
        }));

        RpcException end = await Assert.ThrowsAsync<RpcException>(async () => await server.Client().AsyncUnaryCall(Say.Once, null, default, "x"));

        Assert.Equal(StatusCode.Internal, end.StatusCode);
    }

    [Fact]
    public async Task Write_WhenTheConnectionBreaksAsTheWriterGivesUp_IsToldAsAStatus()
    {
        using var channel = new Http2Channel(new Uri("http://127.0.0.1:1"), Impatient);
        using var call = new ClientCall<string, string>(channel, Say.Both, null, default);
        using var content = RequestContent.Open();
        using var requests = new ClientRequestStream<string>(call, content, Say.Both.RequestMarshaller, compress: false);
        content.Abandon(new IOException("The connection broke."));

        RpcException end = await Assert.ThrowsAsync<RpcException>(() => requests.WriteAsync("x", new CancellationToken(canceled: true)));

        Assert.Equal(StatusCode.Unavailable, end.StatusCode);
    }

    private static Uri AddressOf(EndPoint listener) => new($"http://127.0.0.1:{((IPEndPoint)listener).Port}");
}
