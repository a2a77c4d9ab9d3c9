using Grpc.Core;
using Grpc.Core.Interceptors;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Gateway.Answers;

namespace MultiVenueMargin.Gateway;

/// <summary>
/// Stands before every method: finds out who calls, and ends calls as the contract says. A refusal becomes a rich status; whatever else is thrown
/// is a fault of ours, is told to the operator, and to the caller only as that. While the door closes nothing but its health is told any more.
/// </summary>
internal sealed class DoorInterceptor(DoorOptions options, RunningCalls calls) : Interceptor
{
    // Whether a server is there may be asked by whoever can reach it: load balancers have no names.
    private const string Health = "/grpc.health.v1.Health/";

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            using var running = await EnterAsync(context).ConfigureAwait(false);
            return Answer.Fitting(await continuation(request, context).ConfigureAwait(false), options.Limits.AnswerBytes);
        }
        catch (Exception exception) when (IsToBeTold(context, exception))
        {
            throw Told(context, exception);
        }
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            using var running = await EnterAsync(context).ConfigureAwait(false);
            return await continuation(requestStream, context).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsToBeTold(context, exception))
        {
            throw Told(context, exception);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            using var running = await EnterAsync(context).ConfigureAwait(false);
            await continuation(request, responseStream, context).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsToBeTold(context, exception))
        {
            throw Told(context, exception);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            using var running = await EnterAsync(context).ConfigureAwait(false);
            await continuation(requestStream, responseStream, context).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsToBeTold(context, exception))
        {
            throw Told(context, exception);
        }
    }

    // What is a status already, and the end of a call that was cancelled, the transport tells as it is.
    private static bool IsToBeTold(ServerCallContext context, Exception exception) => exception switch
    {
        RpcException => false,
        OperationCanceledException => !context.CancellationToken.IsCancellationRequested,
        _ => true,
    };

    private RpcException Told(ServerCallContext context, Exception exception)
    {
        if (exception is RefusedException refused)
        {
            return RichStatus.Of(refused);
        }

        DoorLog.MethodFailed(options.Log, context.Method, exception);
        return new RpcException(new Status(StatusCode.Unknown, "The call failed."));
    }

    /// <summary>The call's place, to be left when it ends.</summary>
    private async ValueTask<Place> EnterAsync(ServerCallContext context)
    {
        if (context.Method.StartsWith(Health, StringComparison.Ordinal))
        {
            return default;
        }

        if (!calls.TryBegin())
        {
            throw RichStatus.Of(V1.ErrorReason.NotReady, "The platform is ending. Ask again with the same request id, here or elsewhere.");
        }

        var place = new Place(calls);
        try
        {
            var caller = await options.Callers.ReadAsync(context).ConfigureAwait(false)
                ?? throw RichStatus.Of(V1.ErrorReason.Unauthenticated, "Nobody is known to ask.");
            caller.Enter(context);
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    private readonly struct Place(RunningCalls? calls) : IDisposable
    {
        public void Dispose() => calls?.End();
    }
}
