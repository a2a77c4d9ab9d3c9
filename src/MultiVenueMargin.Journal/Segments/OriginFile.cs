using System.Buffers.Binary;
using System.Text;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal.Devices;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>The <see cref="LogOrigin"/> of a folder whose older segments are archived: one file, replaced atomically.</summary>
internal static class OriginFile
{
    public const string Name = "origin";

    private const int HeaderLength = 8 + 8 + 8 + 4 + 4;

    private static ReadOnlySpan<byte> Magic => "MVMORIG1"u8;

    /// <summary>The beginning where nothing is archived. An unsound file is no beginning: it throws.</summary>
    public static LogOrigin Read(IStorageReader device)
    {
        if (device.LengthOf(Name) is null)
        {
            return LogOrigin.Beginning;
        }

        ReadOnlySpan<byte> bytes = DeviceWork.ReadWhole(device, Name);
        if (bytes.Length < HeaderLength + sizeof(uint)
            || !bytes.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[^sizeof(uint)..]) != Crc32C.Of(bytes[..^sizeof(uint)]))
        {
            throw new JournalCorruptedException(Name, 0, "what the archive ends with cannot be read.");
        }

        var end = Location.Of(BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
        var sequence = BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]);
        var positions = new long[BinaryPrimitives.ReadInt32LittleEndian(bytes[24..])];
        var heads = new StreamHead[BinaryPrimitives.ReadInt32LittleEndian(bytes[28..])];
        bytes = bytes[HeaderLength..];
        foreach (ref var position in positions.AsSpan())
        {
            position = BinaryPrimitives.ReadInt64LittleEndian(bytes);
            bytes = bytes[sizeof(long)..];
        }

        foreach (ref var head in heads.AsSpan())
        {
            var name = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
            if (!StreamId.TryParse(Encoding.UTF8.GetString(bytes.Slice(2, name)), out var stream))
            {
                throw new JournalCorruptedException(Name, 0, "it names no stream where it should.");
            }

            bytes = bytes[(2 + name)..];
            head = new StreamHead(stream, BinaryPrimitives.ReadInt64LittleEndian(bytes), ChainHash.Of(bytes.Slice(8, ChainHash.Length)));
            bytes = bytes[(8 + ChainHash.Length)..];
        }

        return new LogOrigin(end, sequence, positions, heads);
    }

    public static byte[] Write(LogOrigin origin)
    {
        var heads = origin.Heads.Sum(head => 2 + Encoding.UTF8.GetByteCount(head.Stream.Code) + 8 + ChainHash.Length);
        var bytes = new byte[HeaderLength + (sizeof(long) * origin.Positions.Count) + heads + sizeof(uint)];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), origin.End.Packed);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), origin.NextSequence);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), origin.Positions.Count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), origin.Heads.Count);
        var rest = bytes.AsSpan(HeaderLength);
        foreach (var position in origin.Positions)
        {
            BinaryPrimitives.WriteInt64LittleEndian(rest, position);
            rest = rest[sizeof(long)..];
        }

        foreach (var head in origin.Heads)
        {
            var name = Encoding.UTF8.GetBytes(head.Stream.Code, rest[2..]);
            BinaryPrimitives.WriteUInt16LittleEndian(rest, (ushort)name);
            BinaryPrimitives.WriteInt64LittleEndian(rest[(2 + name)..], head.Version);
            var hash = head.Hash;
            ((ReadOnlySpan<byte>)hash).CopyTo(rest[(10 + name)..]);
            rest = rest[(10 + name + ChainHash.Length)..];
        }

        BinaryPrimitives.WriteUInt32LittleEndian(rest, Crc32C.Of(bytes.AsSpan(0, bytes.Length - sizeof(uint))));
        return bytes;
    }
}
