using Grpc.Core;
using Grpc.Core.Interceptors;

namespace MultiVenueMargin.Grpc.Tests.BothEnds;

public sealed class InterceptorsTests
{
    [Fact]
    public async Task ServerInterceptors_WhateverTheShape_StandBeforeTheHandlerInOrder()
    {
        var log = new List<string>();
        await using TestServer server = await TestServer.StartAsync(
            Say.Service(),
            options => options with { Interceptors = [new Noting("first", log), new Noting("second", log)] });
        CallInvoker client = server.Client();

        await client.AsyncUnaryCall(Say.Once, null, default, "x");
        using (AsyncServerStreamingCall<string> down = client.AsyncServerStreamingCall(Say.Down, null, default, "x"))
        {
            while (await down.ResponseStream.MoveNext())
            {
            }
        }

        using (AsyncClientStreamingCall<string, string> up = client.AsyncClientStreamingCall(Say.Up, null, default))
        {
            await up.RequestStream.CompleteAsync();
            await up;
        }

        using (AsyncDuplexStreamingCall<string, string> both = client.AsyncDuplexStreamingCall(Say.Both, null, default))
        {
            await both.RequestStream.CompleteAsync();
            Assert.False(await both.ResponseStream.MoveNext());
        }

        string[] methods = ["/say.Say/Once", "/say.Say/Down", "/say.Say/Up", "/say.Say/Both"];
        Assert.Equal(methods.SelectMany(method => (string[])["first " + method, "second " + method]), log);
    }

    [Fact]
    public async Task ServerInterceptor_WhenItRefuses_KeepsTheHandlerFromBeingCalled()
    {
        bool called = false;
        await using TestServer server = await TestServer.StartAsync(
            Say.Service(once: (request, _) =>
            {
                called = true;
                return Task.FromResult(request);
            }),
            options => options with { Interceptors = [new Refusing()] });

        RpcException refusal = await Assert.ThrowsAsync<RpcException>(async () => await server.Client().AsyncUnaryCall(Say.Once, null, default, "x"));

        Assert.Equal(StatusCode.Unauthenticated, refusal.StatusCode);
        Assert.False(called);
    }

    [Fact]
    public async Task ClientInterceptors_WhateverTheShape_AreAskedInOrder()
    {
        var log = new List<string>();
        await using TestServer server = await TestServer.StartAsync(Say.Service());
        CallInvoker client = server.Client().Intercept(new Noting("first", log), new Noting("second", log));

        Assert.Equal("heard x", await client.AsyncUnaryCall(Say.Once, null, default, "x"));
        Assert.Equal("heard x", client.BlockingUnaryCall(Say.Once, null, default, "x"));
        client.AsyncServerStreamingCall(Say.Down, null, default, "x").Dispose();
        client.AsyncClientStreamingCall(Say.Up, null, default).Dispose();
        client.AsyncDuplexStreamingCall(Say.Both, null, default).Dispose();

        string[] methods = ["/say.Say/Once", "/say.Say/Once", "/say.Say/Down", "/say.Say/Up", "/say.Say/Both"];
        Assert.Equal(methods.SelectMany(method => (string[])["first " + method, "second " + method]), log);
    }

    private sealed class Refusing : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
            throw new RpcException(new Status(StatusCode.Unauthenticated, "who are you?"));
    }

    private sealed class Noting(string name, List<string> log) : Interceptor
    {
        public override TResponse BlockingUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            Note(context.Method.FullName);
            return continuation(request, context);
        }

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            Note(context.Method.FullName);
            return continuation(request, context);
        }

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            Note(context.Method.FullName);
            return continuation(request, context);
        }

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            Note(context.Method.FullName);
            return continuation(context);
        }

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            Note(context.Method.FullName);
            return continuation(context);
        }

        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            Note(context.Method);
            return continuation(request, context);
        }

        public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Note(context.Method);
            return continuation(requestStream, context);
        }

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Note(context.Method);
            return continuation(request, responseStream, context);
        }

        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Note(context.Method);
            return continuation(requestStream, responseStream, context);
        }

        private void Note(string method) => log.Add($"{name} {method}");
    }
}
