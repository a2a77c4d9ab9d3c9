using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a serialiser puts one message: whole (<see cref="Complete(byte[])"/>), or piece by piece and then <see cref="Complete()"/>.</summary>
public abstract class SerializationContext
{
    public abstract void Complete(byte[] payload);

    public abstract IBufferWriter<byte> GetBufferWriter();

    /// <summary>Says the length beforehand, so that the message can go where it is sent from without being kept first.</summary>
    public abstract void SetPayloadLength(int payloadLength);

    public abstract void Complete();
}
