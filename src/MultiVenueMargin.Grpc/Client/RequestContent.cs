using System.Net;
using System.Net.Http.Headers;
using MultiVenueMargin.Grpc.Framing;

namespace MultiVenueMargin.Grpc.Client;

/// <summary>The body of a request: what is there already, or as long as it is left open, what is written to its stream.</summary>
internal sealed class RequestContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Type = new(WireMetadata.ContentType);

    private readonly PooledBufferWriter? _whole;
    private readonly TaskCompletionSource<Stream>? _opened;
    private readonly TaskCompletionSource? _closed;
    private bool _sent;

    private RequestContent(PooledBufferWriter? whole)
    {
        Headers.ContentType = Type;
        _whole = whole;
        if (whole is null)
        {
            _opened = new TaskCompletionSource<Stream>(TaskCreationOptions.RunContinuationsAsynchronously);
            _closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Where the messages of a stream are written, once there is a connection.</summary>
    public Task<Stream> Opened => _opened!.Task;

    /// <summary>Whether more may be written.</summary>
    public bool IsOpen => _closed is { Task.IsCompleted: false };

    public static RequestContent Of(PooledBufferWriter whole) => new(whole);

    public static RequestContent Open() => new(null);

    /// <summary>Ends the body.</summary>
    public void Close() => _closed?.TrySetResult();

    /// <summary>Breaks the body off, where it has not ended: the server must never take half a stream for a whole one.</summary>
    public void Abandon(Exception why)
    {
        if (_opened is not null && _opened.TrySetException(why))
        {
            // There may be nobody to see it.
            _ = _opened.Task.Exception;
        }

        if (_closed is not null && _closed.TrySetException(why))
        {
            _ = _closed.Task.Exception;
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (_whole is not null)
        {
            await stream.WriteAsync(_whole.Written, cancellationToken).ConfigureAwait(false);
            _sent = true;
            return;
        }

        // The server shall hear of the call before its first message.
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        _opened!.TrySetResult(stream);
        await _closed!.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _whole?.Length ?? 0;
        return _whole is not null;
    }

    protected override void Dispose(bool disposing)
    {
        // An array that the transport may still read must not be rented to anybody else.
        if (disposing && _sent)
        {
            _whole?.Dispose();
        }

        base.Dispose(disposing);
    }
}
