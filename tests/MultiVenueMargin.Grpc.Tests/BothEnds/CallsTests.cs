using Grpc.Core;
using MultiVenueMargin.Grpc.Client;

namespace MultiVenueMargin.Grpc.Tests.BothEnds;

public sealed class CallsTests
{
    [Fact]
    public async Task Call_OfEachShape_IsAnswered()
    {
        await using TestServer server = await TestServer.StartAsync(Say.Service());
        CallInvoker client = server.Client();

        Assert.Equal("heard one", await client.AsyncUnaryCall(Say.Once, null, default, "one"));
        Assert.Equal("heard one", client.BlockingUnaryCall(Say.Once, null, default, "one"));

        using AsyncClientStreamingCall<string, string> up = client.AsyncClientStreamingCall(Say.Up, null, default);
        await up.RequestStream.WriteAsync("a");
        await up.RequestStream.WriteAsync("");
        await up.RequestStream.WriteAsync("c");
        await up.RequestStream.CompleteAsync();
        Assert.Equal("a++c", await up);
        Assert.Equal(StatusCode.OK, up.GetStatus().StatusCode);

        using AsyncServerStreamingCall<string> down = client.AsyncServerStreamingCall(Say.Down, null, default, "xyz");
        Assert.Equal(["x", "y", "z"], await All(down.ResponseStream));
        Assert.Equal(StatusCode.OK, down.GetStatus().StatusCode);

        using AsyncDuplexStreamingCall<string, string> both = client.AsyncDuplexStreamingCall(Say.Both, null, default);
        foreach (string word in (string[])["a", "b"])
        {
            await both.RequestStream.WriteAsync(word);
            Assert.True(await both.ResponseStream.MoveNext());
            Assert.Equal("heard " + word, both.ResponseStream.Current);
        }

        await both.RequestStream.CompleteAsync();
        Assert.False(await both.ResponseStream.MoveNext());
        Assert.Empty(server.Errors.Errors);
    }

    [Fact]
    public async Task Messages_WhenManyMayWait_AllComeInOrder()
    {
        const int count = 20_000;
        await using TestServer server = await TestServer.StartAsync(Say.Service(both: async (requests, responses, _) =>
        {
            responses.WriteOptions = new WriteOptions(WriteFlags.BufferHint);
            await foreach (string request in requests.ReadAllAsync())
            {
                await responses.WriteAsync(request);
            }
        }));
        using AsyncDuplexStreamingCall<string, string> call = server.Client().AsyncDuplexStreamingCall(Say.Both, null, default);
        Task<List<string>> read = All(call.ResponseStream);
        call.RequestStream.WriteOptions = new WriteOptions(WriteFlags.BufferHint);
        for (int i = 0; i < count; i++)
        {
            await call.RequestStream.WriteAsync($"{i}");
        }

        await call.RequestStream.CompleteAsync();

        Assert.Equal(Enumerable.Range(0, count).Select(i => $"{i}"), await read);
    }

    [Fact]
    public async Task Metadata_OfBothKinds_TravelsBothWays()
    {
        byte[] bytes = [0, 255, 10, 13];
        await using TestServer server = await TestServer.StartAsync(Say.Service(once: async (request, context) =>
        {
            await context.WriteResponseHeadersAsync(new Metadata { { "head", context.RequestHeaders.GetValue("text")! }, { "head-bin", context.RequestHeaders.GetValueBytes("data-bin")! } });
            context.ResponseTrailers.Add("tail", string.Join('|', context.RequestHeaders.GetAll("twice").Select(entry => entry.Value)));
            context.ResponseTrailers.Add("tail-bin", bytes);
            return request;
        }));
        var headers = new Metadata { { "text", "a, b" }, { "data-bin", bytes }, { "twice", "1" }, { "twice", "2" } };

        using AsyncUnaryCall<string> call = server.Client().AsyncUnaryCall(Say.Once, null, new CallOptions(headers), "x");
        Metadata head = await call.ResponseHeadersAsync;
        await call;

        Assert.Equal("a, b", head.GetValue("head"));
        Assert.Equal(bytes, head.GetValueBytes("head-bin"));
        // Values of one name may be joined on their way; ours are, by the HTTP client.
        Assert.Equal("1, 2", call.GetTrailers().GetValue("tail"));
        Assert.Equal(bytes, call.GetTrailers().GetValueBytes("tail-bin"));
        Assert.DoesNotContain(head, entry => entry.Key is "date" or "server" or "content-type");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refusal_WhenThrownWithDetails_ReachesTheCallerWhole(bool afterMessage)
    {
        byte[] details = [8, 3, 18, 1, 65];
        string detail = "50% of\r\nwhat ☺ asked for";
        await using TestServer server = await TestServer.StartAsync(Say.Service(down: async (_, responses, context) =>
        {
            if (afterMessage)
            {
                await responses.WriteAsync("first");
            }

            throw new RpcException(new Status(StatusCode.FailedPrecondition, detail), new Metadata { { "grpc-status-details-bin", details } });
        }));
        using AsyncServerStreamingCall<string> call = server.Client().AsyncServerStreamingCall(Say.Down, null, default, "x");
        if (afterMessage)
        {
            Assert.True(await call.ResponseStream.MoveNext());
        }

        RpcException refusal = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());

        Assert.Equal(StatusCode.FailedPrecondition, refusal.StatusCode);
        Assert.Equal(detail, refusal.Status.Detail);
        Assert.Equal(details, refusal.Trailers.GetValueBytes("grpc-status-details-bin"));
        Assert.Equal(details, call.GetTrailers().GetValueBytes("grpc-status-details-bin"));
    }

    [Fact]
    public async Task Status_WhenSetByAHandlerThatReturns_IsTheCalls()
    {
        await using TestServer server = await TestServer.StartAsync(Say.Service(down: (_, _, context) =>
        {
            context.Status = new Status(StatusCode.OutOfRange, "compacted");
            return Task.CompletedTask;
        }));
        using AsyncServerStreamingCall<string> call = server.Client().AsyncServerStreamingCall(Say.Down, null, default, "x");

        Assert.Equal(StatusCode.OutOfRange, (await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext())).StatusCode);
    }

    [Fact]
    public async Task Failure_OfAHandler_IsUnknownToTheCallerAndToldToTheOperator()
    {
        await using TestServer server = await TestServer.StartAsync(Say.Service(once: (_, _) => throw new InvalidOperationException("the password is 42")));
        RpcException refusal = await Assert.ThrowsAsync<RpcException>(async () => await server.Client().AsyncUnaryCall(Say.Once, null, default, "x"));

        Assert.Equal(StatusCode.Unknown, refusal.StatusCode);
        Assert.DoesNotContain("42", refusal.ToString(), StringComparison.Ordinal);
        Assert.Contains(server.Errors.Errors, line => line.Contains("the password is 42", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Method_WhenThereIsNone_IsUnimplemented()
    {
        await using TestServer server = await TestServer.StartAsync(Say.Service());
        foreach ((string service, string name) in ((string, string)[])[("say.Say", "Never"), ("no.Such", "Once"), ("SAY.SAY", "ONCE")])
        {
            var method = new Method<string, string>(MethodType.Unary, service, name, Marshallers.StringMarshaller, Marshallers.StringMarshaller);
            Assert.Equal(StatusCode.Unimplemented, (await Assert.ThrowsAsync<RpcException>(async () => await server.Client().AsyncUnaryCall(method, null, default, "x"))).StatusCode);
        }
    }

    [Fact]
    public async Task Server_WhenThereIsNone_IsUnavailable()
    {
        Uri gone;
        await using (TestServer server = await TestServer.StartAsync(Say.Service()))
        {
            gone = server.Address;
        }

        using var channel = new Http2Channel(gone, new Http2ChannelOptions { Clock = TimeProvider.System });
        CallInvoker client = channel.CreateCallInvoker();
        RpcException refusal = await Assert.ThrowsAsync<RpcException>(async () => await client.AsyncUnaryCall(Say.Once, null, default, "x"));
        Assert.Equal(StatusCode.Unavailable, refusal.StatusCode);

        using AsyncDuplexStreamingCall<string, string> call = client.AsyncDuplexStreamingCall(Say.Both, null, default);
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => call.RequestStream.WriteAsync("x"))).StatusCode);
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext())).StatusCode);
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => call.ResponseHeadersAsync)).StatusCode);
    }

    [Fact]
    public async Task Call_OfManyAtOnce_UsesMoreThanOneConnection()
    {
        const int calls = 250; // MaxStreamsPerConnection is 100
        var all = new CountdownEvent(calls);
        var peers = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>();
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TestServer server = await TestServer.StartAsync(Say.Service(once: async (request, context) =>
        {
            peers[context.Peer] = true;
            all.Signal();
            await go.Task;
            return request;
        }));
        CallInvoker client = server.Client();
        Task<string>[] under = [.. Enumerable.Range(0, calls).Select(i => client.AsyncUnaryCall(Say.Once, null, default, $"{i}").ResponseAsync)];
        await Task.Run(() => Assert.True(all.Wait(TimeSpan.FromSeconds(60))));
        go.SetResult();

        Assert.Equal(Enumerable.Range(0, calls).Select(i => $"{i}"), await Task.WhenAll(under));
        Assert.InRange(peers.Count, 3, calls);
    }

    private static async Task<List<string>> All(IAsyncStreamReader<string> reader)
    {
        var all = new List<string>();
        await foreach (string message in reader.ReadAllAsync())
        {
            all.Add(message);
        }

        return all;
    }
}
