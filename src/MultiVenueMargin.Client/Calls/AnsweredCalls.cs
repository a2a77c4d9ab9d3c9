using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using MultiVenueMargin.Contracts;

namespace MultiVenueMargin.Client.Calls;

/// <summary>
/// Stands before every call: says who asks, gives calls with one answer a deadline, and repeats those of which it is not known whether they were heard.
/// A request is repeated as it is, with its request_id, so that a mutation has one effect; one without a request_id has nothing that tells the
/// repetition apart and is never repeated. A definite refusal ends it at once.
/// </summary>
internal sealed class AnsweredCalls(MarginClientOptions options, Jitter jitter) : Interceptor
{
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation) =>
        AnswerAsync(request, context, with => Task.FromResult(continuation(request, with)), context.Options.CancellationToken).GetAwaiter().GetResult();

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        AsyncUnaryCall<TResponse>? last = null;
#pragma warning disable CA2000 // Holds nothing until somebody registers with it, and what registers is undone when the call ends.
        var disposed = new CancellationTokenSource();
#pragma warning restore CA2000
        var response = RunAsync();
        return new AsyncUnaryCall<TResponse>(response, _ => HeadersAsync(), _ => Last().GetStatus(), _ => Last().GetTrailers(), _ => disposed.Cancel(), null);

        async Task<TResponse> RunAsync()
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(context.Options.CancellationToken, disposed.Token);
            return await AnswerAsync(request, context, AttemptAsync, either.Token).ConfigureAwait(false);
        }

        async Task<TResponse> AttemptAsync(ClientInterceptorContext<TRequest, TResponse> with)
        {
            using var call = continuation(request, with);
            Volatile.Write(ref last, call);
            return await call.ResponseAsync.ConfigureAwait(false);
        }

        async Task<Metadata> HeadersAsync()
        {
            await response.ConfigureAwait(false);
            return await Last().ResponseHeadersAsync.ConfigureAwait(false);
        }

        AsyncUnaryCall<TResponse> Last() => response.IsCompleted && Volatile.Read(ref last) is { } call
            ? call
            : throw new InvalidOperationException("The call has not ended.");
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, With(context, context.Options.Deadline, context.Options.CancellationToken));

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(With(context, context.Options.Deadline, context.Options.CancellationToken));

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(With(context, context.Options.Deadline, context.Options.CancellationToken));

    private async Task<TResponse> AnswerAsync<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        Func<ClientInterceptorContext<TRequest, TResponse>, Task<TResponse>> attempt,
        CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : class
    {
        var clock = options.Clock;
        var begun = clock.GetTimestamp();
        var backOff = new BackOff(options, jitter);
        var requestId = RequestIdOf(request);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RpcException end;
            try
            {
                var deadline = context.Options.Deadline ?? (clock.GetUtcNow() + options.CallWithin).UtcDateTime;
                return await attempt(With(context, deadline, cancellationToken)).ConfigureAwait(false);
            }
            catch (RpcException exception)
            {
                end = exception;
            }

            cancellationToken.ThrowIfCancellationRequested();
            var status = DoorStatus.Of(end);
            if (!IsUnanswered(status, isMutation: requestId is not null))
            {
                throw status.ToException(end);
            }

            var delay = backOff.Next(status.RetryDelay);
            var isSpent = backOff.Failures >= options.Attempts
                || clock.GetElapsedTime(begun) + delay > options.RetryFor
                || (context.Options.Deadline is { } last && (clock.GetUtcNow() + delay).UtcDateTime >= last.ToUniversalTime());
            if (requestId is "" || isSpent)
            {
                throw status.AsksToRetry ? status.ToException(end) : new DoorUnansweredException(status.Code, backOff.Failures, status.Message, end);
            }

            options.Interrupted?.Invoke(new Interruption(context.Method.FullName, status.Code, status.Message, backOff.Failures, delay));
            await Task.Delay(delay, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Whether to ask again. What ran into a deadline is asked again for a mutation only, whose outcome has to be found out: a question that took too long
    /// would take as long again, from a server that is busy already.
    /// </summary>
    private static bool IsUnanswered(DoorStatus status, bool isMutation) =>
        status.AsksToRetry
        || (status.ReasonName.Length == 0 && (status.Code == RpcCode.Unavailable || (isMutation && status.Code == RpcCode.DeadlineExceeded)));

    /// <summary>Absent for what changes nothing and may be asked as often as one likes; empty where a mutation was not given one.</summary>
    private static string? RequestIdOf(object request) =>
        request is IMessage message && message.Descriptor.FindFieldByName("request_id") is { } field ? (string)field.Accessor.GetValue(message) : null;

    private ClientInterceptorContext<TRequest, TResponse> With<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, DateTime? deadline, CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : class
    {
        var with = context.Options.WithCancellationToken(cancellationToken);
        if (deadline is { } until)
        {
            with = with.WithDeadline(until);
        }

        if (options.Principal is { } principal)
        {
            var headers = new Metadata();
            foreach (var entry in (context.Options.Headers ?? Metadata.Empty).Concat(principal()))
            {
                headers.Add(entry);
            }

            with = with.WithHeaders(headers);
        }

        return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, with);
    }
}
