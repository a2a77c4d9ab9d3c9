using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Journal;

/// <summary>
/// The bytes of an entry that its chain's hash covers, the same in every journal, so that a chain can be checked, and
/// carried from one journal into another, without knowing who wrote it. Integers are little-endian and of fixed width, so
/// that an entry has exactly one form:
/// <code>
/// int32  length of the stream's code in bytes, then the code in UTF-8
/// int64  version of the first record: the expected version + 1
/// int64  when it was decided: ticks of 100 ns since 0001-01-01 UTC
/// int32  number of records, at least 1; then of each
/// int32  length in bytes, then the record
/// </code>
/// The hash of an entry is SHA-256 over the 32 bytes of the hash before it and these bytes.
/// </summary>
public static class EntryBytes
{
    /// <summary>The most that one commit may have. Large enough for a book's first snapshot, small enough to be held twice.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    private const int FixedLength = sizeof(int) + sizeof(long) + sizeof(long) + sizeof(int);

    // A code that is not text (half a surrogate pair) is refused, not silently replaced: two streams would become one.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>How many bytes a commit will have. Throws for one that cannot be journaled.</summary>
    public static int LengthOf(Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        if (commit.Stream.IsDefault)
        {
            throw new ArgumentException("A commit names its stream.", nameof(commit));
        }

        if (commit.Records.Count == 0)
        {
            throw new ArgumentException("A commit has at least one record.", nameof(commit));
        }

        if (commit.ExpectedVersion < 0 || commit.ExpectedVersion > long.MaxValue - commit.Records.Count)
        {
            throw new ArgumentException($"A stream is at version 0 or beyond, not at {commit.ExpectedVersion}.", nameof(commit));
        }

        long length = FixedLength + Utf8.GetByteCount(commit.Stream.Code);
        for (var each = 0; each < commit.Records.Count; each++)
        {
            length += sizeof(int) + commit.Records[each].Length;
        }

        return length <= MaxLength
            ? (int)length
            : throw new ArgumentException($"A commit has at most {MaxLength} bytes, not {length}.", nameof(commit));
    }

    public static byte[] Of(Commit commit)
    {
        var bytes = new byte[LengthOf(commit)];
        Write(commit, bytes);
        return bytes;
    }

    /// <summary>Writes a commit's bytes, <see cref="LengthOf"/> many, and nothing beyond them.</summary>
    public static void Write(Commit commit, Span<byte> into)
    {
        var rest = into[..LengthOf(commit)];
        var code = Utf8.GetBytes(commit.Stream.Code, rest[sizeof(int)..]);
        BinaryPrimitives.WriteInt32LittleEndian(rest, code);
        rest = rest[(sizeof(int) + code)..];
        BinaryPrimitives.WriteInt64LittleEndian(rest, commit.ExpectedVersion + 1);
        BinaryPrimitives.WriteInt64LittleEndian(rest[sizeof(long)..], commit.At.UtcTicks);
        BinaryPrimitives.WriteInt32LittleEndian(rest[(2 * sizeof(long))..], commit.Records.Count);
        rest = rest[(2 * sizeof(long) + sizeof(int))..];
        for (var each = 0; each < commit.Records.Count; each++)
        {
            var record = commit.Records[each].Span;
            BinaryPrimitives.WriteInt32LittleEndian(rest, record.Length);
            record.CopyTo(rest[sizeof(int)..]);
            rest = rest[(sizeof(int) + record.Length)..];
        }
    }

    /// <summary>The chain's hash including the entry of these bytes.</summary>
    public static ChainHash HashOf(ChainHash previous, ReadOnlySpan<byte> entry)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(previous);
        sha.AppendData(entry);
        ChainHash hash = default;
        return sha.GetHashAndReset(hash) == ChainHash.Length ? hash : throw new CryptographicException("SHA-256 has 32 bytes.");
    }

    /// <summary>
    /// Reads exactly what <see cref="Write"/> writes; false for anything else. The time has offset zero, and the records lie
    /// in the given memory.
    /// </summary>
    public static bool TryRead(ReadOnlyMemory<byte> entry, [NotNullWhen(true)] out Commit? commit)
    {
        commit = null;
        if (entry.Length is < FixedLength or > MaxLength
            || !TryTake(ref entry, out var code)
            || !TryReadCode(code.Span, out var stream)
            || entry.Length < FixedLength - sizeof(int))
        {
            return false;
        }

        var first = BinaryPrimitives.ReadInt64LittleEndian(entry.Span);
        var ticks = BinaryPrimitives.ReadInt64LittleEndian(entry.Span[sizeof(long)..]);
        var count = BinaryPrimitives.ReadInt32LittleEndian(entry.Span[(2 * sizeof(long))..]);
        entry = entry[(2 * sizeof(long) + sizeof(int))..];
        if (first < 1
            || ticks < DateTimeOffset.MinValue.UtcTicks
            || ticks > DateTimeOffset.MaxValue.UtcTicks
            || count < 1
            || count > entry.Length / sizeof(int)
            || first - 1 > long.MaxValue - count)
        {
            return false;
        }

        var records = new ReadOnlyMemory<byte>[count];
        for (var each = 0; each < count; each++)
        {
            if (!TryTake(ref entry, out records[each]))
            {
                return false;
            }
        }

        if (!entry.IsEmpty)
        {
            return false;
        }

        commit = new Commit(stream, first - 1, new DateTimeOffset(ticks, TimeSpan.Zero), records);
        return true;
    }

    // A length and as many bytes.
    private static bool TryTake(ref ReadOnlyMemory<byte> entry, out ReadOnlyMemory<byte> taken)
    {
        taken = default;
        if (entry.Length < sizeof(int))
        {
            return false;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(entry.Span);
        if (length < 0 || length > entry.Length - sizeof(int))
        {
            return false;
        }

        taken = entry.Slice(sizeof(int), length);
        entry = entry[(sizeof(int) + length)..];
        return true;
    }

    private static bool TryReadCode(ReadOnlySpan<byte> code, out StreamId stream)
    {
        try
        {
            return StreamId.TryParse(Utf8.GetString(code), out stream);
        }
        catch (DecoderFallbackException)
        {
            stream = default;
            return false;
        }
    }
}
