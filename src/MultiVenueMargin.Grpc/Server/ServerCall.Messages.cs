using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Grpc.Core;
using Microsoft.Extensions.Primitives;
using MultiVenueMargin.Grpc.Framing;

namespace MultiVenueMargin.Grpc.Server;

/// <summary>How messages come in and go out.</summary>
internal sealed partial class ServerCall
{
    private MessageReader _reader = null!;
    private MessageWriter? _writer;
    private bool _compress;
    private bool _anyMessage;
    private int _writing;
    private int _unflushed;

    public async ValueTask<T> ReadOnlyAsync<T>(Marshaller<T> marshaller)
        where T : class
    {
        try
        {
            return await _reader.ReadOnlyAsync(marshaller, CancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw Gone(exception);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T?> ReadAsync<T>(Marshaller<T> marshaller, CancellationToken cancellationToken)
        where T : class
    {
        // The call's own token is enough for all but those who stop waiting without ending the call.
        using CancellationTokenSource? both = cancellationToken.CanBeCanceled && cancellationToken != CancellationToken
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, CancellationToken)
            : null;
        try
        {
            return await _reader.ReadAsync(marshaller, both?.Token ?? CancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw Gone(exception);
        }
    }

    /// <summary>The only response. It goes with the status, in one piece.</summary>
    public void WriteOnly<T>(Marshaller<T> marshaller, T message)
        where T : class
    {
        if (message is null)
        {
            throw new InvalidOperationException("The handler answered null.");
        }

        Put(marshaller, message, WriteOptions?.Flags ?? default);
    }

    public Task WriteAsync<T>(Marshaller<T> marshaller, T message, WriteFlags flags, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.Exchange(ref _writing, 1) != 0)
        {
            throw new InvalidOperationException("A write is under way; await it before the next.");
        }

        bool done = false;
        try
        {
            int before = _unflushed;
            Put(marshaller, message, flags);
            done = flags.HasFlag(WriteFlags.BufferHint) && _unflushed <= server.Options.MaxBufferedBytes && _unflushed > before;
            if (done)
            {
                return Task.CompletedTask;
            }

            ValueTask<FlushResult> flush = http.Response.BodyWriter.FlushAsync(CancellationToken);
            _unflushed = 0;
            if (flush.IsCompletedSuccessfully)
            {
                done = true;
                return flush.Result.IsCanceled ? Task.FromCanceled(CancellationToken) : Task.CompletedTask;
            }

            return Finish(flush);
        }
        catch
        {
            done = true;
            throw;
        }
        finally
        {
            if (done)
            {
                Volatile.Write(ref _writing, 0);
            }
        }
    }

    private async Task Finish(ValueTask<FlushResult> flush)
    {
        try
        {
            await flush.ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw Gone(exception);
        }
        finally
        {
            Volatile.Write(ref _writing, 0);
        }
    }

    private void BeginReading()
    {
        string encoding = http.Request.Headers[WireMetadata.Encoding].ToString();
        bool gzip = encoding == Gzip.Name;
        if (!gzip && encoding is not ("" or "identity"))
        {
            http.Response.Headers[WireMetadata.AcceptEncoding] = WireMetadata.AcceptedEncodings;
            throw new RpcException(new Status(StatusCode.Unimplemented, "Messages may be compressed by gzip only."));
        }

        _reader = new MessageReader(http.Request.BodyReader, server.Options.MaxReceiveMessageBytes, gzip, StatusCode.InvalidArgument);
        _compress = server.Options.CompressResponses && ClientTakesGzip();
    }

    private bool ClientTakesGzip()
    {
        foreach (string? line in http.Request.Headers[WireMetadata.AcceptEncoding])
        {
            foreach (StringSegment name in new StringTokenizer(line ?? "", [',']))
            {
                if (name.Trim().Equals(Gzip.Name, StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // Headers are fixed by the first message.
    private void BeginWriting()
    {
        if (_compress && !http.Response.HasStarted)
        {
            http.Response.Headers[WireMetadata.Encoding] = Gzip.Name;
        }

        _writer = new MessageWriter(http.Response.BodyWriter, server.Options.MaxSendMessageBytes, server.Options.CompressionLevel);
    }

    private void Put<T>(Marshaller<T> marshaller, T message, WriteFlags flags)
    {
        if (_writer is null)
        {
            BeginWriting();
        }

        _unflushed += _writer!.Write(marshaller, message, _compress && !flags.HasFlag(WriteFlags.NoCompress));
        _anyMessage = true;
    }

    private OperationCanceledException Gone(IOException exception)
    {
        Cancel(Cause.ClientLeft);
        return new OperationCanceledException("The client has gone.", exception, CancellationToken);
    }
}
