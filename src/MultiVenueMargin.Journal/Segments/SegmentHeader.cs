using System.Buffers.Binary;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>
/// The first bytes of a segment. It says where the segment before it ends, so that whatever lies behind that end is never
/// read as an entry: a torn tail needs no truncation, the next segment's header cuts it off.
/// </summary>
/// <param name="Number">1, 2, 3 … ; gaps are segments that never held anything durable.</param>
/// <param name="Previous">The end of the segment before; nowhere for the first.</param>
/// <param name="FirstSequence">The sequence number of the first frame here; those before it are durable.</param>
/// <param name="DurableAtBirth">Frames up to this one were durable before the segment had its name; 0 for none.</param>
/// <param name="SectorBytes">Groups begin at multiples of this.</param>
internal readonly record struct SegmentHeader(int Number, Location Previous, long FirstSequence, long DurableAtBirth, int SectorBytes)
{
    /// <summary>Also the smallest sector: the header never shares one with an entry.</summary>
    public const int Length = 512;

    public const int FormatVersion = 1;

    private const int CrcAt = Length - sizeof(uint);

    private static ReadOnlySpan<byte> Magic => "MVMSEGMT"u8;

    public void Write(Span<byte> into)
    {
        into = into[..Length];
        into.Clear();
        Magic.CopyTo(into);
        BinaryPrimitives.WriteInt32LittleEndian(into[8..], FormatVersion);
        BinaryPrimitives.WriteInt32LittleEndian(into[12..], Number);
        BinaryPrimitives.WriteUInt64LittleEndian(into[16..], Previous.Packed);
        BinaryPrimitives.WriteInt64LittleEndian(into[24..], FirstSequence);
        BinaryPrimitives.WriteInt64LittleEndian(into[32..], DurableAtBirth);
        BinaryPrimitives.WriteInt32LittleEndian(into[40..], SectorBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(into[CrcAt..], Crc32C.Of(into[..CrcAt]));
    }

    /// <summary>False when the bytes are not the header of this segment, in a format this build knows.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, int number, out SegmentHeader header)
    {
        header = default;
        if (bytes.Length < Length
            || !bytes.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[CrcAt..]) != Crc32C.Of(bytes[..CrcAt])
            || BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]) != number)
        {
            return false;
        }

        var format = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        if (format != FormatVersion)
        {
            throw new NotSupportedException(
                $"{SegmentName.Of(number)} has format {format}; this build reads format {FormatVersion}. Use the release that wrote it.");
        }

        header = new SegmentHeader(
            number,
            Location.Of(BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..])),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[40..]));
        return true;
    }
}
