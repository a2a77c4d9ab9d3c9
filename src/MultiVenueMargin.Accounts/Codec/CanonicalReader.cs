using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>
/// Reads what a <see cref="CanonicalWriter"/> wrote, and nothing else: whatever differs from the one encoding of a value, by a
/// single bit or a needless byte, is a <see cref="MalformedRecordException"/>. It never reads beyond the end and allocates in
/// proportion to the bytes that are there, whatever counts they claim. The position is the caller's variable, so that a
/// reader can be handed on by value and no copy of it falls behind.
/// </summary>
/// <example><code>
/// var at = 0;
/// var book = BookCodec.ReadBook(new CanonicalReader(bytes, ref at));
/// </code></example>
public readonly ref partial struct CanonicalReader
{
    // Of 64 bits the tenth byte of a varint holds the last; of 96 the fourteenth holds five.
    private const int LongestVarint = 10;
    private const int LongestMantissa = 14;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ref int _offset;

    public CanonicalReader(ReadOnlySpan<byte> bytes, ref int offset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, bytes.Length);
        _bytes = bytes;
        _offset = ref offset;
    }

    /// <summary>How many bytes have been read.</summary>
    public int Offset => _offset;

    /// <summary>How many are left.</summary>
    public int Remaining => _bytes.Length - _offset;

    /// <summary>Refuses bytes behind the last field.</summary>
    public void End()
    {
        if (Remaining != 0)
        {
            throw new MalformedRecordException(_offset, "the end");
        }
    }

    /// <summary>Which kind of record follows, without reading it.</summary>
    public RecordKind PeekKind()
    {
        var at = _offset;
        return new CanonicalReader(_bytes, ref at).Enum<RecordKind>();
    }

    /// <summary>Opens a record of a kind and returns its version, from 1 to the latest this build knows.</summary>
    public int Record(RecordKind kind, int latest)
    {
        var at = _offset;
        if (Enum<RecordKind>() != kind)
        {
            throw new MalformedRecordException(at, $"a record of kind {kind}");
        }

        at = _offset;
        var version = UInt64();
        return IsKnown(version, latest) ? (int)version : throw UnknownVersion(at, kind.ToString(), version, latest);
    }

    /// <summary>Opens a record inside another and returns its version, from 1 to the latest this build knows.</summary>
    public int Version(string name, int latest)
    {
        var at = _offset;
        var version = UInt64();
        return IsKnown(version, latest) ? (int)version : throw UnknownVersion(at, name, version, latest);
    }

    public byte Byte() => _offset < _bytes.Length ? _bytes[_offset++] : throw new MalformedRecordException(_offset, "a byte");

    public bool Bool()
    {
        var at = _offset;
        return Byte() switch
        {
            0 => false,
            1 => true,
            _ => throw new MalformedRecordException(at, "0 or 1"),
        };
    }

    /// <summary>An unsigned varint in its shortest form.</summary>
    public ulong UInt64()
    {
        // One byte is the common case: counts, versions, enums, short lengths.
        if (_offset < _bytes.Length && _bytes[_offset] < 0x80)
        {
            return _bytes[_offset++];
        }

        var number = Varint(LongestVarint, "a number of at most 64 bits in its shortest form", out var at);
        return number <= ulong.MaxValue
            ? (ulong)number
            : throw new MalformedRecordException(at, "a number of at most 64 bits in its shortest form");
    }

    public long Int64()
    {
        var zigzag = UInt64();
        return unchecked((long)(zigzag >> 1) ^ -(long)(zigzag & 1));
    }

    public int Int32()
    {
        var at = _offset;
        return Int64() is >= int.MinValue and <= int.MaxValue and var number
            ? (int)number
            : throw new MalformedRecordException(at, "a number of at most 32 bits");
    }

    public decimal Decimal()
    {
        var at = _offset;
        var head = Byte();
        var mantissa = Varint(LongestMantissa, "a mantissa in its shortest form", out _);
        var parts = new DecimalParts((head & 1) != 0, head >> 1, mantissa);
        return parts.Scale <= DecimalParts.MostScale && mantissa >> DecimalParts.MostMantissaBits == 0 && parts.IsNormal
            ? parts.ToDecimal()
            : throw new MalformedRecordException(at, "a decimal without zeros at its end");
    }

    public double Double()
    {
        var at = _offset;
        var value = BinaryPrimitives.ReadDoubleLittleEndian(FixedBytes(sizeof(double)));
        return double.IsFinite(value) && !(value == 0 && double.IsNegative(value))
            ? value
            : throw new MalformedRecordException(at, "a finite number, and 0 without a sign");
    }

    /// <summary>Text of at most so many UTF-16 units.</summary>
    public string String(int mostChars) => Text(mostChars, isName: false);

    /// <summary>As <see cref="String"/>, for names that come again and again: equal ones are usually one string.</summary>
    public string Name(int mostChars) => Text(mostChars, isName: true);

    /// <summary>Bytes with their number before them: a part of what is read, not a copy.</summary>
    public ReadOnlySpan<byte> Bytes(int most) => FixedBytes(Count(most));

    /// <summary>So many bytes: a part of what is read, not a copy.</summary>
    public ReadOnlySpan<byte> FixedBytes(int count)
    {
        if (count > Remaining)
        {
            throw new MalformedRecordException(_offset, $"{count} bytes where {Remaining} are left");
        }

        var bytes = _bytes.Slice(_offset, count);
        _offset += count;
        return bytes;
    }

    /// <summary>An instant, at offset zero.</summary>
    public DateTimeOffset Instant()
    {
        var at = _offset;
        var ticks = BinaryPrimitives.ReadInt64LittleEndian(FixedBytes(sizeof(long)));
        return ticks >= DateTimeOffset.MinValue.Ticks && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : throw new MalformedRecordException(at, "an instant between the years 1 and 9999");
    }

    public TimeSpan Duration() => new(Int64());

    /// <summary>A defined member other than "unspecified".</summary>
    public T Enum<T>()
        where T : struct, Enum => ReadEnum<T>(allowUnspecified: false);

    /// <summary>A defined member, "unspecified" included.</summary>
    public T EnumOrUnspecified<T>()
        where T : struct, Enum => ReadEnum<T>(allowUnspecified: true);

    /// <summary>Any number of defined flags, none included.</summary>
    public T Flags<T>()
        where T : struct, Enum
    {
        var at = _offset;
        var number = UInt64();
        return EnumNumbers<T>.AcceptsFlags(number)
            ? EnumNumbers<T>.From(number)
            : throw new MalformedRecordException(at, $"flags of {typeof(T).Name}, which {number} is not");
    }

    /// <summary>
    /// A value of the domain made from what was read. What its constructor refuses is malformed, at the place where it began.
    /// </summary>
    public static T Value<TRaw, T>(int at, TRaw raw, Func<TRaw, T> make)
    {
        try
        {
            return make(raw);
        }
        catch (ArgumentException refusal)
        {
            throw new MalformedRecordException(at, $"a valid {typeof(T).Name}: {refusal.Message}", refusal);
        }
    }

    private static bool IsKnown(ulong version, int latest) => version >= 1 && version <= (ulong)latest;

    private static MalformedRecordException UnknownVersion(int at, string name, ulong version, int latest) => version == 0
        ? new MalformedRecordException(at, $"a version of {name}")
        : new MalformedRecordException(at, $"{name} in a version up to {latest}; this is version {version}, written by a later build")
        {
            IsFromLaterBuild = true,
        };

    private T ReadEnum<T>(bool allowUnspecified)
        where T : struct, Enum
    {
        var at = _offset;
        var number = UInt64();
        return EnumNumbers<T>.Accepts(number, allowUnspecified)
            ? EnumNumbers<T>.From(number)
            : throw new MalformedRecordException(at, $"a {typeof(T).Name}, which {number} is not");
    }

    private string Text(int mostChars, bool isName)
    {
        // One UTF-16 unit takes at most three bytes, so a longer text is refused before it is decoded.
        var at = _offset;
        var bytes = Bytes(checked(mostChars * 3));
        if (Ascii.IsValid(bytes))
        {
            if (bytes.Length <= mostChars)
            {
                return isName ? InternedNames.Of(bytes) : Encoding.ASCII.GetString(bytes);
            }
        }
        else if (Utf8.IsValid(bytes) && Encoding.UTF8.GetCharCount(bytes) <= mostChars)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        throw new MalformedRecordException(at, $"UTF-8 of at most {mostChars} characters");
    }

    private UInt128 Varint(int longest, string expected, out int start)
    {
        start = _offset;
        var number = UInt128.Zero;
        for (var shift = 0; shift < longest * 7; shift += 7)
        {
            var each = Byte();
            number |= (UInt128)(each & 0x7Fu) << shift;
            if (each < 0x80)
            {
                // A last byte of zero adds nothing: the same number has a shorter form.
                return each != 0 || shift == 0 ? number : throw new MalformedRecordException(start, expected);
            }
        }

        throw new MalformedRecordException(start, expected);
    }
}
