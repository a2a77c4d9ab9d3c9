using MultiVenueMargin.Journal.Devices;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>
/// Reads a log behind a known point, and ends it in a new segment. The first start, a start after a crash and going on after
/// a failed device are this one path.
/// </summary>
/// <remarks>
/// <para>Groups follow each other only when the one before is durable. So of the last group anything may be missing, and
/// what is missing was never acknowledged; a gap with a later group behind it is corruption. A mark, written when nothing
/// else is, is such a later group, so that the last commits before a quiet moment are protected as well.</para>
/// <para>What can still be read of the last group is written again, into the new segment, instead of being trusted where it
/// lies: a system may show bytes that its disk has refused. The new segment has its name only when all of that is durable,
/// and its header cuts off what came after. No stale byte can be read as an entry.</para>
/// <para>Only then is the room behind the last frame that could be read given back, by whole blocks, so that none that holds an entry is
/// touched: starts must not fill the disk. Should the disk have lied about the new segment, the old one still has all it had.</para>
/// </remarks>
internal sealed class Recovery
{
    /// <summary>What file systems give and take at a time; a larger one costs nothing but a little room.</summary>
    private const int BlockBytes = 4_096;

    private readonly IStorageDevice _device;
    private readonly SegmentJournalOptions _options;
    private readonly LogIndex _index;
    private readonly List<(Location Place, Frame Frame, StoredEntry Entry)> _unproven = [];
    private LogEnd _proven;
    private long _nextSequence;
    private bool _isWhole = true;
    private int _provenInLast;
    private Location? _lastFrameEnd;

    private Recovery(IStorageDevice device, SegmentJournalOptions options, LogIndex index, LogEnd from)
    {
        _device = device;
        _options = options;
        _index = index;
        _proven = from;
        _nextSequence = from.NextSequence;
    }

    /// <summary>
    /// Adds what is found to the index and returns where to go on. Throws <see cref="JournalCorruptedException"/>, and
    /// <see cref="StorageException"/> while the device refuses; the index may then have been added to.
    /// </summary>
    /// <param name="from">The end of what the index knows.</param>
    /// <param name="isOpen">Whether the segment of <paramref name="from"/> may go on behind it.</param>
    public static LogEnd Run(IStorageDevice device, SegmentJournalOptions options, LogIndex index, LogEnd from, bool isOpen) =>
        new Recovery(device, options, index, from).Run(isOpen);

    private LogEnd Run(bool isOpen)
    {
        foreach (var file in _device.List().Where(SegmentName.IsUnborn))
        {
            _device.Delete(file);
        }

        var from = _proven.Place;
        if (!isOpen)
        {
            DeleteArchived(from.Segment);
        }

        var path = SegmentPath.Find(_device, from);
        if (isOpen)
        {
            // An active segment of ours: how it is laid out need not be asked.
            Scan(new SegmentReader(_device, from.Segment), from.Offset, _options.SectorBytes, 0, path.Segments.Count > 0 ? path.Segments[0] : null);
        }

        for (var i = 0; i < path.Segments.Count; i++)
        {
            var header = path.Segments[i];
            ThrowUnlessContinued(header);
            Scan(
                new SegmentReader(_device, header.Number),
                GroupWriter.FirstFrameOffset(header.SectorBytes),
                header.SectorBytes,
                header.DurableAtBirth,
                i + 1 < path.Segments.Count ? path.Segments[i + 1] : null);
        }

        if (!isOpen && !from.IsNowhere && path.Segments.Count == 0)
        {
            throw new JournalCorruptedException(SegmentName.Of(from.Segment + 1), 0, "segments up to the one before are archived, and none follows.");
        }

        if (path.Stray is { } stray && (stray.GroupStart != _nextSequence || !_isWhole))
        {
            throw new JournalCorruptedException(
                stray.File, 0, $"the header cannot be read, and {_nextSequence} was to come before {stray.GroupStart} at {stray.Offset}.");
        }

        return Continue(path);
    }

    /// <summary>A crash while segments were moved to the archive leaves some of them behind.</summary>
    private void DeleteArchived(int last)
    {
        foreach (var file in _device.List())
        {
            if (SegmentName.TryParse(file, out var number) && number <= last)
            {
                _device.Delete(file);
            }
        }
    }

    private void ThrowUnlessContinued(SegmentHeader header)
    {
        // A header is written with its first group, and that only when all before it is durable.
        AcceptUnproven();
        if (header.FirstSequence != _proven.NextSequence)
        {
            throw new JournalCorruptedException(
                SegmentName.Of(header.Number), 0, $"it begins with {header.FirstSequence}, and {_proven.NextSequence} was to come.");
        }
    }

    /// <summary>Reads a segment to its end, which the next one states; of the last one, to where its frames end.</summary>
    private void Scan(SegmentReader reader, long offset, int sectorBytes, long durableAtBirth, SegmentHeader? next)
    {
        if (next is null)
        {
            _provenInLast = 0;
        }

        _proven = _proven with { Place = new Location(reader.Number, offset) };
        var (sequence, groupStart, behind) = (_proven.NextSequence, _proven.NextSequence, 0);
        while (next is null || offset < next.Value.Previous.Offset)
        {
            if (!reader.TryRead(offset, out var frame, out var body) || !frame.Continues(sequence, groupStart, behind))
            {
                if (TornTail.Why(reader, offset, sequence, groupStart, durableAtBirth, next) is { } why)
                {
                    throw new JournalCorruptedException(reader.File, offset, why);
                }

                (_nextSequence, _isWhole, _lastFrameEnd) = (sequence, behind == 0, new Location(reader.Number, offset));
                return;
            }

            if (frame.Index == 0)
            {
                AcceptUnproven();
                _proven = new LogEnd(new Location(reader.Number, offset), sequence);
                groupStart = sequence;
            }

            if (!frame.IsMark)
            {
                var entry = StoredEntry.Read(body) ?? throw new JournalCorruptedException(reader.File, offset, "it does not have the hash that it states.");
                _unproven.Add((new Location(reader.Number, offset), frame, next is null ? entry with { Body = body.ToArray() } : entry));
            }

            sequence++;
            behind = frame.Behind;
            offset += frame.Length;
            if (behind == 0)
            {
                offset = (offset + sectorBytes - 1) / sectorBytes * sectorBytes;
                if (frame.Sequence <= durableAtBirth || next is not null)
                {
                    AcceptUnproven();
                    _proven = new LogEnd(new Location(reader.Number, offset), sequence);
                }

                groupStart = sequence;
            }
        }

        (_nextSequence, _isWhole) = (sequence, behind == 0);
        if (offset != next.Value.Previous.Offset || !_isWhole)
        {
            throw new JournalCorruptedException(reader.File, offset, $"the next segment says that this one ends at {next.Value.Previous.Offset}.");
        }
    }

    /// <summary>The group is durable, for a later one exists.</summary>
    private void AcceptUnproven()
    {
        foreach (var (place, frame, entry) in _unproven)
        {
            ThrowUnlessChained(place, frame, entry);
            _index.Add(entry.Stream, frame.Position, entry.LastVersion, entry.Hash, place);
        }

        _provenInLast += _unproven.Count;
        _unproven.Clear();
    }

    private void ThrowUnlessChained(Location place, Frame frame, StoredEntry entry)
    {
        var head = _index.HeadOf(entry.Stream);
        var position = _index.LastPositionOf(entry.Stream.Partition);
        var wrong =
            entry.Previous != head.Hash ? $"{entry.Stream} version {entry.FirstVersion} does not continue the chain at version {head.Version}."
            : entry.FirstVersion != head.Version + 1 ? $"{entry.Stream} goes from version {head.Version} to {entry.FirstVersion}."
            : frame.Position != position + 1 ? $"partition {entry.Stream.Partition} goes from position {position} to {frame.Position}."
            : null;
        if (wrong is not null)
        {
            throw new JournalCorruptedException(SegmentName.Of(place.Segment), place.Offset, wrong);
        }
    }

    /// <summary>Makes the new segment, with what the last group left.</summary>
    private LogEnd Continue(SegmentPath path)
    {
        var unused = path.Unused.ToList();
        var previous = _proven;
        // A segment without a durable entry is replaced: starts that write nothing must not fill the disk, and the header of
        // one that never had a durable group may itself not be on the disk.
        if (path.Segments.Count > 0 && _provenInLast == 0)
        {
            unused.Add(path.Segments[^1].Number);
            previous = new LogEnd(path.Segments[^1].Previous, path.Segments[^1].FirstSequence);
        }

        var number = path.Highest + 1;
        var writer = new GroupWriter(_options.SectorBytes);
        var header = new SegmentHeader(
            number, previous.Place, previous.NextSequence, previous.NextSequence + Math.Max(0, _unproven.Count - 1), _options.SectorBytes);
        writer.Begin(_index, header);
        foreach (var (_, _, entry) in _unproven)
        {
            writer.Add(entry.Stream, entry.Records, entry.LastVersion, entry.Body.Span);
        }

        var group = writer.Finish().ToArray();
        var (end, sequence) = (writer.End, writer.NextSequence);
        // A second group, so that even the loss of the header is noticed.
        var mark = new GroupWriter(_options.SectorBytes);
        mark.Begin(_index, new Location(number, end), sequence);
        var both = (byte[])[.. group, .. mark.Finish().Span];

        CheckUnproven(writer);
        DeviceWork.WriteWhole(_device, SegmentName.Of(number), SegmentName.Unborn(number), both, _options.SegmentBytes);
        writer.AddTo(_index);
        foreach (var each in unused)
        {
            Try(() => _device.Delete(SegmentName.Of(each)));
        }

        GiveRoomBack(path);
        return new LogEnd(new Location(number, mark.End), mark.NextSequence);
    }

    /// <summary>Of the segment that has just ended; and of older ones, in case it was not done then or a crash undid it.</summary>
    private void GiveRoomBack(SegmentPath path)
    {
        if (_lastFrameEnd is { } last)
        {
            TryTrim(last);
        }

        // Not of the one before the last: what was carried over from it may be proven by nothing yet.
        foreach (var next in path.Segments.SkipLast(1).Where(next => !next.Previous.IsNowhere))
        {
            TryTrim(next.Previous);
        }
    }

    private void TryTrim(Location end)
    {
        var (file, kept) = (SegmentName.Of(end.Segment), (end.Offset + BlockBytes - 1) / BlockBytes * BlockBytes);
        if (_device.LengthOf(file) > kept)
        {
            Try(() => _device.Trim(file, kept));
        }
    }

    private static void Try(Action clearingUp)
    {
        try
        {
            clearingUp();
        }
        catch (StorageException)
        {
            // The log goes on without it, and the next start tries again.
        }
    }

    /// <summary>What is carried over must continue the chain as well: it was written by us or not at all.</summary>
    private void CheckUnproven(GroupWriter writer)
    {
        var heads = new Dictionary<Accounts.StreamId, StoredEntry>();
        foreach (var (i, (place, frame, entry)) in _unproven.Index())
        {
            var head = heads.TryGetValue(entry.Stream, out var before)
                ? new StreamHead(entry.Stream, before.LastVersion, before.Hash)
                : _index.HeadOf(entry.Stream);
            if (entry.Previous != head.Hash || entry.FirstVersion != head.Version + 1 || writer.Entries[i].Frame.Position != frame.Position)
            {
                throw new JournalCorruptedException(
                    SegmentName.Of(place.Segment), place.Offset, $"{entry.Stream} version {entry.FirstVersion} does not continue the chain at version {head.Version}.");
            }

            heads[entry.Stream] = entry;
        }
    }
}
