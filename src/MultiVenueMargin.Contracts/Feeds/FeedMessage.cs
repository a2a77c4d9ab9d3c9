using System.Buffers;
using Google.Protobuf;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts.Reading;

namespace MultiVenueMargin.Contracts.Feeds;

/// <summary>One message of an adapter as it came in: a <c>ConnectRequest</c>, read, and what it calls account and feed.</summary>
/// <param name="Account">As it stands in the message, whether it names one or not.</param>
/// <param name="Feed">The same.</param>
/// <param name="Content">What it says, or what is wrong with it.</param>
/// <param name="Size">Of the message, in bytes.</param>
public sealed record FeedMessage(string Account, string Feed, Read<FeedBatch> Content, int Size)
{
    /// <summary>
    /// Reads a message straight into the domain where it is as nearly all are, and through the generated parser where anything about it is
    /// unusual or wrong: that says what. Throws <see cref="InvalidProtocolBufferException"/> where the bytes are no message.
    /// </summary>
    public static FeedMessage Read(ReadOnlySequence<byte> message)
    {
        if (message.IsSingleSegment)
        {
            return Read(message.FirstSpan);
        }

        var length = checked((int)message.Length);
        var together = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            message.CopyTo(together);
            return Read(together.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(together);
        }
    }

    /// <summary>The same, of bytes that lie together.</summary>
    public static FeedMessage Read(ReadOnlySpan<byte> message) => StraightFeedReader.Find(message) ?? ReadLong(message);

    /// <summary>The long way, which every message may go.</summary>
    internal static FeedMessage ReadLong(ReadOnlySpan<byte> message)
    {
        var request = V1.ConnectRequest.Parser.ParseFrom(message);
        return new FeedMessage(request.Account, request.Feed, FeedWire.Read(request), message.Length);
    }
}
