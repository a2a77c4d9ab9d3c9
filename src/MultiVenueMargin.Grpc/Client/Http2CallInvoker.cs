using Grpc.Core;

namespace MultiVenueMargin.Grpc.Client;

#pragma warning disable CA2000 // A call is whoever's who asked for it: disposing what it is handed as disposes it.

/// <summary>Makes calls over a channel.</summary>
internal sealed class Http2CallInvoker(Http2Channel channel) : CallInvoker
{
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        using AsyncUnaryCall<TResponse> call = AsyncUnaryCall(method, host, options, request);
        return call.ResponseAsync.GetAwaiter().GetResult();
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        return new AsyncUnaryCall<TResponse>(call.SendAndReceiveAsync(request), StateOf(call));
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        call.Send(request);
        return new AsyncServerStreamingCall<TResponse>(call, StateOf(call));
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        ClientRequestStream<TRequest> requests = call.SendStream();
        return new AsyncClientStreamingCall<TRequest, TResponse>(requests, call.ReceiveAsync(), StateOf(call));
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(call.SendStream(), call, StateOf(call));
    }

    private static AsyncCallState StateOf(ClientCall call) => new(
        call,
        static call => ((ClientCall)call!).ResponseHeaders,
        static call => ((ClientCall)call!).GetStatus(),
        static call => ((ClientCall)call!).GetTrailers(),
        static call => ((ClientCall)call!).Dispose());
}
