using Grpc.Core;
using MultiVenueMargin.Grpc.Framing;

namespace MultiVenueMargin.Grpc.Client;

/// <summary>The requests of a streaming call. A write is done when the server's window took the message.</summary>
internal sealed class ClientRequestStream<T>(ClientCall call, RequestContent content, Marshaller<T> marshaller, bool compress) : IClientStreamWriter<T>, IDisposable
    where T : class
{
    private readonly PooledBufferWriter _buffer = new();
    private MessageWriter? _writer;
    private int _writing;
    private bool _completed;

    public WriteOptions? WriteOptions { get; set; } = call.WriteOptions;

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        Enter();
        try
        {
            if (_completed)
            {
                throw new InvalidOperationException("The requests have been completed.");
            }

            call.ThrowIfEnded();
            WriteFlags flags = WriteOptions?.Flags ?? default;
            Http2ChannelOptions options = call.Options;
            int before = _buffer.Length;
            _writer ??= new MessageWriter(_buffer, options.MaxSendMessageBytes, options.CompressionLevel);
            try
            {
                _writer.Write(marshaller, message, compress && !flags.HasFlag(WriteFlags.NoCompress));
            }
            catch
            {
                // What was kept of it must not go out with the next.
                _buffer.TruncateTo(before);
                if (_writer.IsBroken)
                {
                    _writer.Dispose();
                    _writer = null;
                }

                throw;
            }

            if (!flags.HasFlag(WriteFlags.BufferHint) || _buffer.Length > options.MaxBufferedBytes)
            {
                await SendBuffered(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Volatile.Write(ref _writing, 0);
        }
    }

    public async Task CompleteAsync()
    {
        Enter();
        try
        {
            if (!_completed)
            {
                _completed = true;
                if (_buffer.Length > 0 && !call.HasEnded)
                {
                    await SendBuffered(CancellationToken.None).ConfigureAwait(false);
                }

                content.Close();
                Dispose();
            }
        }
        finally
        {
            Volatile.Write(ref _writing, 0);
        }
    }

    public void Dispose()
    {
        _writer?.Dispose();
        _buffer.Dispose();
    }

    private async Task SendBuffered(CancellationToken cancellationToken)
    {
        using CancellationTokenSource? both = cancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.Cancelled)
            : null;
        CancellationToken token = both?.Token ?? call.Cancelled;
        try
        {
            Stream stream = await content.Opened.WaitAsync(token).ConfigureAwait(false);
            await stream.WriteAsync(_buffer.Written, token).ConfigureAwait(false);
            await stream.FlushAsync(token).ConfigureAwait(false);
            _buffer.Clear();
        }
        catch (Exception exception) when (exception is not RpcException && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            // A connection may break at the very moment at which the writer gives up: then, too, it is told in the words of gRPC.
            throw await call.WhyWriteFailed(exception).ConfigureAwait(false);
        }
    }

    private void Enter()
    {
        if (Interlocked.Exchange(ref _writing, 1) != 0)
        {
            throw new InvalidOperationException("A write is under way; await it before the next.");
        }
    }
}
