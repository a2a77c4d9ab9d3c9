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
    private readonly EntryReader _reader;
    private readonly SnapshotStore _snapshots;
    private readonly Queue<(long Ticket, Commit Commit, int Length)> _waiting = [];
    private readonly Dictionary<StreamId, (long Version, int Commits)> _pending = [];
    private readonly Dictionary<StreamId, CommitResult> _refused = [];

    // Refusals of streams that have commits under way, whose outcomes come first: a host that read the stream again before
    // would not find what is about to be there.
    private readonly Dictionary<StreamId, List<CommitOutcome>> _refusedBehind = [];
    private readonly List<CommitOutcome> _outcomes = [];
    private readonly List<DeviceCompletion> _completions = [];
    private SegmentLog _log;
    private long _bytesInFlight;
    private int _commitsInFlight;
    private int _idlePolls;
    private volatile string? _failure;

    private SegmentJournal(IStorageDevice device, SegmentJournalOptions options, LogIndex index, LogEnd end)
    {
        _device = device;
        _options = options;
        _index = index;
        _reader = new EntryReader(device);
        _snapshots = new SnapshotStore(device, options);
        _log = new SegmentLog(device, options, index, end);
    }

    public JournalHealth Health => new(_failure);

    /// <summary>The end of what is durable.</summary>
    internal LogEnd End => _log.End;

    public bool IsBusy => _commitsInFlight > 0 || _outcomes.Count > 0 || _snapshots.IsBusy;

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
        Check(commit);
        var length = EntryContent.LengthOf(commit);
        if (Refusal(commit, length) is var (result, reason))
        {
            Refuse(ticket, commit.Stream, result, reason);
            return true;
        }

        if (_commitsInFlight >= _options.InFlightCommits || _bytesInFlight + length > _options.InFlightBytes)
        {
            return false;
        }

        _waiting.Enqueue((ticket, commit, (int)length));
        _bytesInFlight += length;
        _commitsInFlight++;
        var commits = _pending.TryGetValue(commit.Stream, out var pending) ? pending.Commits : 0;
        _pending[commit.Stream] = (commit.ExpectedVersion + commit.Records.Count, commits + 1);
        return true;
    }

    public bool TrySubmit(long ticket, StreamSnapshot snapshot)
    {
        if (_failure is not null)
        {
            _outcomes.Add(new(ticket, snapshot.Stream, CommitResult.Failed, 0, _failure));
            return true;
        }

        // A snapshot of what is not durable could outlive what it is of.
        if (snapshot.Version > HeadOf(snapshot.Stream).Version || snapshot.Version < 1)
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
        foreach (var stream in _refused.Keys.Where(stream => !_refusedBehind.ContainsKey(stream)).ToArray())
        {
            _refused.Remove(stream);
        }

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
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        var place = _index.StartFor(partition, after, max);
        return new(ReadBack(
            place, after, max, entry => (entry.Position, entry.Position), frame => frame.PartitionLink, entry => entry.Stream.Partition == partition, cancellation));
    }

    public ValueTask<IReadOnlyList<JournalEntry>> ReadStreamAsync(StreamId stream, long afterVersion, int max, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterVersion);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        var place = _index.StartFor(stream, afterVersion, max);
        return new(ReadBack(
            place, afterVersion, max, entry => (entry.FirstVersion, entry.LastVersion), frame => frame.StreamLink, entry => entry.Stream == stream, cancellation));
    }

    public ValueTask<StreamSnapshot?> FindSnapshotAsync(StreamId stream, long atMostVersion, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new(_snapshots.Find(stream, Math.Min(atMostVersion, HeadOf(stream).Version), IsOfChain));
    }

    /// <summary>Stops taking commits. What is under way may or may not become durable, as after a crash; the device stays open.</summary>
    public ValueTask DisposeAsync()
    {
        _failure ??= "The journal is closed.";
        return ValueTask.CompletedTask;
    }

    private static void Check(Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        if (commit.Stream.IsDefault || commit.Records.Count == 0 || commit.ExpectedVersion < 0)
        {
            throw new ArgumentException("A commit names a stream and the version before it, and has a record.", nameof(commit));
        }
    }

    private (CommitResult Result, string Reason)? Refusal(Commit commit, long length)
    {
        if (_failure is not null)
        {
            return (CommitResult.Failed, _failure);
        }

        if (_refused.TryGetValue(commit.Stream, out var before))
        {
            return (before, $"A commit of {commit.Stream} before it was refused.");
        }

        var version = _pending.TryGetValue(commit.Stream, out var pending) ? pending.Version : HeadOf(commit.Stream).Version;
        if (commit.ExpectedVersion != version)
        {
            return (CommitResult.Fenced, $"{commit.Stream} is at version {version}, not {commit.ExpectedVersion}.");
        }

        return length > _options.CommitBytes
            ? (CommitResult.Failed, $"A commit of {length} bytes is beyond the limit of {_options.CommitBytes}.")
            : null;
    }

    private void Refuse(long ticket, StreamId stream, CommitResult result, string reason)
    {
        // Until its outcome is known, what follows was decided on a state that will not be.
        _refused.TryAdd(stream, result);
        var outcome = new CommitOutcome(ticket, stream, result, 0, reason);
        if (!_pending.ContainsKey(stream))
        {
            _outcomes.Add(outcome);
        }
        else if (_refusedBehind.TryGetValue(stream, out var behind))
        {
            behind.Add(outcome);
        }
        else
        {
            _refusedBehind.Add(stream, [outcome]);
        }
    }

    private void StartGroup()
    {
        if (_log.IsBusy)
        {
            return;
        }

        if (_waiting.Count == 0)
        {
            _idlePolls++;
            if (_log.NeedsMark && _idlePolls > PollsBeforeMark)
            {
                _log.Mark();
            }

            return;
        }

        _idlePolls = 0;
        if (!_log.TryBegin(FrameLength(_waiting.Peek().Length), out var group, out var limit))
        {
            return;
        }

        var used = 0;
        while (_waiting.TryPeek(out var next) && used + FrameLength(next.Length) <= limit)
        {
            group.Add(next.Ticket, next.Commit, next.Length);
            used += FrameLength(next.Length);
            _waiting.Dequeue();
            _bytesInFlight -= next.Length;
        }

        _log.Submit();
    }

    private static int FrameLength(int contentLength) => Frame.LengthFor(GroupWriter.BodyLengthOf(contentLength));

    private void Conclude(bool isDurable)
    {
        if (isDurable)
        {
            foreach (var entry in _log.Entries)
            {
                _outcomes.Add(new(entry.Ticket, entry.Stream, CommitResult.Durable, entry.Frame.Position, string.Empty));
                Release(entry.Stream);
            }
        }
        else if (_log.Error is { } error && _failure is null)
        {
            Fail($"The device failed writing the journal: {error}.");
        }
    }

    private void Fail(string reason)
    {
        _failure = reason;
        if (_log.HasGroup)
        {
            foreach (var entry in _log.Entries)
            {
                _outcomes.Add(new(entry.Ticket, entry.Stream, CommitResult.Uncertain, 0, reason));
            }
        }

        foreach (var (ticket, commit, _) in _waiting)
        {
            _outcomes.Add(new(ticket, commit.Stream, CommitResult.Failed, 0, reason));
        }

        foreach (var behind in _refusedBehind.Values)
        {
            _outcomes.AddRange(behind);
        }

        _snapshots.Fail(reason, _outcomes);
        _refusedBehind.Clear();
        _waiting.Clear();
        _pending.Clear();
        (_bytesInFlight, _commitsInFlight) = (0, 0);
    }

    private void Release(StreamId stream)
    {
        _commitsInFlight--;
        var (version, commits) = _pending[stream];
        if (commits == 1)
        {
            _pending.Remove(stream);
            if (_refusedBehind.Remove(stream, out var behind))
            {
                _outcomes.AddRange(behind);
            }
        }
        else
        {
            _pending[stream] = (version, commits - 1);
        }
    }

    /// <summary>Follows the links back until a key, and returns the first entries behind it in order.</summary>
    private List<JournalEntry> ReadBack(
        Location place,
        long after,
        int max,
        Func<JournalEntry, (long First, long Last)> keys,
        Func<Frame, Location> link,
        Func<JournalEntry, bool> belongs,
        CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var found = new List<JournalEntry>();
        for (var before = long.MaxValue; !place.IsNowhere;)
        {
            cancellation.ThrowIfCancellationRequested();
            var (frame, entry) = _reader.Read(place);
            var (first, last) = keys(entry);
            if (!belongs(entry) || last >= before || last <= after)
            {
                throw new JournalCorruptedException(SegmentName.Of(place.Segment), place.Offset, "another entry than the one linked to.");
            }

            found.Add(entry);
            before = first;
            // Not further: what comes before may be in the archive.
            place = first <= after + 1 ? default : link(frame);
        }

        found.Reverse();
        return found.Count <= max ? found : found[..max];
    }

    private bool IsOfChain(StreamSnapshot snapshot)
    {
        var head = HeadOf(snapshot.Stream);
        if (snapshot.Version == head.Version)
        {
            return snapshot.Hash == head.Hash;
        }

        try
        {
            var place = _index.StartFor(snapshot.Stream, snapshot.Version - 1, 1);
            var entries = ReadBack(
                place, snapshot.Version - 1, 1, entry => (entry.FirstVersion, entry.LastVersion), frame => frame.StreamLink, entry => entry.Stream == snapshot.Stream, default);
            return entries is [var entry] && entry.LastVersion == snapshot.Version && entry.Hash == snapshot.Hash;
        }
        catch (CompactedException)
        {
            // The entry is in the archive; whoever reads on from here compares the hash with the next entry's previous one.
            return true;
        }
    }
}
