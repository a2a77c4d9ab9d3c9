using Grpc.Core;
using MultiVenueMargin.Grpc.Framing;

namespace MultiVenueMargin.Grpc.Client;

/// <summary>One call with its messages.</summary>
internal sealed class ClientCall<TRequest, TResponse>(Http2Channel channel, Method<TRequest, TResponse> method, string? host, CallOptions options)
    : ClientCall(channel, method, host, options), IAsyncStreamReader<TResponse>
    where TRequest : class
    where TResponse : class
{
    private Task<MessageReader?> _response = Task.FromResult<MessageReader?>(null);
    private TResponse? _current;
    private int _reading;

    public TResponse Current => _current ?? throw new InvalidOperationException("There is no message: MoveNext has not returned true.");

    protected override Task Begun => _response;

    protected override bool ReadsByItself => method.Type is MethodType.Unary or MethodType.ClientStreaming;

    public Task<TResponse> SendAndReceiveAsync(TRequest request)
    {
        Send(request);
        return ReceiveAsync();
    }

    public void Send(TRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = new PooledBufferWriter();
        try
        {
            using var writer = new MessageWriter(body, Options.MaxSendMessageBytes, Options.CompressionLevel);
            writer.Write(method.RequestMarshaller, request, Compress && WriteOptions?.Flags.HasFlag(WriteFlags.NoCompress) != true);
        }
        catch (Exception exception)
        {
            body.Dispose();
            End(exception);
            return;
        }

        _response = BeginAsync(RequestContent.Of(body));
    }

    public ClientRequestStream<TRequest> SendStream()
    {
        RequestContent content = RequestContent.Open();
        _response = BeginAsync(content);
        return new ClientRequestStream<TRequest>(this, content, method.RequestMarshaller, Compress);
    }

    /// <summary>The only response.</summary>
    public async Task<TResponse> ReceiveAsync()
    {
        TResponse? response = await ReadAsync().ConfigureAwait(false);
        if (response is null || await ReadAsync().ConfigureAwait(false) is not null)
        {
            // Whoever asks for the status hears OK where the server said so; this caller has no response all the same.
            var wrong = new CallOutcome(new Status(StatusCode.Internal, response is null ? "The server ended the call without a response." : "The server sent more than one response."), []);
            End(wrong);
            throw wrong.ToException();
        }

        return response;
    }

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _reading, 1) != 0)
        {
            throw new InvalidOperationException("A read is under way; await it before the next.");
        }

        try
        {
            using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
                static call => ((ClientCall<TRequest, TResponse>)call!).Cancel("The read was cancelled, and its call with it."), this);
            _current = null;
            _current = await ReadAsync().ConfigureAwait(false);
            return _current is not null;
        }
        finally
        {
            Volatile.Write(ref _reading, 0);
        }
    }

    /// <summary>The next response, or null when the call has ended well. Throws when it has not.</summary>
    private async ValueTask<TResponse?> ReadAsync()
    {
        try
        {
            MessageReader? reader = await _response.ConfigureAwait(false);
            if (reader is not null && Outcome is null)
            {
                if (await reader.ReadAsync(method.ResponseMarshaller, Cancelled).ConfigureAwait(false) is { } message)
                {
                    return message;
                }

                EndByTrailers();
            }
        }
        catch (Exception exception)
        {
            End(exception);
        }

        return Outcome is { IsOk: true } ? null : throw Outcome!.ToException();
    }
}
