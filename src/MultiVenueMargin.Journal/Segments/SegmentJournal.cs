using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal.Devices;

namespace MultiVenueMargin.Journal.Segments;

/// <summary>
/// The embedded journal: append-only segments on a device. Commits that come in while a sync is under way form the next group,
/// so that one sync serves many. The device belongs to the caller.
/// </summary>
public sealed class SegmentJournal : IJournal
{
    // Whoever waited for the last outcome is about to go on; a mark would make him wait.
    private const int PollsBeforeMark = 16;

    private readonly IStorageDevice _device;
    private readonly SegmentJournalOptions _options;
    private readonly LogIndex _index;
    private readonly LinkedReader _reader;
    private readonly SnapshotStore _snapshots;
    private readonly CommitQueue _commits;
    private readonly List<CommitOutcome> _outcomes = [];
    private readonly List<DeviceCompletion> _completions = [];
    private SegmentLog _log;
    private int _idlePolls;
    private volatile string? _failure;

    private SegmentJournal(IStorageDevice device, SegmentJournalOptions options, LogIndex index, LogEnd end)
    {
        _device = device;
        _options = options;
        _index = index;
        _reader = new LinkedReader(device, index);
        _commits = new CommitQueue(options, index, _outcomes);
        _snapshots = new SnapshotStore(device, options);
        _log = new SegmentLog(device, options, index, end);
    }

    public JournalHealth Health => new(_failure);

    /// <summary>The end of what is durable.</summary>
    internal LogEnd End => _log.End;

    public bool IsBusy => !_commits.IsEmpty || _outcomes.Count > 0 || _snapshots.IsBusy;

    /// <summary>
    /// Opens the journal on a device, an empty one or one that was left at any instant. Everything is read and checked. Throws
    /// <see cref="JournalCorruptedException"/> and <see cref="StorageException"/>.
    /// </summary>
    public static SegmentJournal Open(IStorageDevice device, SegmentJournalOptions options)
    {
        options.Validate();
        var origin = OriginFile.Read(device);
        var index = new LogIndex(origin);
        var end = Recovery.Run(device, options, index, new LogEnd(origin.End, origin.NextSequence), isOpen: false);
        var journal = new SegmentJournal(device, options, index, end);
        journal._snapshots.Open();
        return journal;
    }

    public bool TrySubmit(long ticket, Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        if (commit.Stream.IsDefault || commit.Stream.Kind == StreamKind.Partition || commit.Records.Count == 0 || commit.ExpectedVersion < 0)
        {
            throw new ArgumentException("A commit names a stream and the version before it, and has a record.", nameof(commit));
        }

        return _commits.TrySubmit(ticket, commit, _failure);
    }

    public bool TrySubmit(long ticket, StreamSnapshot snapshot)
    {
        if (_failure is not null)
        {
            _outcomes.Add(new(ticket, snapshot.Stream, CommitResult.Failed, 0, _failure));
            return true;
        }

        // A snapshot of what is not durable could outlive what it is of.
        if (snapshot.Version > LastVersionOf(snapshot.Stream) || snapshot.Version < 1)
        {
            _outcomes.Add(new(ticket, snapshot.Stream, CommitResult.Failed, 0, $"{snapshot.Stream} has no durable version {snapshot.Version}."));
            return true;
        }

        return _snapshots.TrySubmit(ticket, snapshot, _outcomes);
    }

    public int Poll(ICollection<CommitOutcome> outcomes)
    {
        _completions.Clear();
        _device.Poll(_completions);
        foreach (var completion in _completions)
        {
            if (_log.TryComplete(completion, out var isDurable))
            {
                Conclude(isDurable);
            }
            else
            {
                _snapshots.Complete(completion, _outcomes);
            }
        }

        if (_failure is null)
        {
            StartGroup();
            _snapshots.Start();
        }

        var count = _outcomes.Count;
        foreach (var outcome in _outcomes)
        {
            outcomes.Add(outcome);
        }

        _outcomes.Clear();
        _commits.ForgetRefusals();
        return count;
    }

    public bool TryReopen()
    {
        if (_failure is null)
        {
            return true;
        }

        if (_outcomes.Count > 0 || _log.HasOutstanding || _snapshots.IsWriting)
        {
            return false;
        }

        try
        {
            var end = Recovery.Run(_device, _options, _index, _log.End, isOpen: true);
            _log = new SegmentLog(_device, _options, _index, end);
            _snapshots.Open();
            _failure = null;
            return true;
        }
        catch (StorageException refusal)
        {
            _failure = refusal.Message;
            return false;
        }
        catch (JournalCorruptedException corruption)
        {
            _failure = corruption.Message;
            return false;
        }
    }

    /// <summary>Lets go of the segments before an origin, which are in the archive. False while anything is being written.</summary>
    internal bool TryForget(LogOrigin origin)
    {
        if (_failure is not null || IsBusy || _log.HasOutstanding)
        {
            return false;
        }

        var bytes = OriginFile.Write(origin);
        DeviceWork.WriteWhole(_device, OriginFile.Name, OriginFile.Name + ".new", bytes, bytes.Length);
        _index.Archive(origin);
        // A crash here leaves files that the next start no longer reads, and removes.
        foreach (var file in _device.List())
        {
            if (SegmentName.TryParse(file, out var number) && number <= origin.End.Segment)
            {
                _device.Delete(file);
            }
        }

        return true;
    }

    public StreamHead HeadOf(StreamId stream) => _index.HeadOf(stream);

    public IReadOnlyList<StreamHead> Heads() => _index.Heads();

    public long LastPositionOf(int partition) => _index.LastPositionOf(partition);

    public ValueTask<IReadOnlyList<JournalEntry>> ReadPartitionAsync(int partition, long after, int max, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        return new(_reader.ReadPartition(partition, after, max, cancellation));
    }

    public ValueTask<IReadOnlyList<JournalEntry>> ReadStreamAsync(StreamId stream, long afterVersion, int max, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfNegative(afterVersion);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        return new(_reader.ReadStream(stream, afterVersion, max, cancellation));
    }

    public ValueTask<StreamSnapshot?> FindSnapshotAsync(StreamId stream, long atMostVersion, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new(_snapshots.Find(stream, Math.Min(atMostVersion, LastVersionOf(stream)), _reader.IsOfChain));
    }

    /// <summary>Stops taking commits. What is under way may or may not become durable, as after a crash; the device stays open.</summary>
    public ValueTask DisposeAsync()
    {
        _failure ??= "The journal is closed.";
        return ValueTask.CompletedTask;
    }

    private long LastVersionOf(StreamId stream) =>
        stream.Kind == StreamKind.Partition ? LastPositionOf(stream.Partition) : HeadOf(stream).Version;

    private void StartGroup()
    {
        if (_log.IsBusy)
        {
            return;
        }

        if (_commits.NextFrameLength is not { } first)
        {
            _idlePolls++;
            if (_log.NeedsMark && _idlePolls > PollsBeforeMark)
            {
                _log.Mark();
            }

            return;
        }

        _idlePolls = 0;
        if (_log.TryBegin(first, out var group, out var limit))
        {
            _commits.Fill(group, limit);
            _log.Submit();
        }
    }

    private void Conclude(bool isDurable)
    {
        if (isDurable)
        {
            _commits.Conclude(_log.Entries);
        }
        else if (_log.Error is { } error && _failure is null)
        {
            _failure = $"The device failed writing the journal: {error}.";
            _commits.Fail(_log.HasGroup ? _log.Entries : [], _failure);
            _snapshots.Fail(_failure, _outcomes);
        }
    }
}
