using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Journal;

/// <summary>
/// The canonical bytes of an entry, the same wherever it is stored: format, stream, first version, time (UTC ticks) and
/// records. The chain's hash is SHA-256 over the previous hash and these bytes, so that an exported entry proves itself
/// without its file. Positions and places are not part of it. Little-endian.
/// </summary>
public static class EntryContent
{
    /// <summary>The only format there is so far; the first byte.</summary>
    public const byte Format = 1;

    private const int FixedLength = 1 + sizeof(ushort) + sizeof(long) + sizeof(long) + sizeof(int);

    // Throws on a lone surrogate: its bytes could not be read back as the same name.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static long LengthOf(Commit commit)
    {
        long length = FixedLength + Utf8.GetByteCount(commit.Stream.Code);
        for (var i = 0; i < commit.Records.Count; i++)
        {
            length += sizeof(int) + commit.Records[i].Length;
        }

        return length;
    }

    /// <summary>Writes what <see cref="LengthOf"/> said.</summary>
    public static void Write(Commit commit, Span<byte> into)
    {
        into[0] = Format;
        var name = Utf8.GetBytes(commit.Stream.Code, into[3..]);
        BinaryPrimitives.WriteUInt16LittleEndian(into[1..], (ushort)name);
        into = into[(3 + name)..];
        BinaryPrimitives.WriteInt64LittleEndian(into, commit.ExpectedVersion + 1);
        BinaryPrimitives.WriteInt64LittleEndian(into[8..], commit.At.UtcTicks);
        BinaryPrimitives.WriteInt32LittleEndian(into[16..], commit.Records.Count);
        into = into[20..];
        for (var i = 0; i < commit.Records.Count; i++)
        {
            var record = commit.Records[i];
            BinaryPrimitives.WriteInt32LittleEndian(into, record.Length);
            record.Span.CopyTo(into[4..]);
            into = into[(4 + record.Length)..];
        }
    }

    public static ChainHash HashOf(ChainHash previous, ReadOnlySpan<byte> content)
    {
        Span<byte> first = stackalloc byte[512];
        ChainHash hash = default;
        if (ChainHash.Length + content.Length <= first.Length)
        {
            ((ReadOnlySpan<byte>)previous).CopyTo(first);
            content.CopyTo(first[ChainHash.Length..]);
            SHA256.HashData(first[..(ChainHash.Length + content.Length)], hash);
            return hash;
        }

        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(previous);
        digest.AppendData(content);
        digest.GetHashAndReset(hash);
        return hash;
    }

    /// <summary>Reads the stream and versions, without the records; false when the bytes are no content.</summary>
    public static bool TryReadHead(ReadOnlySpan<byte> content, out StreamId stream, out long firstVersion, out int records)
    {
        (stream, firstVersion, records) = (default, 0, 0);
        if (content.Length < FixedLength || content[0] != Format)
        {
            return false;
        }

        var name = BinaryPrimitives.ReadUInt16LittleEndian(content[1..]);
        if (content.Length < FixedLength + name || !TryReadName(content.Slice(3, name), out stream))
        {
            return false;
        }

        firstVersion = BinaryPrimitives.ReadInt64LittleEndian(content[(3 + name)..]);
        records = BinaryPrimitives.ReadInt32LittleEndian(content[(19 + name)..]);
        return firstVersion >= 1 && records >= 1 && firstVersion <= long.MaxValue - records;
    }

    /// <summary>Reads a whole entry, whose records are slices of <paramref name="content"/>; null when the bytes are no content.</summary>
    public static JournalEntry? Read(ReadOnlyMemory<byte> content, long position, ChainHash previous, ChainHash hash)
    {
        if (!TryReadHead(content.Span, out var stream, out var firstVersion, out var count))
        {
            return null;
        }

        var rest = content[(FixedLength - 12 + BinaryPrimitives.ReadUInt16LittleEndian(content.Span[1..]))..];
        var ticks = BinaryPrimitives.ReadInt64LittleEndian(rest.Span);
        rest = rest[12..];
        if (ticks < 0 || ticks > DateTimeOffset.MaxValue.UtcTicks || count > rest.Length / sizeof(int))
        {
            return null;
        }

        var records = new ReadOnlyMemory<byte>[count];
        for (var i = 0; i < count; i++)
        {
            var length = rest.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(rest.Span);
            if (length < 0 || length > rest.Length - sizeof(int))
            {
                return null;
            }

            records[i] = rest.Slice(sizeof(int), length);
            rest = rest[(sizeof(int) + length)..];
        }

        return rest.IsEmpty
            ? new JournalEntry(stream, position, firstVersion, new DateTimeOffset(ticks, TimeSpan.Zero), records, previous, hash)
            : null;
    }

    private static bool TryReadName(ReadOnlySpan<byte> bytes, out StreamId stream)
    {
        stream = default;
        try
        {
            return StreamId.TryParse(Utf8.GetString(bytes), out stream);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
