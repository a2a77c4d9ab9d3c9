using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using MultiVenueMargin.Grpc.Framing;

namespace MultiVenueMargin.Grpc.Server;

/// <summary>
/// One call, from its headers to its status. This part runs it and ends it; what the handler sees of it is in the other part, and how
/// messages go in and out in the third.
/// </summary>
internal sealed partial class ServerCall(GrpcServer server, HttpContext http, ServerMethod method) : ServerCallContext, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private ITimer? _deadlineTimer;
    private Task? _cancelling;
    private int _cause;

    public HttpContext Http => http;

    /// <summary>Why the call was cancelled, where it was: the first reason counts.</summary>
    private enum Cause
    {
        None,
        ClientLeft,
        DeadlinePassed,
        ServerStops,
    }

    public async Task Run()
    {
        CancellationTokenRegistration client = default;
        CancellationTokenRegistration drain = default;
        Status status;
        try
        {
            Begin();
            client = http.RequestAborted.UnsafeRegister(static call => ((ServerCall)call!).Cancel(Cause.ClientLeft), this);
            drain = server.Drained.UnsafeRegister(static call => ((ServerCall)call!).Cancel(Cause.ServerStops), this);
            await method.Handle(this).ConfigureAwait(false);
            status = Status;
        }
        catch (Exception exception)
        {
            status = StatusOf(exception);
        }

        End(status);
        await client.DisposeAsync().ConfigureAwait(false);
        await drain.DisposeAsync().ConfigureAwait(false);
        if (_deadlineTimer is not null)
        {
            await _deadlineTimer.DisposeAsync().ConfigureAwait(false);
        }

        // Nobody can cancel any more; who has begun to is waited for.
        if (_cancelling is not null)
        {
            await _cancelling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Dispose();
    }

    public void Dispose()
    {
        _writer?.Dispose();
        _cancellation.Dispose();
    }

    /// <summary>Puts a status, and nothing else, into headers or trailers.</summary>
    internal static void WriteStatus(IHeaderDictionary headers, Status status)
    {
        headers[WireMetadata.Status] = CodeText(status.StatusCode);
        if (status.Detail.Length > 0)
        {
            headers[WireMetadata.Message] = PercentEncoding.Encode(status.Detail);
        }
    }

    private static string CodeText(StatusCode code) =>
        code == StatusCode.OK ? "0" : ((int)code).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private void Begin()
    {
        http.Response.ContentType = WireMetadata.ContentType;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            // Messages have limits of their own, and a stream none.
            size.MaxRequestBodySize = null;
        }

        if (method.TakesStream && http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            // A stream is as slow as its news. A single request keeps the transport's least rate.
            rate.MinDataRate = null;
        }

        if (server.IsStopping)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "The server is about to end."));
        }

        BeginReading();
        if (http.Request.Headers.TryGetValue(GrpcTimeout.Header, out Microsoft.Extensions.Primitives.StringValues text))
        {
            if (!GrpcTimeout.TryParse(text.ToString(), out TimeSpan timeout))
            {
                throw new RpcException(new Status(StatusCode.InvalidArgument, "The header grpc-timeout cannot be read."));
            }

            BeginDeadline(timeout);
        }
    }

    private void BeginDeadline(TimeSpan timeout)
    {
        TimeProvider clock = server.Options.Clock;
        DateTime now = clock.GetUtcNow().UtcDateTime;
        if (timeout >= DateTime.MaxValue - now)
        {
            return;
        }

        _deadline = now + timeout;
        if (timeout == TimeSpan.Zero)
        {
            Cancel(Cause.DeadlinePassed);
        }
        else if (timeout.TotalMilliseconds < uint.MaxValue - 1)
        {
            // A later deadline than a timer can have, seven weeks, is the client's to keep.
            _deadlineTimer = clock.CreateTimer(static call => ((ServerCall)call!).Cancel(Cause.DeadlinePassed), this, timeout, Timeout.InfiniteTimeSpan);
        }
    }

    private void Cancel(Cause cause)
    {
        if (Interlocked.CompareExchange(ref _cause, (int)cause, (int)Cause.None) == (int)Cause.None)
        {
            // Not here: what the handler registered must not hold up the connection or the timer.
            _cancelling = _cancellation.CancelAsync();
        }
    }

    private Status StatusOf(Exception exception)
    {
        switch (exception)
        {
            case RpcException { StatusCode: not StatusCode.OK } said:
                foreach (Metadata.Entry entry in said.Trailers)
                {
                    ResponseTrailers.Add(entry);
                }

                return said.Status;

            case OperationCanceledException when (Cause)_cause is not Cause.None:
                return (Cause)_cause switch
                {
                    Cause.DeadlinePassed => new Status(StatusCode.DeadlineExceeded, "The deadline passed."),
                    Cause.ServerStops => new Status(StatusCode.Unavailable, "The server is about to end."),
                    _ => Status.DefaultCancelled,
                };

            case OperationCanceledException:
                return new Status(StatusCode.Cancelled, "The call was cancelled by its handler.");

            default:
                ServerLog.HandlerFailed(server.Log, method.Path, exception);
                return new Status(StatusCode.Unknown, "The handler failed.");
        }
    }

    private void End(Status status)
    {
        if (_writer is { IsBroken: true })
        {
            ServerLog.ResponseBroken(server.Log, method.Path, status.DebugException);
            http.Abort();
            return;
        }

        if ((Cause)_cause == Cause.ClientLeft || http.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        if (status.StatusCode != StatusCode.OK)
        {
            ServerLog.Refused(server.Log, method.Path, status.StatusCode, status.Detail);
        }

        // Without a body there are no trailers to come: the headers say it all.
        IHeaderDictionary target = http.Response.HasStarted || _anyMessage
            ? http.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers
            : http.Response.Headers;
        WriteStatus(target, status);
        if (_trailers is not null)
        {
            Append(target, _trailers);
        }
    }

    private static void Append(IHeaderDictionary target, Metadata metadata)
    {
        foreach (Metadata.Entry entry in metadata)
        {
            if (!WireMetadata.IsTransport(entry.Key))
            {
                target.Append(entry.Key, WireMetadata.ToWire(entry));
            }
        }
    }
}
