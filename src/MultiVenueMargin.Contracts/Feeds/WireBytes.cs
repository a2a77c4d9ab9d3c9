namespace MultiVenueMargin.Contracts.Feeds;

/// <summary>
/// Steps through the fields of one message as protobuf writes them. What is written in a way that no writer has need of is called odd, and so is
/// what cannot be read: whoever meets it leaves the message to the generated parser.
/// </summary>
internal ref struct WireBytes(ReadOnlySpan<byte> message)
{
    /// <summary>How the value of a field is written: the lower three bits of its tag.</summary>
    public const int Varint = 0;

    /// <summary>The same: a length and so many bytes.</summary>
    public const int Delimited = 2;

    private const int WireTypeBits = 3;
    private const int WireTypeMask = (1 << WireTypeBits) - 1;

    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Something was met that is to be read by others; nothing that was read counts.</summary>
    public bool IsOdd { get; private set; } = false;

    /// <summary>Number and wire type of the field whose value comes next.</summary>
    public int Tag { get; private set; } = 0;

    /// <summary>How many fields of a tag a message has; what else is wrong with it is seen when it is read.</summary>
    public static int Count(ReadOnlySpan<byte> message, int tag)
    {
        var count = 0;
        for (var at = new WireBytes(message); at.Next(); at.Skip())
        {
            count += at.Tag == tag ? 1 : 0;
        }

        return count;
    }

    /// <summary>Goes to the next field; false at the end, and when something is odd.</summary>
    public bool Next()
    {
        if (IsOdd || _rest.IsEmpty)
        {
            return false;
        }

        // Every field of these messages has a number below 16, and so a tag of one byte.
        Tag = Small();
        return !IsOdd;
    }

    public void Skip()
    {
        switch (Tag & WireTypeMask)
        {
            case Varint:
                _ = Number();
                break;
            case Delimited:
                _ = Bytes();
                break;
            default:
                IsOdd = true;
                break;
        }
    }

    /// <summary>A number that is not negative: those are written in ten bytes, and mean nothing here.</summary>
    public long Number()
    {
        const int MostBits = 63;
        var number = 0L;
        for (var shift = 0; shift < MostBits && !_rest.IsEmpty; shift += 7)
        {
            var part = _rest[0];
            _rest = _rest[1..];
            number |= (long)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return number;
            }
        }

        IsOdd = true;
        return 0;
    }

    /// <summary>A number of one byte: a member of an enum, a flag, a tag.</summary>
    public int Small()
    {
        if (!_rest.IsEmpty && _rest[0] < 0x80)
        {
            var number = _rest[0];
            _rest = _rest[1..];
            return number;
        }

        IsOdd = true;
        return 0;
    }

    public ReadOnlySpan<byte> Bytes()
    {
        var length = Number();
        if (length > _rest.Length)
        {
            IsOdd = true;
            return default;
        }

        var bytes = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return bytes;
    }
}
