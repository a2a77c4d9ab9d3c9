using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace MultiVenueMargin.Accounts.Codec;

/// <summary>
/// Writes values in their one encoding (<see cref="RecordKind"/> says by which rules). It has one growing buffer that is
/// used again after <see cref="Clear"/>; writing allocates only when that grows, and for the keys of a dictionary or set.
/// What no reader would accept is a bug of the caller and throws; what was written before it is then to be cleared. Not
/// thread-safe.
/// </summary>
public sealed partial class CanonicalWriter
{
    /// <summary>The largest content of one writer: a market of hundreds of thousands of instruments fits; what does not is not a record.</summary>
    public const int MostBytes = 256 * 1024 * 1024;

    private const int LongestVarint = 10;

    private byte[] _buffer;
    private int _length;

    public CanonicalWriter(int capacity = 1_024)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, MostBytes);
        _buffer = new byte[capacity];
    }

    public int Length => _length;

    /// <summary>What was written; valid until the next write or <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>What was written; valid until the next write or <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, _length);

    /// <summary>A copy of what was written, for keeping.</summary>
    public byte[] ToArray() => Written.ToArray();

    public void Clear() => _length = 0;

    /// <summary>Lets go of what was written, and of a buffer that grew beyond so many bytes.</summary>
    public void Shrink(int most)
    {
        _length = 0;
        if (_buffer.Length > most)
        {
            _buffer = new byte[most];
        }
    }

    /// <summary>Opens a record that is stored or sent by itself: its kind, then its version.</summary>
    public void Record(RecordKind kind, int version)
    {
        Enum(kind);
        Version(version);
    }

    /// <summary>Opens a record inside another: its version.</summary>
    public void Version(int version)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        UInt64((ulong)version);
    }

    public void Byte(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>LEB128: seven bits a byte, the lowest first, the top bit says that more follow.</summary>
    public void UInt64(ulong value)
    {
        Reserve(LongestVarint);
        while (value >= 0x80)
        {
            _buffer[_length++] = (byte)((value & 0x7F) | 0x80);
            value >>= 7;
        }

        _buffer[_length++] = (byte)value;
    }

    /// <summary>Zigzag, so that small numbers of either sign are short: 0, −1, 1, −2 … are 0, 1, 2, 3 ….</summary>
    public void Int64(long value) => UInt64(unchecked((ulong)((value << 1) ^ (value >> 63))));

    /// <summary>The same bytes as <see cref="Int64"/> writes: a field may be widened.</summary>
    public void Int32(int value) => Int64(value);

    /// <summary>Twice the scale, plus one for a negative; then the mantissa without zeros at the end, as a varint.</summary>
    public void Decimal(decimal value)
    {
        var parts = DecimalParts.Of(value);
        Byte((byte)((parts.Scale << 1) | (parts.IsNegative ? 1 : 0)));
        var mantissa = parts.Mantissa;
        while (mantissa > ulong.MaxValue)
        {
            Byte((byte)((uint)(mantissa & 0x7F) | 0x80));
            mantissa >>= 7;
        }

        UInt64((ulong)mantissa);
    }

    /// <summary>The 64 bits, lowest byte first; −0 is written as 0. What is not finite is refused: unknown is an absent value.</summary>
    public void Double(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "Only a finite number is written; what is unknown is absent.");
        }

        Reserve(sizeof(double));
        BinaryPrimitives.WriteDoubleLittleEndian(_buffer.AsSpan(_length), value == 0 ? 0 : value);
        _length += sizeof(double);
    }

    /// <summary>UTF-8 with its length in bytes before it. <paramref name="mostChars"/> counts UTF-16 units, as <see cref="string.Length"/> does.</summary>
    public void String(string value, int mostChars)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length > mostChars)
        {
            throw new ArgumentException($"The text has {value.Length} characters; at most {mostChars} are written here.", nameof(value));
        }

        var count = Encoding.UTF8.GetByteCount(value);
        UInt64((ulong)count);
        Reserve(count);
        if (Utf8.FromUtf16(value, _buffer.AsSpan(_length, count), out _, out _, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            throw new ArgumentException("The text holds half of a surrogate pair, which no UTF-8 can say.", nameof(value));
        }

        _length += count;
    }

    /// <summary>Bytes with their number before them.</summary>
    public void Bytes(ReadOnlySpan<byte> value, int most)
    {
        Count(value.Length, most);
        Reserve(value.Length);
        value.CopyTo(_buffer.AsSpan(_length));
        _length += value.Length;
    }

    /// <summary>So many bytes as their reader knows: a hash.</summary>
    public void FixedBytes(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(_buffer.AsSpan(_length));
        _length += value.Length;
    }

    /// <summary>The UTC ticks in eight bytes, lowest first: an instant has one encoding, whatever its offset.</summary>
    public void Instant(DateTimeOffset value)
    {
        Reserve(sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_length), value.UtcTicks);
        _length += sizeof(long);
    }

    public void Duration(TimeSpan value) => Int64(value.Ticks);

    /// <summary>The number of a member. One that is not defined is refused, and so is "unspecified".</summary>
    public void Enum<T>(T value)
        where T : struct, Enum => WriteEnum(value, allowUnspecified: false);

    /// <summary>As <see cref="Enum"/>, where "unspecified" is a possible answer.</summary>
    public void EnumOrUnspecified<T>(T value)
        where T : struct, Enum => WriteEnum(value, allowUnspecified: true);

    /// <summary>Any number of defined flags, none included.</summary>
    public void Flags<T>(T value)
        where T : struct, Enum
    {
        var number = EnumNumbers<T>.Of(value);
        if (!EnumNumbers<T>.AcceptsFlags(number))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, $"These are not all flags of {typeof(T).Name}.");
        }

        UInt64(number);
    }

    private void WriteEnum<T>(T value, bool allowUnspecified)
        where T : struct, Enum
    {
        var number = EnumNumbers<T>.Of(value);
        if (!EnumNumbers<T>.Accepts(number, allowUnspecified))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, $"This is no {typeof(T).Name} that can be recorded.");
        }

        UInt64(number);
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length < count)
        {
            Grow(count);
        }
    }

    private void Grow(int count)
    {
        if (count > MostBytes - _length)
        {
            throw new InvalidOperationException($"A record has at most {MostBytes} bytes.");
        }

        var needed = Math.Max((long)_length + count, 2L * _buffer.Length);
        Array.Resize(ref _buffer, (int)Math.Min(needed, MostBytes));
    }
}
