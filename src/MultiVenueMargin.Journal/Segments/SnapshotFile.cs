using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal.Devices;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>
/// Snapshots of several streams in one file: a table with its CRC, then the states, each with a CRC of its own, so that one
/// bad state does not take the others with it.
/// </summary>
internal static class SnapshotFile
{
    private const string Ending = ".snapshots";
    private const int FixedRow = 2 + 8 + ChainHash.Length + 8 + 4 + 4;
    private const int HeaderLength = 16;
    private const int MostTableBytes = 1 << 28;

    private static ReadOnlySpan<byte> Magic => "MVMSNAP1"u8;

    public static string NameOf(int number) => number.ToString("D10", CultureInfo.InvariantCulture) + Ending;

    public static string UnbornNameOf(int number) => NameOf(number) + ".new";

    public static bool IsUnborn(string file) => file.EndsWith(Ending + ".new", StringComparison.Ordinal);

    public static bool TryParse(string file, out int number)
    {
        number = 0;
        return file.EndsWith(Ending, StringComparison.Ordinal)
            && int.TryParse(file.AsSpan(0, file.Length - Ending.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    public static byte[] Write(IReadOnlyList<StreamSnapshot> snapshots)
    {
        var table = snapshots.Sum(each => FixedRow + Encoding.UTF8.GetByteCount(each.Stream.Code));
        var states = HeaderLength + table + sizeof(uint);
        var bytes = new byte[states + snapshots.Sum(each => each.State.Length)];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), snapshots.Count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), table);
        var row = bytes.AsSpan(HeaderLength);
        foreach (var each in snapshots)
        {
            var name = Encoding.UTF8.GetBytes(each.Stream.Code, row[2..]);
            BinaryPrimitives.WriteUInt16LittleEndian(row, (ushort)name);
            row = row[(2 + name)..];
            BinaryPrimitives.WriteInt64LittleEndian(row, each.Version);
            var hash = each.Hash;
            ((ReadOnlySpan<byte>)hash).CopyTo(row[8..]);
            BinaryPrimitives.WriteInt64LittleEndian(row[40..], states);
            BinaryPrimitives.WriteInt32LittleEndian(row[48..], each.State.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(row[52..], Crc32C.Of(each.State.Span));
            row = row[56..];
            each.State.Span.CopyTo(bytes.AsSpan(states));
            states += each.State.Length;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(row, Crc32C.Of(bytes.AsSpan(0, HeaderLength + table)));
        return bytes;
    }

    /// <summary>What a file holds; nothing when its table is unsound.</summary>
    public static IReadOnlyList<SnapshotPlace> ReadTable(IStorageReader device, int number)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        if (DeviceWork.Read(device, NameOf(number), 0, header) < HeaderLength)
        {
            return [];
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        if (length is < 0 or > MostTableBytes)
        {
            return [];
        }

        var table = new byte[HeaderLength + length + sizeof(uint)];
        return DeviceWork.Read(device, NameOf(number), 0, table) == table.Length ? ReadTable(table, number) : [];
    }

    /// <summary>What a file that begins with these bytes holds; nothing when its table is unsound.</summary>
    public static IReadOnlyList<SnapshotPlace> ReadTable(ReadOnlySpan<byte> bytes, int number)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]);
        if (!bytes.StartsWith(Magic)
            || length < 0
            || length > bytes.Length - HeaderLength - sizeof(uint)
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[(HeaderLength + length)..]) != Crc32C.Of(bytes[..(HeaderLength + length)]))
        {
            return [];
        }

        var places = new List<SnapshotPlace>();
        for (var row = bytes.Slice(HeaderLength, length); !row.IsEmpty;)
        {
            var name = BinaryPrimitives.ReadUInt16LittleEndian(row);
            if (!StreamId.TryParse(Encoding.UTF8.GetString(row.Slice(2, name)), out var stream))
            {
                return [];
            }

            row = row[(2 + name)..];
            places.Add(new SnapshotPlace(
                stream,
                BinaryPrimitives.ReadInt64LittleEndian(row),
                ChainHash.Of(row.Slice(8, ChainHash.Length)),
                number,
                BinaryPrimitives.ReadInt64LittleEndian(row[40..]),
                BinaryPrimitives.ReadInt32LittleEndian(row[48..]),
                BinaryPrimitives.ReadUInt32LittleEndian(row[52..])));
            row = row[56..];
        }

        return places;
    }

    /// <summary>Null when the state is not what was written, or its file is gone.</summary>
    public static StreamSnapshot? Read(IStorageReader device, SnapshotPlace place)
    {
        var state = new byte[place.Length];
        try
        {
            return DeviceWork.Read(device, NameOf(place.File), place.Offset, state) == state.Length && Crc32C.Of(state) == place.Crc
                ? new StreamSnapshot(place.Stream, place.Version, place.Hash, state)
                : null;
        }
        catch (StorageException)
        {
            // Without a snapshot the state is made from the records.
            return null;
        }
    }
}
