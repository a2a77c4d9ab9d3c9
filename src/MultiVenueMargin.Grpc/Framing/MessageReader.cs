using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Grpc.Core;

namespace MultiVenueMargin.Grpc.Framing;

/// <summary>
/// Takes messages out of a body: a byte that says whether it is compressed, four bytes of length, the message. It is read where the
/// transport put it. A length beyond the limit is refused before a byte of the message is waited for, so no more than one
/// message is ever kept. One read at a time.
/// </summary>
/// <param name="reader">The body.</param>
/// <param name="limit">The longest message, in bytes, before and after it is opened.</param>
/// <param name="gzip">Whether the sender named gzip: only then may messages be compressed.</param>
/// <param name="malformed">What it is called when the bytes are no messages: a server blames the request, a client the server.</param>
internal sealed class MessageReader(PipeReader reader, int limit, bool gzip, StatusCode malformed)
{
    public const int HeaderLength = 5;

    private readonly PayloadContext _context = new();

    // What was wrong with the body. Behind it nothing can be read any more: where the next message begins is not known.
    private RpcException? _failure;

    /// <summary>The next message, or null at the end of the body.</summary>
    /// <exception cref="RpcException">The bytes are no message, or one that is too long.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T?> ReadAsync<T>(Marshaller<T> marshaller, CancellationToken cancellationToken)
        where T : class
    {
        if (_failure is not null)
        {
            throw _failure;
        }

        while (true)
        {
            ReadResult result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = result.Buffer;
            SequencePosition consumed = buffer.Start;
            SequencePosition examined = buffer.End;
            try
            {
                if (result.IsCanceled)
                {
                    throw new OperationCanceledException("The read was cancelled.");
                }

                if (TryFind(buffer, out bool compressed, out ReadOnlySequence<byte> payload))
                {
                    consumed = examined = payload.End;
                    return compressed ? Open(payload, marshaller) : Deserialize(payload, marshaller);
                }

                if (result.IsCompleted)
                {
                    return buffer.IsEmpty ? null : throw Malformed("The body ends within a message.");
                }
            }
            catch (RpcException exception)
            {
                _failure = exception;
                throw;
            }
            finally
            {
                _context.Set(default);
                reader.AdvanceTo(consumed, examined);
            }
        }
    }

    /// <summary>The one message of a body.</summary>
    public async ValueTask<T> ReadOnlyAsync<T>(Marshaller<T> marshaller, CancellationToken cancellationToken)
        where T : class
    {
        T? message = await ReadAsync(marshaller, cancellationToken).ConfigureAwait(false);
        if (message is null || await AnyMoreAsync(cancellationToken).ConfigureAwait(false))
        {
            // What the protocol's list of codes says of too few or too many messages.
            throw new RpcException(new Status(StatusCode.Unimplemented, message is null ? "The call needs one message and has none." : "The call takes one message and has more."));
        }

        return message;
    }

    private async ValueTask<bool> AnyMoreAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            bool any = !result.Buffer.IsEmpty;
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (any || result.IsCompleted || result.IsCanceled)
            {
                return any;
            }
        }
    }

    private bool TryFind(in ReadOnlySequence<byte> buffer, out bool compressed, out ReadOnlySequence<byte> payload)
    {
        compressed = false;
        payload = default;
        if (buffer.Length < HeaderLength)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[HeaderLength];
        buffer.Slice(0, HeaderLength).CopyTo(header);
        if (header[0] > 1)
        {
            throw Malformed($"A message begins with 0 or 1, not with {header[0]}.");
        }

        compressed = header[0] == 1;
        if (compressed && !gzip)
        {
            throw Malformed("A message is compressed, but no compression was named.");
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        if (length > (uint)limit)
        {
            throw TooLong($"A message of {length} bytes is longer than the {limit} that are taken.");
        }

        if (buffer.Length - HeaderLength < length)
        {
            return false;
        }

        payload = buffer.Slice(HeaderLength, length);
        return true;
    }

    private T Open<T>(in ReadOnlySequence<byte> payload, Marshaller<T> marshaller)
    {
        using var plain = new PooledBufferWriter((int)Math.Min(Math.Max(payload.Length * 4, 256), limit + 1L));
        bool fits;
        try
        {
            fits = Gzip.TryOpen(payload, limit, plain);
        }
        catch (InvalidDataException exception)
        {
            throw Malformed("A message is no gzip.", exception);
        }

        return fits
            ? Deserialize(new ReadOnlySequence<byte>(plain.Written), marshaller)
            : throw TooLong($"A message is longer than the {limit} bytes that are taken once it is opened.");
    }

    private T Deserialize<T>(in ReadOnlySequence<byte> payload, Marshaller<T> marshaller)
    {
        _context.Set(payload);
        try
        {
            return marshaller.ContextualDeserializer(_context);
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or RpcException))
        {
            // Whichever library reads the message: it throws because of the bytes.
            throw Malformed("A message cannot be read: " + exception.Message, exception);
        }
    }

    private RpcException Malformed(string detail, Exception? cause = null) => new(new Status(malformed, detail, cause));

    private static RpcException TooLong(string detail) => new(new Status(StatusCode.ResourceExhausted, detail));
}
