using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal.Devices;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>
/// Snapshots, several streams to a file, those of every stream that <see cref="SnapshotRetention"/> names. What stays for ever shares no file with
/// what does not. A file gets its name when it is durable, so there is no half one; and as nothing depends on a snapshot, failing to write one
/// harms nobody else.
/// </summary>
internal sealed class SnapshotStore(IStorageDevice device, SegmentJournalOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<StreamId, List<SnapshotPlace>> _places = [];
    private readonly Dictionary<int, int> _usesOf = [];
    private readonly Queue<(long Ticket, StreamSnapshot Snapshot)> _waiting = [];
    private readonly List<(long Ticket, StreamSnapshot Snapshot)> _writing = [];
    private long _waitingBytes;
    private int _number;
    private byte[] _bytes = [];
    private long _creating;
    private long _write;
    private long _sync;
    private long _renaming;
    private StorageError? _error;

    public bool IsWriting => _writing.Count > 0;

    public bool IsBusy => IsWriting || _waiting.Count > 0;

    /// <summary>Reads what is on the device.</summary>
    public void Open()
    {
        lock (_gate)
        {
            _places.Clear();
            _usesOf.Clear();
        }

        foreach (var file in device.List())
        {
            if (SnapshotFile.IsUnborn(file))
            {
                device.Delete(file);
            }
            else if (SnapshotFile.TryParse(file, out var number))
            {
                _number = Math.Max(_number, number);
                Register(SnapshotFile.ReadTable(device, number));
            }
        }
    }

    public bool TrySubmit(long ticket, StreamSnapshot snapshot, List<CommitOutcome> outcomes)
    {
        if (snapshot.State.Length > options.CommitBytes)
        {
            outcomes.Add(Outcome(ticket, snapshot, CommitResult.Failed, $"A snapshot of {snapshot.State.Length} bytes is beyond the limit of {options.CommitBytes}."));
            return true;
        }

        if (_waitingBytes + snapshot.State.Length > options.InFlightBytes)
        {
            return false;
        }

        _waiting.Enqueue((ticket, snapshot));
        _waitingBytes += snapshot.State.Length;
        return true;
    }

    /// <summary>Begins the next file, when none is under way.</summary>
    public void Start()
    {
        if (IsWriting || _waiting.Count == 0)
        {
            return;
        }

        var bytes = 0L;
        var stays = StartsSpan(_waiting.Peek().Snapshot);
        while (_waiting.TryPeek(out var next)
            && (bytes == 0 || (bytes + next.Snapshot.State.Length <= options.SnapshotFileBytes && StartsSpan(next.Snapshot) == stays)))
        {
            _writing.Add(_waiting.Dequeue());
            bytes += next.Snapshot.State.Length + 1;
            _waitingBytes -= next.Snapshot.State.Length;
        }

        _number++;
        _error = null;
        _bytes = SnapshotFile.Write([.. _writing.Select(each => each.Snapshot)]);
        _creating = device.SubmitCreate(SnapshotFile.UnbornNameOf(_number), _bytes.Length);
    }

    public void Complete(DeviceCompletion completion, List<CommitOutcome> outcomes)
    {
        var unborn = SnapshotFile.UnbornNameOf(_number);
        if (completion.Submission == _creating)
        {
            _creating = 0;
            _error = completion.Error;
            if (_error is null)
            {
                _write = device.SubmitWrite(unborn, 0, _bytes);
                _sync = device.SubmitSync(unborn);
            }
        }
        else if (completion.Submission == _write)
        {
            _write = 0;
            _error ??= completion.Error;
        }
        else if (completion.Submission == _sync)
        {
            _sync = 0;
            _error ??= completion.Error;
            if (_error is null)
            {
                _renaming = device.SubmitRename(unborn, SnapshotFile.NameOf(_number));
            }
        }
        else if (completion.Submission == _renaming)
        {
            _renaming = 0;
            Conclude(completion.Error is null ? CommitResult.Durable : CommitResult.Uncertain, completion.Error, outcomes);
            return;
        }
        else
        {
            return;
        }

        if (_error is not null && _write == 0 && _sync == 0)
        {
            Conclude(CommitResult.Failed, _error, outcomes);
            device.SubmitDelete(unborn);
        }
    }

    /// <summary>What has not begun does not begin any more.</summary>
    public void Fail(string reason, List<CommitOutcome> outcomes)
    {
        foreach (var (ticket, snapshot) in _waiting)
        {
            outcomes.Add(Outcome(ticket, snapshot, CommitResult.Failed, reason));
        }

        _waiting.Clear();
        _waitingBytes = 0;
    }

    /// <summary>The newest sound snapshot at or below a version that is of the chain; null where there is none.</summary>
    public StreamSnapshot? Find(StreamId stream, long atMostVersion, Func<StreamSnapshot, bool> isOfChain)
    {
        SnapshotPlace[] places;
        lock (_gate)
        {
            places = _places.TryGetValue(stream, out var known) ? [.. known] : [];
        }

        foreach (var place in places.Reverse())
        {
            if (place.Version <= atMostVersion && SnapshotFile.Read(device, place) is { } snapshot && isOfChain(snapshot))
            {
                return snapshot;
            }
        }

        return null;
    }

    private static CommitOutcome Outcome(long ticket, StreamSnapshot snapshot, CommitResult result, string reason) =>
        new(ticket, snapshot.Stream, result, 0, reason);

    private void Conclude(CommitResult result, StorageError? error, List<CommitOutcome> outcomes)
    {
        foreach (var (ticket, snapshot) in _writing)
        {
            outcomes.Add(Outcome(ticket, snapshot, result, error is null ? string.Empty : $"The device failed writing snapshots: {error}."));
        }

        if (result == CommitResult.Durable)
        {
            foreach (var file in Register(SnapshotFile.ReadTable(_bytes, _number)))
            {
                device.SubmitDelete(SnapshotFile.NameOf(file));
            }
        }

        _writing.Clear();
        _bytes = [];
    }

    private bool StartsSpan(StreamSnapshot snapshot)
    {
        lock (_gate)
        {
            var before = _places.TryGetValue(snapshot.Stream, out var places) ? places.FindLast(place => place.Version < snapshot.Version).Version : 0;
            return SnapshotRetention.StartsSpan(snapshot.Version, before);
        }
    }

    /// <summary>Adds snapshots, and returns the files that none of the kept ones lies in any more.</summary>
    private List<int> Register(IReadOnlyList<SnapshotPlace> found)
    {
        lock (_gate)
        {
            var unused = new List<int>();
            foreach (var place in found)
            {
                if (!_places.TryGetValue(place.Stream, out var places))
                {
                    _places.Add(place.Stream, places = []);
                }

                places.Add(place);
                places.Sort((left, right) => (left.Version, left.File).CompareTo((right.Version, right.File)));
                _usesOf[place.File] = _usesOf.GetValueOrDefault(place.File) + 1;
                for (var i = places.Count - SnapshotRetention.Newest - 1; i >= 0; i--)
                {
                    var (version, file) = (places[i].Version, places[i].File);
                    if (SnapshotRetention.StartsSpan(version, i == 0 ? 0 : places[i - 1].Version))
                    {
                        continue;
                    }

                    places.RemoveAt(i);
                    _usesOf[file]--;
                    if (_usesOf[file] == 0)
                    {
                        _usesOf.Remove(file);
                        unused.Add(file);
                    }
                }
            }

            return unused;
        }
    }
}
