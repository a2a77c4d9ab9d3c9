using MultiVenueMargin.Journal.Devices;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>
/// The writing end: one group at a time goes to the active segment, and the next segment is made before it is needed. After a
/// failure it is of no further use; a recovery makes another.
/// </summary>
internal sealed class SegmentLog(IStorageDevice device, SegmentJournalOptions options, LogIndex index, LogEnd end)
{
    private readonly GroupWriter _group = new(options.SectorBytes);
    private LogEnd _end = end;
    private int _lastNumber = end.Place.Segment;
    private int _spare;
    private bool _isSpareDue;
    private long _creating;
    private long _writing;
    private long _syncing;

    /// <summary>The end of what is durable.</summary>
    public LogEnd End => _end;

    /// <summary>What is under way, or was last.</summary>
    public IReadOnlyList<GroupEntry> Entries => _group.Entries;

    /// <summary>Whether a group is under way.</summary>
    public bool IsBusy => _writing != 0 || _syncing != 0;

    /// <summary>Whether <see cref="Entries"/> were submitted and are not durable yet.</summary>
    public bool HasGroup { get; private set; }

    /// <summary>Whether the device still has something to say.</summary>
    public bool HasOutstanding => IsBusy || _creating != 0;

    /// <summary>Whether something is durable of which nothing later says so.</summary>
    public bool NeedsMark { get; private set; }

    /// <summary>Why a group, or the next segment that it waits for, could not be written; null while all is well.</summary>
    public StorageError? Error { get; private set; }

    /// <summary>Begins a group whose first frame has a length; false while the segment for it is still being made.</summary>
    /// <param name="limit">How long its frames may become together.</param>
    public bool TryBegin(int firstLength, out GroupWriter group, out int limit)
    {
        group = _group;
        var room = options.SegmentBytes - (int)_end.Place.Offset;
        if (firstLength <= room)
        {
            limit = Math.Min(room, Math.Max(firstLength, options.GroupBytes));
            group.Begin(index, _end.Place, _end.NextSequence);
            return true;
        }

        if (_spare == 0)
        {
            limit = 0;
            _isSpareDue = true;
            PrepareSpare();
            return false;
        }

        limit = Math.Max(firstLength, options.GroupBytes);
        group.Begin(index, new SegmentHeader(_spare, _end.Place, _end.NextSequence, 0, options.SectorBytes));
        (_spare, _isSpareDue) = (0, false);
        return true;
    }

    /// <summary>Writes and syncs the group that was begun.</summary>
    public void Submit()
    {
        var bytes = _group.Finish();
        var file = SegmentName.Of(_group.Segment);
        _writing = device.SubmitWrite(file, _group.Offset, bytes);
        _syncing = device.SubmitSync(file);
        HasGroup = true;
    }

    /// <summary>Says that what was last written is durable.</summary>
    public void Mark()
    {
        if (TryBegin(Frame.HeaderLength, out _, out _))
        {
            Submit();
        }
    }

    /// <summary>Takes a completion if it is one of its own.</summary>
    /// <param name="isDurable">Whether the group under way is durable now.</param>
    public bool TryComplete(DeviceCompletion completion, out bool isDurable)
    {
        isDurable = false;
        if (completion.Submission == _creating)
        {
            _creating = 0;
            _spare = completion.Error is null ? _lastNumber : 0;
            // While there is room elsewhere it will be tried again.
            if (completion.Error is { } refusal && _isSpareDue)
            {
                Error ??= refusal;
            }

            return true;
        }

        if (completion.Submission == _writing)
        {
            _writing = 0;
        }
        else if (completion.Submission == _syncing)
        {
            _syncing = 0;
        }
        else
        {
            return false;
        }

        Error ??= completion.Error;
        if (!IsBusy && Error is null)
        {
            (isDurable, HasGroup) = (true, false);
            _group.AddTo(index);
            _end = new LogEnd(new Location(_group.Segment, _group.End), _group.NextSequence);
            NeedsMark = _group.Entries.Count > 0;
            if (_end.Place.Offset > options.SegmentBytes / 2)
            {
                PrepareSpare();
            }
        }

        return true;
    }

    private void PrepareSpare()
    {
        if (_creating == 0 && _spare == 0)
        {
            _lastNumber++;
            _creating = device.SubmitCreate(SegmentName.Of(_lastNumber), options.SegmentBytes);
        }
    }
}
