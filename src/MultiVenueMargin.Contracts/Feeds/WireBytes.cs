namespace MultiVenueMargin.Contracts.Feeds;

/// <summary>
/// Steps through the fields of one message as protobuf writes them. What is written in a way that no writer has need of is called odd, and so is
/// what cannot be read: whoever meets it leaves the message to the generated parser.
/// </summary>
/// <param name="offset">Where it stands, its caller's: 0 to begin with; <see cref="Odd"/> once something odd was met, and nothing that was read counts.</param>
internal readonly ref struct WireBytes(ReadOnlySpan<byte> message, ref int offset)
{
    /// <summary>How the value of a field is written: the lower three bits of its tag.</summary>
    public const int Varint = 0;

    /// <summary>The same: a length and so many bytes.</summary>
    public const int Delimited = 2;

    private const int Odd = -1;
    private const int WireTypeMask = 7;

    private readonly ReadOnlySpan<byte> _message = message;
    private readonly ref int _offset = ref offset;

    public bool IsOdd => _offset == Odd;

    /// <summary>How many fields of a tag a message has; what else is wrong with it is seen when it is read.</summary>
    public static int Count(ReadOnlySpan<byte> message, int tag)
    {
        var (count, offset) = (0, 0);
        for (var at = new WireBytes(message, ref offset); at.Next(out var next); at.Skip(next))
        {
            count += next == tag ? 1 : 0;
        }

        return count;
    }

    /// <summary>Goes to the next field; false at the end, and when something is odd.</summary>
    /// <param name="tag">Its number and wire type.</param>
    public bool Next(out int tag)
    {
        tag = 0;
        if (IsOdd || _offset == _message.Length)
        {
            return false;
        }

        // Every field of these messages has a number below 16, and so a tag of one byte.
        tag = Small();
        return !IsOdd;
    }

    /// <summary>A number that is not negative: those are written in ten bytes, and mean nothing here.</summary>
    public long Number()
    {
        const int MostBits = 63;
        var number = 0L;
        for (var shift = 0; shift < MostBits && !IsOdd && _offset < _message.Length; shift += 7)
        {
            var part = _message[_offset++];
            number |= (long)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return number;
            }
        }

        _offset = Odd;
        return 0;
    }

    /// <summary>A number of one byte: a member of an enum, a flag, a tag.</summary>
    public int Small()
    {
        if (!IsOdd && _offset < _message.Length && _message[_offset] < 0x80)
        {
            return _message[_offset++];
        }

        _offset = Odd;
        return 0;
    }

    public ReadOnlySpan<byte> Bytes()
    {
        var length = Number();
        if (IsOdd || length > _message.Length - _offset)
        {
            _offset = Odd;
            return default;
        }

        var bytes = _message.Slice(_offset, (int)length);
        _offset += (int)length;
        return bytes;
    }

    private void Skip(int tag)
    {
        switch (tag & WireTypeMask)
        {
            case Varint:
                _ = Number();
                break;
            case Delimited:
                _ = Bytes();
                break;
            default:
                _offset = Odd;
                break;
        }
    }
}
