using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Grpc.Core;

namespace MultiVenueMargin.Grpc.Framing;

/// <summary>
/// Puts messages into a body. A serialiser that says the length first writes straight to where it is sent from; any other, and what is to be
/// compressed, is kept whole first. Not thread-safe.
/// </summary>
internal sealed class MessageWriter(IBufferWriter<byte> output, int limit, CompressionLevel level) : SerializationContext, IBufferWriter<byte>, IDisposable
{
    private PooledBufferWriter? _kept;
    private MemoryStream? _compressed;
    private bool _compress;
    private bool _direct;
    private bool _complete;
    private int _length;
    private int _written;
    private int _framed;

    /// <summary>Part of a message is in the body and the rest will not come: nothing sound can follow.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Writes one message and says how many bytes that took.</summary>
    public int Write<T>(Marshaller<T> marshaller, T message, bool compress)
    {
        ObjectDisposedException.ThrowIf(IsBroken, this);
        _compress = compress;
        _direct = false;
        _complete = false;
        _length = -1;
        _written = 0;
        _kept?.Clear();
        try
        {
            marshaller.ContextualSerializer(message, this);
            if (!_complete)
            {
                throw new InvalidOperationException("The serialiser did not complete its message.");
            }
        }
        finally
        {
            IsBroken = _direct && !_complete;
        }

        return _framed;
    }

    public override void SetPayloadLength(int payloadLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(payloadLength);
        ThrowIfTooLong(payloadLength);
        _length = payloadLength;
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        if (_direct)
        {
            return this;
        }

        if (_length < 0 || _compress)
        {
            return _kept ??= new PooledBufferWriter();
        }

        _direct = true;
        WriteHeader(compressed: false, _length);
        return this;
    }

    public override void Complete()
    {
        if (!_direct)
        {
            Frame(_kept is null ? [] : _kept.Written.Span);
        }
        else if (_written != _length)
        {
            throw new InvalidOperationException($"A message said to have {_length} bytes has {_written}; was it changed while it was sent?");
        }

        _complete = true;
    }

    public override void Complete(byte[] payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        Frame(payload);
        _complete = true;
    }

    public void Advance(int count)
    {
        _written += count;
        if (_written > _length)
        {
            throw new InvalidOperationException($"A message said to have {_length} bytes has more; was it changed while it was sent?");
        }

        output.Advance(count);
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => output.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => output.GetSpan(sizeHint);

    public void Dispose()
    {
        _kept?.Dispose();
        _compressed?.Dispose();
    }

    private void Frame(ReadOnlySpan<byte> payload)
    {
        ThrowIfTooLong(payload.Length);
        if (_compress)
        {
            _compressed ??= new MemoryStream();
            Gzip.Close(payload, level, _compressed);
            payload = _compressed.GetBuffer().AsSpan(0, (int)_compressed.Length);
        }

        WriteHeader(_compress, payload.Length);
        output.Write(payload);
    }

    private void WriteHeader(bool compressed, int length)
    {
        Span<byte> header = output.GetSpan(MessageReader.HeaderLength);
        header[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(header[1..], (uint)length);
        output.Advance(MessageReader.HeaderLength);
        _framed = MessageReader.HeaderLength + length;
    }

    private void ThrowIfTooLong(int length)
    {
        if (length > limit)
        {
            throw new RpcException(new Status(StatusCode.ResourceExhausted, $"A message of {length} bytes is longer than the {limit} that may be sent."));
        }
    }
}
