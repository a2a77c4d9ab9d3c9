using System.Buffers;
using MultiVenueMargin.Journal.Devices;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>Reads entries by place. What does not have its CRC or its hash is not served. Safe from any thread.</summary>
internal sealed class EntryReader(IStorageReader device)
{
    // One read is enough for most entries.
    private const int FirstRead = 4096;

    /// <summary>The entry at a place, and its frame.</summary>
    public (Frame Frame, JournalEntry Entry) Read(Location place)
    {
        var file = SegmentName.Of(place.Segment);
        var buffer = ArrayPool<byte>.Shared.Rent(FirstRead);
        try
        {
            var read = DeviceWork.Read(device, file, place.Offset, buffer.AsSpan(0, FirstRead));
            if (!Frame.TryReadUnchecked(buffer.AsSpan(0, read), out var frame)
                || frame.BodyLength > (device.LengthOf(file) ?? 0) - place.Offset - Frame.HeaderLength)
            {
                throw new JournalCorruptedException(file, place.Offset, "no entry can be read.");
            }

            var needed = Frame.HeaderLength + frame.BodyLength;
            if (needed > read)
            {
                var longer = ArrayPool<byte>.Shared.Rent(needed);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = longer;
                read = DeviceWork.Read(device, file, place.Offset, buffer.AsSpan(0, needed));
            }

            return (frame, Checked(file, place, frame, buffer.AsSpan(0, Math.Min(read, needed))));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static JournalEntry Checked(string file, Location place, Frame frame, ReadOnlySpan<byte> bytes)
    {
        if (frame.IsMark || bytes.Length < Frame.HeaderLength + frame.BodyLength || !Frame.IsSound(bytes, place.Segment, place.Offset))
        {
            throw new JournalCorruptedException(file, place.Offset, "the entry is not what was written.");
        }

        var body = bytes[Frame.HeaderLength..];
        var (previous, hash) = (ChainHash.Of(body[..ChainHash.Length]), ChainHash.Of(body[ChainHash.Length..Frame.HashesLength]));
        var content = body[Frame.HashesLength..].ToArray();
        return EntryContent.HashOf(previous, content) == hash && EntryContent.Read(content, frame.Position, previous, hash) is { } entry
            ? entry
            : throw new JournalCorruptedException(file, place.Offset, "the entry does not have the hash that it states.");
    }
}
