namespace Grpc.Core;

/// <summary>How a message is sent.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>The message may wait for the next one; it goes when one without this flag follows, the call ends, or enough waits.</summary>
    BufferHint = 1,

    /// <summary>The message goes as it is although the call compresses.</summary>
    NoCompress = 2,
}
