using System.IO.Pipelines;
using System.Net;
using Grpc.Core;
using MultiVenueMargin.Grpc.Framing;

namespace MultiVenueMargin.Grpc.Client;

/// <summary>
/// One call, whatever its messages: it is begun once and ends once, by the server's status or by the first of what can go wrong before. Everything
/// that waits on it is let go by its end.
/// </summary>
internal abstract class ClientCall : IDisposable
{
    private readonly Http2Channel _channel;
    private readonly IMethod _method;
    private readonly CallOptions _options;
    private readonly HttpRequestMessage _request;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly TaskCompletionSource<Metadata> _headers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<CallOutcome> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HttpResponseMessage? _response;
    private RequestContent? _content;
    private ITimer? _deadline;
    private CancellationTokenRegistration _byCaller;
    private CancellationTokenRegistration _byParent;
    private CancellationTokenRegistration _byChannel;
    private CallOutcome? _outcome;

    protected ClientCall(Http2Channel channel, IMethod method, string? host, CallOptions options)
    {
        _channel = channel;
        _method = method;
        _options = options;
        _request = new HttpRequestMessage(HttpMethod.Post, new Uri(channel.Address, method.FullName))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        _request.Headers.Host = host;
        Compress = options.Headers?.GetValue(WireMetadata.EncodingRequest) is { } encoding ? encoding == Gzip.Name : channel.Options.CompressRequests;
    }

    public Http2ChannelOptions Options => _channel.Options;

    public WriteOptions? WriteOptions => _options.WriteOptions;

    public Task<Metadata> ResponseHeaders => _headers.Task;

    public CancellationToken Cancelled => _cancellation.Token;

    public bool HasEnded => Volatile.Read(ref _outcome) is not null;

    protected bool Compress { get; }

    protected CallOutcome? Outcome => Volatile.Read(ref _outcome);

    public Status GetStatus() => Ended().Status;

    public Metadata GetTrailers() => Ended().Trailers;

    public void ThrowIfEnded()
    {
        if (Outcome is { } outcome)
        {
            throw outcome.IsOk ? new InvalidOperationException("The call has ended.") : outcome.ToException();
        }
    }

    /// <summary>What to tell the writer of a request that the transport did not take.</summary>
    public async Task<RpcException> WhyWriteFailed(Exception exception)
    {
        // The server may have ended the call on its side, and its status says why. It comes with the headers, or is read after the messages.
        await Begun.ConfigureAwait(false);
        CallOutcome? outcome = ReadsByItself ? await _ended.Task.ConfigureAwait(false) : Outcome;
        return outcome is { IsOk: false } ? outcome.ToException()
            : new RpcException(new Status(StatusCode.Unavailable, "The server takes no more requests of this call; its responses end with the reason.", exception));
    }

    public void Dispose() => End(new CallOutcome(new Status(StatusCode.Cancelled, "The call was disposed."), []));

    /// <summary>Done when the headers have come, or will not. Never fails.</summary>
    protected abstract Task Begun { get; }

    /// <summary>Whether the response is read without anybody asking for it.</summary>
    protected abstract bool ReadsByItself { get; }

    /// <summary>Sends the request and waits for the response's headers. Null when the call has ended with them, or before.</summary>
    protected async Task<MessageReader?> BeginAsync(RequestContent content)
    {
        _content = content;
        _request.Content = content;
        try
        {
            if (!BeginDeadline())
            {
                return null;
            }

            _byCaller = OnCancel(new Status(StatusCode.Cancelled, "The call was cancelled by its caller."), _options.CancellationToken);
            _byParent = OnCancel(new Status(StatusCode.Cancelled, "The call that this one was made for has ended."), _options.PropagationToken?.CancellationToken ?? default);
            _byChannel = OnCancel(new Status(StatusCode.Cancelled, "The channel was closed."), _channel.Closed);
            if (HasEnded)
            {
                // Cancelled before it began: what was registered behind that would stay for good.
                Unregister();
                return null;
            }

            AddHeaders(await Credentials().ConfigureAwait(false));
            HttpResponseMessage response = await _channel.Http.SendAsync(_request, _cancellation.Token).ConfigureAwait(false);
            Volatile.Write(ref _response, response);
            if (HasEnded)
            {
                // It ended while the response came, so nobody else knows of it.
                response.Dispose();
                return null;
            }

            bool readable = ResponseHead.TryReadMetadata(response.Headers, out Metadata headers);
            if (ResponseHead.EndOf(response) is { } end)
            {
                _headers.TrySetResult([]);
                End(end);
                return null;
            }

            if (!readable)
            {
                End(new CallOutcome(new Status(StatusCode.Internal, "The response's headers cannot be read."), []));
                return null;
            }

            _headers.TrySetResult(headers.Freeze());
            Stream stream = await response.Content.ReadAsStreamAsync(_cancellation.Token).ConfigureAwait(false);
            bool gzip = response.Headers.NonValidated.TryGetValues(WireMetadata.Encoding, out var encoding) && encoding.ToString() == Gzip.Name;
            return new MessageReader(PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16 * 1024, leaveOpen: true)), Options.MaxReceiveMessageBytes, gzip, StatusCode.Internal);
        }
        catch (Exception exception)
        {
            End(exception);
            return null;
        }
    }

    /// <summary>The body has been read to its end: the trailers say how the call ended.</summary>
    protected void EndByTrailers() => End(ResponseHead.OutcomeOf(_response!.TrailingHeaders));

    protected void End(Exception exception) => End(new CallOutcome(TransportFailure.StatusOf(exception), []));

    protected void Cancel(string why) => End(new CallOutcome(new Status(StatusCode.Cancelled, why), []));

    protected void End(CallOutcome outcome)
    {
        if (Interlocked.CompareExchange(ref _outcome, outcome, null) is not null)
        {
            return;
        }

        outcome.Trailers.Freeze();
        RpcException exception = outcome.ToException();
        Unregister();
        if (!outcome.IsOk || _content is { IsOpen: true })
        {
            // Wakes whoever reads, writes or connects. Not here: they must not run on the thread of a timer or of somebody's Cancel.
            _ = _cancellation.CancelAsync();
            _content?.Abandon(exception);
        }

        Volatile.Read(ref _response)?.Dispose();
        if (outcome.IsOk)
        {
            _headers.TrySetResult([]);
        }
        else if (_headers.TrySetException(exception))
        {
            _ = _headers.Task.Exception;
        }

        _ended.TrySetResult(outcome);
        _request.Dispose();
    }

    private void Unregister()
    {
        _deadline?.Dispose();
        _byCaller.Unregister();
        _byParent.Unregister();
        _byChannel.Unregister();
    }

    private CallOutcome Ended() => Outcome ?? throw new InvalidOperationException("The call has not ended.");

    private CancellationTokenRegistration OnCancel(Status status, CancellationToken token) =>
        token.CanBeCanceled ? token.UnsafeRegister(_ => End(new CallOutcome(status, [])), null) : default;

    private bool BeginDeadline()
    {
        DateTime? deadline = Earlier(_options.Deadline, _options.PropagationToken?.Deadline);
        if (deadline is not { } until || until == DateTime.MaxValue)
        {
            return true;
        }

        TimeSpan left = until.ToUniversalTime() - Options.Clock.GetUtcNow().UtcDateTime;
        if (left <= TimeSpan.Zero)
        {
            EndByDeadline();
            return false;
        }

        _request.Headers.TryAddWithoutValidation(GrpcTimeout.Header, GrpcTimeout.Format(left));
        if (left.TotalMilliseconds < uint.MaxValue - 1)
        {
            // A later one than a timer can have, seven weeks, is the server's to keep.
            _deadline = Options.Clock.CreateTimer(static call => ((ClientCall)call!).EndByDeadline(), this, left, Timeout.InfiniteTimeSpan);
        }

        return true;
    }

    private void EndByDeadline() => End(new CallOutcome(new Status(StatusCode.DeadlineExceeded, "The deadline passed."), []));

    private static DateTime? Earlier(DateTime? one, DateTime? other) => one is null || other < one ? other ?? one : one;

    private async Task<Metadata?> Credentials()
    {
        if (_channel.Options.Credentials is null && _options.Credentials is null)
        {
            return null;
        }

        if (!_channel.IsSecure)
        {
            throw new RpcException(new Status(StatusCode.Unauthenticated, "Credentials are sent over https only."));
        }

        var metadata = new Metadata();
        var context = new AuthInterceptorContext(new Uri(_channel.Address, _method.ServiceName).AbsoluteUri, _method.Name, _cancellation.Token);
        foreach (CallCredentials? credentials in (CallCredentials?[])[_channel.Options.Credentials, _options.Credentials])
        {
            await (credentials?.AddTo(metadata, context) ?? Task.CompletedTask).ConfigureAwait(false);
        }

        return metadata;
    }

    private void AddHeaders(Metadata? credentials)
    {
        Add("te", "trailers");
        Add(WireMetadata.AcceptEncoding, WireMetadata.AcceptedEncodings);
        if (Compress)
        {
            Add(WireMetadata.Encoding, Gzip.Name);
        }

        AddAll(_options.Headers);
        AddAll(credentials);
        if (_options.Headers?.Get("user-agent") is null)
        {
            Add("user-agent", "grpc-multivenuemargin/0.1");
        }

        void Add(string name, string value) => _request.Headers.TryAddWithoutValidation(name, value);

        void AddAll(Metadata? metadata)
        {
            foreach (Metadata.Entry entry in metadata ?? Metadata.Empty)
            {
                if (!WireMetadata.IsTransport(entry.Key) && entry.Key is not (WireMetadata.EncodingRequest or WireMetadata.Encoding))
                {
                    Add(entry.Key, WireMetadata.ToWire(entry));
                }
            }
        }
    }
}
