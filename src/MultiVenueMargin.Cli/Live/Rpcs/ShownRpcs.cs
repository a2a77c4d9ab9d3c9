using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using MultiVenueMargin.Files;

namespace MultiVenueMargin.Cli.Live.Rpcs;

/// <summary>
/// Shows every attempt of every call: its full name with the request, how it ended and how long it took, and a line that does the same with grpcurl.
/// Thread-safe.
/// </summary>
internal sealed class ShownRpcs(TextWriter error, LiveOptions options, TimeProvider clock) : Interceptor
{
    private readonly Lock _lock = new();

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var begun = clock.GetTimestamp();
        var call = continuation(request, context);
        return new AsyncUnaryCall<TResponse>(AnswerAsync(), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);

        async Task<TResponse> AnswerAsync()
        {
            try
            {
                var answer = await call.ResponseAsync;
                Show(Begun(context.Method, request), Ended(Status.DefaultSuccess, begun), GrpcurlOf(context.Method, request));
                return answer;
            }
            catch (RpcException end)
            {
                Show(Begun(context.Method, request), Ended(end.Status, begun), GrpcurlOf(context.Method, request));
                throw;
            }
        }
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        // A stream may run for days: it is shown when it begins, and once more when it ends.
        Show(Begun(context.Method, request), GrpcurlOf(context.Method, request));
        var begun = clock.GetTimestamp();
        var call = continuation(request, context);
        var counted = new CountedStream<TResponse>(call.ResponseStream)
        {
            Ended = (status, messages) => Show(string.Create(CultureInfo.InvariantCulture, $"rpc {context.Method.FullName[1..]} ended after {messages:N0} messages"), Ended(status, begun)),
        };
        return new AsyncServerStreamingCall<TResponse>(counted, call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, Leave);

        void Leave()
        {
            counted.Leave();
            call.Dispose();
        }
    }

    private static string Begun(IMethod method, object request) => $"rpc {method.FullName[1..]} {Json(request)}";

    private string Ended(Status status, long begun)
    {
        var detail = status.StatusCode == StatusCode.OK ? string.Empty : $": {JsonPath.Shown(status.Detail, longest: 400)}";
        return string.Create(CultureInfo.InvariantCulture, $"    {status.StatusCode} in {clock.GetElapsedTime(begun).TotalMilliseconds:0.0} ms{detail}");
    }

    private string GrpcurlOf(IMethod method, object request) =>
        $"    {Grpcurl.Of(options, method.FullName[1..], Json(request))}";

    private static string Json(object request) => request is IMessage message ? ContractJson.Request(message) : "{}";

    private void Show(params ReadOnlySpan<string> lines)
    {
        lock (_lock)
        {
            foreach (var line in lines)
            {
                error.WriteLine(line);
            }

            error.Flush();
        }
    }
}
