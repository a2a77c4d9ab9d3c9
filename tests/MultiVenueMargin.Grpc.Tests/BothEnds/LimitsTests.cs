using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using MultiVenueMargin.Grpc.Server;

namespace MultiVenueMargin.Grpc.Tests.BothEnds;

/// <summary>What is too long, too fast or compressed.</summary>
public sealed class LimitsTests
{
    [Fact]
    public void Options_ByDefault_AreAsDocumented()
    {
        var server = new GrpcServerOptions { Clock = TimeProvider.System };
        Assert.Equal((1 << 20, 4 << 20, false, TimeSpan.FromSeconds(5)), (server.MaxReceiveMessageBytes, server.MaxSendMessageBytes, server.CompressResponses, server.DrainWithin));
        var client = new Client.Http2ChannelOptions { Clock = TimeProvider.System };
        Assert.Equal((4 << 20, 4 << 20, false), (client.MaxReceiveMessageBytes, client.MaxSendMessageBytes, client.CompressRequests));
        Assert.Equal((2_000, 100, 16 * 1024), (new GrpcKestrelLimits().MaxConnections, new GrpcKestrelLimits().MaxStreamsPerConnection, new GrpcKestrelLimits().MaxHeaderBytes));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("192.168.1.7")]
    [InlineData("::")]
    public void Listening_WithoutTlsWhereOthersCanReachIt_IsRefused(string address) => Assert.Throws<ArgumentException>(
        () => new GrpcKestrelLimits().ListenOnLoopback(new KestrelServerOptions(), new IPEndPoint(IPAddress.Parse(address), 0), TimeProvider.System));

    [Theory]
    [InlineData("http://host/path")]
    [InlineData("ftp://host")]
    [InlineData("/relative")]
    public void Address_WhenItIsNoServers_IsRefused(string address) =>
        Assert.Throws<ArgumentException>(() => new Client.Http2Channel(new Uri(address, UriKind.RelativeOrAbsolute), new Client.Http2ChannelOptions { Clock = TimeProvider.System }));

    [Fact]
    public async Task Options_WhenTheyCannotBe_AreRefusedAtTheStart()
    {
        foreach (Func<GrpcServerOptions, GrpcServerOptions> wrong in (Func<GrpcServerOptions, GrpcServerOptions>[])
            [o => o with { MaxReceiveMessageBytes = 0 }, o => o with { MaxSendMessageBytes = -1 }, o => o with { DrainWithin = TimeSpan.FromSeconds(-1) }, o => o with { MaxBufferedBytes = -1 }])
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => TestServer.StartAsync(Say.Service(), wrong));
        }
    }

    [Fact]
    public async Task Message_AtALimit_PassesAndAboveItIsResourceExhausted()
    {
        await using TestServer server = await TestServer.StartAsync(
            Say.Service(once: (request, _) => Task.FromResult(request.Length == 3 ? new string('y', 101) : request)),
            options => options with { MaxReceiveMessageBytes = 100, MaxSendMessageBytes = 100 });
        CallInvoker client = server.Client();

        Assert.Equal(100, (await client.AsyncUnaryCall(Say.Once, null, default, new string('x', 100))).Length);
        Assert.Equal(StatusCode.ResourceExhausted, await CodeOf(client, new string('x', 101)));
        Assert.Equal(StatusCode.ResourceExhausted, await CodeOf(client, "big"));
        Assert.Equal(StatusCode.ResourceExhausted, await CodeOf(server.Client(options => options with { MaxReceiveMessageBytes = 9 }), "ten bytes."));
        Assert.Equal(StatusCode.ResourceExhausted, await CodeOf(server.Client(options => options with { MaxSendMessageBytes = 9 }), "ten bytes."));
        Assert.Empty(server.Errors.Errors);
    }

    [Fact]
    public async Task Stream_WhenOneOfItsMessagesIsTooLong_EndsAsResourceExhausted()
    {
        await using TestServer server = await TestServer.StartAsync(Say.Service(), options => options with { MaxReceiveMessageBytes = 100 });
        using AsyncClientStreamingCall<string, string> call = server.Client().AsyncClientStreamingCall(Say.Up, null, default);
        await call.RequestStream.WriteAsync("fine");

        // The server may have ended the call before its client is done writing: then the writer hears why, too.
        Exception? written = await Record.ExceptionAsync(() => call.RequestStream.WriteAsync(new string('x', 101)));
        Assert.True(written is null or RpcException { StatusCode: StatusCode.ResourceExhausted }, $"{written}");
        Assert.Equal(StatusCode.ResourceExhausted, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Gzip_WhenBothSidesUseIt_CarriesEveryShape(bool byCall)
    {
        await using TestServer server = await TestServer.StartAsync(
            Say.Service(once: (request, context) => Task.FromResult($"{context.RequestHeaders.GetValue("grpc-encoding")}:{request}")),
            options => options with { CompressResponses = true });
        CallInvoker client = server.Client(options => options with { CompressRequests = !byCall });
        CallOptions options = byCall ? new CallOptions(new Metadata { { "grpc-internal-encoding-request", "gzip" } }) : default;
        string text = new('z', 200_000);

        Assert.Equal("gzip:" + text, await client.AsyncUnaryCall(Say.Once, null, options, text));
        using AsyncDuplexStreamingCall<string, string> both = client.AsyncDuplexStreamingCall(Say.Both, null, options);
        await both.RequestStream.WriteAsync(text);
        both.RequestStream.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
        await both.RequestStream.WriteAsync("plain");
        await both.RequestStream.CompleteAsync();
        Assert.True(await both.ResponseStream.MoveNext());
        Assert.Equal("heard " + text, both.ResponseStream.Current);
        Assert.True(await both.ResponseStream.MoveNext());
        Assert.Equal("heard plain", both.ResponseStream.Current);
        Assert.False(await both.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task Message_WhenItOpensBeyondTheServersLimit_IsResourceExhausted()
    {
        await using TestServer server = await TestServer.StartAsync(Say.Service());
        CallInvoker client = server.Client(options => options with { CompressRequests = true, MaxSendMessageBytes = int.MaxValue });

        Assert.Equal(StatusCode.ResourceExhausted, await CodeOf(client, new string('z', 30_000_000)));
    }

    [Fact]
    public async Task Writer_WhenNobodyReads_Waits()
    {
        const int size = 16 * 1024;
        int written = 0;
        await using TestServer server = await TestServer.StartAsync(Say.Service(down: async (_, responses, context) =>
        {
            string chunk = new('x', size);
            for (int i = 0; i < 4_000; i++)
            {
                await responses.WriteAsync(chunk);
                Interlocked.Increment(ref written);
            }
        }));
        CallInvoker client = server.Client();
        using AsyncServerStreamingCall<string> slow = client.AsyncServerStreamingCall(Say.Down, null, default, "x");
        Assert.True(await slow.ResponseStream.MoveNext());
        int before;
        do
        {
            before = Volatile.Read(ref written);
            await Task.Delay(300);
        }
        while (Volatile.Read(ref written) != before);

        // 64 MB are to come; what is on its way is bounded by windows and buffers.
        Assert.InRange(written, 1, 2_000);
        Assert.Equal("heard x", await client.AsyncUnaryCall(Say.Once, null, default, "x"));
        int read = 1;
        while (await slow.ResponseStream.MoveNext())
        {
            read++;
        }

        Assert.Equal(4_000, read);
    }

    private static async Task<StatusCode> CodeOf(CallInvoker client, string request) =>
        (await Assert.ThrowsAsync<RpcException>(async () => await client.AsyncUnaryCall(Say.Once, null, default, request))).StatusCode;
}
