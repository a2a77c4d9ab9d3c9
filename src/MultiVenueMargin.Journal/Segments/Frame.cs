using System.Buffers.Binary;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>
/// What stands before an entry's bytes in a segment. The CRC covers, besides frame and body, the segment's number and the
/// offset: a block that was written to the wrong place, or is left over from another file, is not a frame where it lies.
/// </summary>
/// <param name="BodyLength">Bytes behind the frame; 0 for a mark.</param>
/// <param name="Sequence">1, 2, 3 … over all segments.</param>
/// <param name="Index">The frame's place in its group, from 0. A group is what one sync makes durable.</param>
/// <param name="Behind">How many frames of the group come after it.</param>
/// <param name="Position">In the partition; 0 for a mark.</param>
/// <param name="PartitionLink">The entry before it in the partition.</param>
/// <param name="StreamLink">The entry before it in the stream.</param>
internal readonly record struct Frame(
    int BodyLength, long Sequence, int Index, int Behind, long Position, Location PartitionLink, Location StreamLink)
{
    public const int HeaderLength = 48;

    /// <summary>Frames begin at multiples of this, which is what a search for them steps by.</summary>
    public const int Alignment = 8;

    /// <summary>Previous hash and hash, before the content.</summary>
    public const int HashesLength = 2 * ChainHash.Length;

    /// <summary>Says only that what came before it is durable.</summary>
    public bool IsMark => BodyLength == 0;

    public long GroupStart => Sequence - Index;

    public int Length => LengthFor(BodyLength);

    /// <summary>Whether it is the one that has to come: the next of its group, or the first of the next.</summary>
    /// <param name="behind">How many frames of the group were still to come.</param>
    public bool Continues(long sequence, long groupStart, int behind) =>
        Sequence == sequence && (behind == 0 ? Index == 0 : GroupStart == groupStart && Behind == behind - 1);

    public static int LengthFor(int bodyLength) => (HeaderLength + bodyLength + Alignment - 1) / Alignment * Alignment;

    /// <summary>Writes the frame before the body that is already there.</summary>
    public void Write(Span<byte> into, int segment, long offset)
    {
        BinaryPrimitives.WriteInt32LittleEndian(into[4..], BodyLength);
        BinaryPrimitives.WriteInt64LittleEndian(into[8..], Sequence);
        BinaryPrimitives.WriteInt32LittleEndian(into[16..], Index);
        BinaryPrimitives.WriteInt32LittleEndian(into[20..], Behind);
        BinaryPrimitives.WriteInt64LittleEndian(into[24..], Position);
        BinaryPrimitives.WriteUInt64LittleEndian(into[32..], PartitionLink.Packed);
        BinaryPrimitives.WriteUInt64LittleEndian(into[40..], StreamLink.Packed);
        BinaryPrimitives.WriteUInt32LittleEndian(into, CrcOf(into[..(HeaderLength + BodyLength)], segment, offset));
    }

    /// <summary>Reads the frame alone, unchecked; false when it cannot be one.</summary>
    public static bool TryReadUnchecked(ReadOnlySpan<byte> bytes, out Frame frame)
    {
        frame = default;
        if (bytes.Length < HeaderLength)
        {
            return false;
        }

        frame = new Frame(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[20..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            Location.Of(BinaryPrimitives.ReadUInt64LittleEndian(bytes[32..])),
            Location.Of(BinaryPrimitives.ReadUInt64LittleEndian(bytes[40..])));
        return frame is { BodyLength: >= 0, Sequence: > 0, Index: >= 0, Behind: >= 0, Position: >= 0 }
            && frame.BodyLength is 0 or > HashesLength;
    }

    /// <summary>Whether these bytes, frame and body, are what was written at this place.</summary>
    public static bool IsSound(ReadOnlySpan<byte> frameAndBody, int segment, long offset) =>
        BinaryPrimitives.ReadUInt32LittleEndian(frameAndBody) == CrcOf(frameAndBody, segment, offset);

    private static uint CrcOf(ReadOnlySpan<byte> frameAndBody, int segment, long offset)
    {
        var crc = Crc32C.Append(Crc32C.Start, (ulong)segment);
        crc = Crc32C.Append(crc, (ulong)offset);
        return Crc32C.Finish(Crc32C.Append(crc, frameAndBody[sizeof(uint)..]));
    }
}
