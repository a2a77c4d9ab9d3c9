using System.Buffers;

namespace Grpc.Core;

/// <summary>One message as an array, for whoever uses a marshaller away from the wire.</summary>
internal sealed class ArrayContext : SerializationContext
{
    private readonly ArrayBufferWriter<byte> _pieces = new();
    private byte[] _payload;

    public ArrayContext(byte[] payload)
    {
        _payload = payload;
        Reader = new ArrayReader(this);
    }

    public DeserializationContext Reader { get; }

    public byte[] PayloadAsNewBuffer() => _payload;

    public override void Complete(byte[] payload) => _payload = payload;

    public override IBufferWriter<byte> GetBufferWriter() => _pieces;

    public override void SetPayloadLength(int payloadLength)
    {
        // The writer grows by itself.
    }

    public override void Complete() => _payload = _pieces.WrittenSpan.ToArray();

    private sealed class ArrayReader(ArrayContext message) : DeserializationContext
    {
        public override int PayloadLength => message._payload.Length;

        public override byte[] PayloadAsNewBuffer() => (byte[])message._payload.Clone();

        public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(message._payload);
    }
}
