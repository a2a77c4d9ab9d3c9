using System.Buffers;
using Grpc.Core;

namespace MultiVenueMargin.Grpc.Framing;

/// <summary>The payload that a deserialiser is to read now. One for each reader, used again for each message.</summary>
internal sealed class PayloadContext : DeserializationContext
{
    private ReadOnlySequence<byte> _payload;

    public override int PayloadLength => (int)_payload.Length;

    public override byte[] PayloadAsNewBuffer() => _payload.ToArray();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => _payload;

    public void Set(in ReadOnlySequence<byte> payload) => _payload = payload;
}
