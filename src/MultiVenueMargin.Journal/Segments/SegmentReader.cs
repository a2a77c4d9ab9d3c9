using MultiVenueMargin.Journal.Devices;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>Reads one segment from front to back through a window of it. What it returns lives until the next call.</summary>
internal sealed class SegmentReader(IStorageReader device, int number)
{
    private const int WindowBytes = 1 << 20;
    // Most readers want a header and no more.
    private const int FirstWindowBytes = 1 << 14;
    private const int SkippedAtOnce = 1 << 16;

    private readonly long _length = device.LengthOf(SegmentName.Of(number)) ?? 0;
    private byte[] _window = [];
    private long _windowAt;
    private int _windowLength;

    public int Number => number;

    public string File => SegmentName.Of(number);

    public long Length => _length;

    public bool TryReadHeader(out SegmentHeader header) => SegmentHeader.TryRead(Bytes(0, SegmentHeader.Length), number, out header);

    /// <summary>The sound frame at an offset and its body; false where there is none.</summary>
    public bool TryRead(long offset, out Frame frame, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (!Frame.TryReadUnchecked(Bytes(offset, Frame.HeaderLength), out frame) || frame.BodyLength > _length - offset - Frame.HeaderLength)
        {
            return false;
        }

        var bytes = Bytes(offset, Frame.HeaderLength + frame.BodyLength);
        if (bytes.Length < Frame.HeaderLength + frame.BodyLength || !Frame.IsSound(bytes, number, offset))
        {
            return false;
        }

        body = bytes[Frame.HeaderLength..];
        return true;
    }

    /// <summary>
    /// The next sound frame at or behind an offset that is numbered from <paramref name="atLeast"/> on. Looks at every
    /// place where one could begin; a number far beyond is no frame's, and saves computing a CRC.
    /// </summary>
    public bool TryFind(long offset, long atLeast, out long at, out Frame frame)
    {
        for (at = AlignUp(offset); at + Frame.HeaderLength <= _length; at += Frame.Alignment)
        {
            at = SkipZeros(at);
            if (Frame.TryReadUnchecked(Bytes(at, Frame.HeaderLength), out frame)
                && frame.Sequence >= atLeast
                && frame.Sequence - atLeast <= _length
                && TryRead(at, out frame, out _))
            {
                return true;
            }
        }

        frame = default;
        return false;
    }

    private static long AlignUp(long offset) => (offset + Frame.Alignment - 1) / Frame.Alignment * Frame.Alignment;

    /// <summary>The first place from which on a frame that is not all zero could begin: most of a file is still empty.</summary>
    private long SkipZeros(long at)
    {
        while (at + Frame.HeaderLength <= _length)
        {
            var bytes = Bytes(at, (int)Math.Min(SkippedAtOnce, _length - at));
            var zeros = bytes.IndexOfAnyExcept((byte)0);
            if (zeros >= 0)
            {
                return Math.Max(at, AlignUp(at + zeros - Frame.HeaderLength));
            }

            if (bytes.Length < Frame.HeaderLength)
            {
                // A start of the platform gave the rest of the file back while it was read.
                return _length;
            }

            at += (bytes.Length - Frame.HeaderLength) / Frame.Alignment * Frame.Alignment + Frame.Alignment;
        }

        return at;
    }

    /// <summary>Bytes of the file; fewer at its end.</summary>
    private ReadOnlySpan<byte> Bytes(long offset, int count)
    {
        if (offset < _windowAt || offset + count > _windowAt + _windowLength)
        {
            Widen(count);
            _windowAt = offset;
            _windowLength = offset >= _length ? 0 : DeviceWork.Read(device, File, offset, _window);
        }

        var start = (int)(offset - _windowAt);
        return _window.AsSpan(start, Math.Min(count, _windowLength - start));
    }

    /// <summary>Who reads on gets a wider window each time: no wider than the file, and than what is asked for at once.</summary>
    private void Widen(int count)
    {
        var wider = _window.Length == 0 ? FirstWindowBytes : 4L * _window.Length;
        var length = (int)Math.Max(count, Math.Min(Math.Min(wider, WindowBytes), _length));
        if (length > _window.Length)
        {
            _window = GC.AllocateUninitializedArray<byte>(length);
        }
    }
}
