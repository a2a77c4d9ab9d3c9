using Grpc.Core;
using MultiVenueMargin.Grpc.Client;

namespace MultiVenueMargin.Grpc.Tests.BothEnds;

/// <summary>Deadlines, cancellation from either side, and a server that ends.</summary>
public sealed class EndingsTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Deadline_WhenItPassesAtTheServer_CancelsTheHandlerAndIsTheStatus()
    {
        await using TestServer server = await TestServer.StartAsync(Say.Service(once: async (_, context) =>
        {
            Assert.InRange(context.Deadline, DateTime.UtcNow - TimeSpan.FromMinutes(1), DateTime.UtcNow + Soon);
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return "never";
        }));
        CallInvoker client = server.Client(options => options with { Clock = new StoppedClock() });

        RpcException end = await Assert.ThrowsAsync<RpcException>(async () => await client.AsyncUnaryCall(Say.Once, null, new CallOptions(deadline: DateTime.UtcNow + Soon), "x"));

        Assert.Equal(StatusCode.DeadlineExceeded, end.StatusCode);
        Assert.Empty(server.Errors.Errors);
    }

    [Fact]
    public async Task Deadline_WhenItPassesAtTheClient_EndsTheCallThereAndCancelsTheHandler()
    {
        var cancelled = new TaskCompletionSource();
        await using TestServer server = await TestServer.StartAsync(
            Say.Service(both: async (requests, _, context) =>
            {
                await using CancellationTokenRegistration registration = context.CancellationToken.Register(cancelled.SetResult);
                await requests.MoveNext();
            }),
            options => options with { Clock = new StoppedClock() });
        using AsyncDuplexStreamingCall<string, string> call = server.Client().AsyncDuplexStreamingCall(Say.Both, null, new CallOptions(deadline: DateTime.UtcNow + Soon));

        Assert.Equal(StatusCode.DeadlineExceeded, (await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext())).StatusCode);
        Assert.Equal(StatusCode.DeadlineExceeded, call.GetStatus().StatusCode);
        Assert.Equal(StatusCode.DeadlineExceeded, (await Assert.ThrowsAsync<RpcException>(() => call.RequestStream.WriteAsync("late"))).StatusCode);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Deadline_WhenPassedBeforehand_NeverReachesTheServer()
    {
        bool called = false;
        await using TestServer server = await TestServer.StartAsync(Say.Service(once: (request, _) =>
        {
            called = true;
            return Task.FromResult(request);
        }));

        RpcException end = await Assert.ThrowsAsync<RpcException>(async () => await server.Client().AsyncUnaryCall(Say.Once, null, new CallOptions(deadline: DateTime.UtcNow - Soon), "x"));

        Assert.Equal(StatusCode.DeadlineExceeded, end.StatusCode);
        Assert.False(called);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("dispose")]
    [InlineData("read")]
    [InlineData("channel")]
    public async Task Cancelling_ByTheClient_EndsTheCallAndTheHandler(string how)
    {
        var begun = new TaskCompletionSource();
        var ended = new TaskCompletionSource<bool>();
        await using TestServer server = await TestServer.StartAsync(Say.Service(up: async (requests, context) =>
        {
            Assert.True(await requests.MoveNext());
            begun.SetResult();
            try
            {
                // A cancelled stream must never look like one that was completed.
                ended.SetResult(await requests.MoveNext());
            }
            catch (OperationCanceledException)
            {
                Assert.True(context.CancellationToken.IsCancellationRequested);
                ended.SetException(new OperationCanceledException());
            }

            return "done";
        }));
        using var channel = new Http2Channel(server.Address, new Http2ChannelOptions { Clock = TimeProvider.System });
        using var source = new CancellationTokenSource();
        using AsyncClientStreamingCall<string, string> call = channel.CreateCallInvoker().AsyncClientStreamingCall(Say.Up, null, new CallOptions(cancellationToken: source.Token));
        await call.RequestStream.WriteAsync("one");
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30));
        switch (how)
        {
            case "token":
                await source.CancelAsync();
                break;
            case "channel":
                channel.Dispose();
                break;
            default:
                call.Dispose();
                break;
        }

        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ended.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Empty(server.Errors.Errors);
    }

    [Fact]
    public async Task Reading_WhenItIsCancelled_CancelsTheCall()
    {
        await using TestServer server = await TestServer.StartAsync(Say.Service(down: async (_, responses, context) =>
        {
            await responses.WriteAsync("one");
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }));
        using AsyncServerStreamingCall<string> call = server.Client().AsyncServerStreamingCall(Say.Down, null, default, "x");
        Assert.True(await call.ResponseStream.MoveNext());
        using var source = new CancellationTokenSource(Soon);

        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(source.Token))).StatusCode);
    }

    [Fact]
    public async Task Deadline_WhenPassedOn_BindsTheCallsThatTheHandlerMakes()
    {
        await using TestServer inner = await TestServer.StartAsync(Say.Service(once: (_, context) => Task.FromResult(context.Deadline.ToString("O"))));
        CallInvoker next = inner.Client();
        await using TestServer outer = await TestServer.StartAsync(Say.Service(once: async (request, context) =>
            await next.AsyncUnaryCall(Say.Once, null, new CallOptions(propagationToken: context.CreatePropagationToken()), request)));
        DateTime deadline = DateTime.UtcNow + TimeSpan.FromMinutes(7);

        string told = await outer.Client().AsyncUnaryCall(Say.Once, null, new CallOptions(deadline: deadline), "x");

        DateTime at = DateTime.Parse(told, null, System.Globalization.DateTimeStyles.RoundtripKind);
        Assert.InRange(at, deadline - TimeSpan.FromSeconds(1), deadline + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Server_WhenItStops_LetsCallsEndAndThenEndsStreamsAsUnavailable()
    {
        var begun = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        await using TestServer server = await TestServer.StartAsync(
            Say.Service(
                once: async (_, context) =>
                {
                    begun.SetResult();
                    await go.Task;
                    return "done";
                },
                down: async (_, responses, context) =>
                {
                    await responses.WriteAsync("one");
                    await Task.Delay(Timeout.Infinite, context.CancellationToken);
                }),
            options => options with { DrainWithin = TimeSpan.FromSeconds(1) });
        CallInvoker client = server.Client();
        using AsyncServerStreamingCall<string> stream = client.AsyncServerStreamingCall(Say.Down, null, default, "x");
        Assert.True(await stream.ResponseStream.MoveNext());
        using AsyncUnaryCall<string> call = client.AsyncUnaryCall(Say.Once, null, default, "x");
        await begun.Task;

        Task stopped = server.StopAsync();
        go.SetResult();

        Assert.Equal("done", await call);
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext())).StatusCode);
        await stopped;
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(async () => await client.AsyncUnaryCall(Say.Once, null, default, "x"))).StatusCode);
    }

    [Fact]
    public async Task Writer_WhenTheServerEndedTheCall_HearsWhy()
    {
        await using TestServer server = await TestServer.StartAsync(Say.Service(up: (_, _) => throw new RpcException(new Status(StatusCode.PermissionDenied, "no"))));
        using AsyncClientStreamingCall<string, string> call = server.Client().AsyncClientStreamingCall(Say.Up, null, default);
        string large = new('x', 60_000);

        RpcException end = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (true)
            {
                await call.RequestStream.WriteAsync(large);
            }
        });

        Assert.Equal(StatusCode.PermissionDenied, end.StatusCode);
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
    }
}
