using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>
/// Lays out what one sync makes durable: entries behind each other, from a sector's beginning to a sector's end, so that no
/// later write touches a sector that holds something durable. Positions, links and hashes continue what is durable, since
/// there is one group at a time.
/// </summary>
internal sealed class GroupWriter(int sectorBytes)
{
    private readonly List<GroupEntry> _entries = [];
    private readonly Dictionary<StreamId, (ChainHash Hash, Location Place)> _heads = [];
    private readonly Dictionary<int, (long Position, Location Place)> _partitions = [];
    private byte[] _buffer = new byte[64 * 1024];
    private LogIndex _durable = new(LogOrigin.Beginning);
    private int _used;
    private int _firstFrame;
    private int _segment;
    private long _offset;
    private long _sequence;

    public IReadOnlyList<GroupEntry> Entries => _entries;

    /// <summary>Bytes laid out so far.</summary>
    public int Used => _used;

    public int Segment => _segment;

    /// <summary>Where the group begins in its segment.</summary>
    public long Offset => _offset;

    /// <summary>Where the next group begins.</summary>
    public long End => _offset + AlignUp(_used, sectorBytes);

    /// <summary>The sequence number of the next group's first frame.</summary>
    public long NextSequence => _sequence + Math.Max(1, _entries.Count);

    public static int BodyLengthOf(long contentLength) => checked((int)(Frame.HashesLength + contentLength));

    /// <summary>Where the first frame of a segment lies: behind the header, in a sector of its own.</summary>
    public static int FirstFrameOffset(int sectorBytes) => AlignUp(SegmentHeader.Length, sectorBytes);

    public static int AlignUp(int length, int unit) => (length + unit - 1) / unit * unit;

    /// <summary>Begins a group at the next sector of a segment.</summary>
    public void Begin(LogIndex durable, Location at, long sequence)
    {
        _entries.Clear();
        _heads.Clear();
        _partitions.Clear();
        (_durable, _segment, _offset, _sequence) = (durable, at.Segment, at.Offset, sequence);
        (_used, _firstFrame) = (0, 0);
    }

    /// <summary>Begins the first group of a segment, header included.</summary>
    public void Begin(LogIndex durable, SegmentHeader header)
    {
        Begin(durable, new Location(header.Number, 0), header.FirstSequence);
        _used = _firstFrame = FirstFrameOffset(sectorBytes);
        Reserve(_used);
        _buffer.AsSpan(0, _used).Clear();
        header.Write(_buffer);
    }

    public void Add(long ticket, Commit commit, int contentLength)
    {
        var body = Append(BodyLengthOf(contentLength));
        EntryContent.Write(commit, body[Frame.HashesLength..]);
        Link(ticket, commit.Stream, commit.Records.Count, commit.ExpectedVersion + commit.Records.Count, body);
    }

    /// <summary>Adds an entry that was read from elsewhere; its hashes stay what they are.</summary>
    public void Add(StreamId stream, int records, long lastVersion, ReadOnlySpan<byte> storedBody)
    {
        var body = Append(storedBody.Length);
        storedBody.CopyTo(body);
        Link(ticket: 0, stream, records, lastVersion, body);
    }

    /// <summary>Ends the group. Without entries it is a mark. The bytes live until the next group begins.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        if (_entries.Count == 0)
        {
            Append(bodyLength: 0);
            new Frame(0, _sequence, 0, 0, 0, default, default).Write(_buffer.AsSpan(_firstFrame), _segment, _offset + _firstFrame);
        }

        for (var i = 0; i < _entries.Count; i++)
        {
            var frame = _entries[i].Frame with { Sequence = _sequence + i, Index = i, Behind = _entries.Count - 1 - i };
            var place = _entries[i].Place;
            frame.Write(_buffer.AsSpan((int)(place.Offset - _offset)), _segment, place.Offset);
        }

        var length = AlignUp(_used, sectorBytes);
        Reserve(length - _used);
        _buffer.AsSpan(_used, length - _used).Clear();
        return _buffer.AsMemory(0, length);
    }

    /// <summary>Tells the index, once the group is durable.</summary>
    public void AddTo(LogIndex index)
    {
        foreach (var entry in _entries)
        {
            index.Add(entry.Stream, entry.Frame.Position, entry.LastVersion, entry.Hash, entry.Place);
        }
    }

    private Span<byte> Append(int bodyLength)
    {
        var length = Frame.LengthFor(bodyLength);
        Reserve(length);
        var place = _buffer.AsSpan(_used, length);
        place.Clear();
        _used += length;
        return place.Slice(Frame.HeaderLength, bodyLength);
    }

    private void Link(long ticket, StreamId stream, int records, long lastVersion, Span<byte> body)
    {
        var partition = stream.Partition;
        var (previous, streamLink) = _heads.TryGetValue(stream, out var head) ? head : (_durable.HeadOf(stream).Hash, _durable.LastOf(stream));
        var (last, partitionLink) = _partitions.TryGetValue(partition, out var end)
            ? end
            : (_durable.LastPositionOf(partition), _durable.LastOf(partition));
        var hash = EntryContent.HashOf(previous, body[Frame.HashesLength..]);
        ((ReadOnlySpan<byte>)previous).CopyTo(body);
        ((ReadOnlySpan<byte>)hash).CopyTo(body[ChainHash.Length..]);

        var place = new Location(_segment, _offset + _used - Frame.LengthFor(body.Length));
        _heads[stream] = (hash, place);
        _partitions[partition] = (last + 1, place);
        // Sequence and place in the group are known when it ends.
        var frame = new Frame(body.Length, 0, 0, 0, last + 1, partitionLink, streamLink);
        _entries.Add(new GroupEntry(ticket, stream, records, lastVersion, hash, place, frame));
    }

    private void Reserve(int more)
    {
        if (_used + more > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(2 * _buffer.Length, _used + more));
        }
    }
}
