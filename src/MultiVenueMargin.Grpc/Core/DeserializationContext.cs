using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a deserialiser finds one message. Valid only while it runs.</summary>
public abstract class DeserializationContext
{
    public abstract int PayloadLength { get; }

    public abstract byte[] PayloadAsNewBuffer();

    public abstract ReadOnlySequence<byte> PayloadAsReadOnlySequence();
}
