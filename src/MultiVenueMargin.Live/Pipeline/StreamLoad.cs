using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Journal;

namespace MultiVenueMargin.Live.Pipeline;

/// <summary>
/// A stream being read: the newest snapshot, then every entry behind it. It is advanced and never waits, so that a loop goes on with
/// others while storage answers. Versions must follow each other and every entry must continue the chain; anything else fails the load.
/// </summary>
/// <param name="isFirst">What the state is before any record.</param>
internal sealed class StreamLoad<TState>(
    IJournal journal,
    StreamId stream,
    Func<TState> isFirst,
    Func<ReadOnlyMemory<byte>, TState> readSnapshot,
    Action<TState, JournalRecord, DateTimeOffset> apply)
    where TState : class
{
    private const int EntriesPerRead = 1_024;

    private Task<StreamSnapshot?>? _snapshot;
    private Task<IReadOnlyList<JournalEntry>>? _entries;
    private ChainHash _hash;
    private bool _isReading;

    public StreamId Stream { get; } = stream;

    /// <summary>How often the journal had been opened again when this began: what was read before that may be behind.</summary>
    public int Reopenings { get; init; }

    public TState? State { get; private set; }

    public long Version { get; private set; }

    /// <summary>The version of the snapshot it began with; 0 without one.</summary>
    public long SnapshotVersion { get; private set; }

    /// <summary>How long that snapshot is, and the records behind it together.</summary>
    public long SnapshotBytes { get; private set; }

    public long BytesSince { get; private set; }

    /// <summary>When the last record was recorded.</summary>
    public DateTimeOffset LastAt { get; private set; } = DateTimeOffset.MinValue;

    public bool IsDone { get; private set; }

    /// <summary>Why it cannot be read; null while it can.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>The same where it does not help to ask the storage again; null where that refused.</summary>
    public StreamUnreadableException? Unreadable { get; private set; }

    /// <summary>What is to be told of a load that failed.</summary>
    public string Problem => Unreadable?.Message ?? $"storage refuses, and is asked again: {Failure?.Message}";

    /// <summary>Goes as far as storage lets it; true when it has ended, well or not.</summary>
    public bool Advance()
    {
        try
        {
            while (!IsDone && Failure is null && Step())
            {
            }
        }
        catch (Exception failure)
        {
            Failure = failure;
            Unreadable = _isReading && failure is not JournalCorruptedException ? null : new StreamUnreadableException(Stream, Version, failure);
        }

        return IsDone || Failure is not null;
    }

    /// <summary>False when it must wait for storage.</summary>
    private bool Step()
    {
        if (State is null)
        {
            _snapshot ??= Reading(() => journal.FindSnapshotAsync(Stream, long.MaxValue, CancellationToken.None));
            if (!_snapshot.IsCompleted)
            {
                return false;
            }

            Begin(ResultOf(_snapshot));
            return true;
        }

        // The entry that ends at the snapshot is read, too: its hash proves that the snapshot belongs to this chain.
        _entries ??= Reading(() => journal.ReadStreamAsync(
            Stream, Math.Max(0, Version - (LastAt == DateTimeOffset.MinValue ? 1 : 0)), EntriesPerRead, CancellationToken.None));
        if (!_entries.IsCompleted)
        {
            return false;
        }

        var entries = ResultOf(_entries);
        _entries = null;
        foreach (var entry in entries)
        {
            Take(entry);
        }

        IsDone = entries.Count < EntriesPerRead;
        return true;
    }

    /// <summary>What storage throws may pass; what is thrown by what it gave does not.</summary>
    private T ResultOf<T>(Task<T> reading)
    {
        _isReading = true;
        var result = reading.GetAwaiter().GetResult();
        _isReading = false;
        return result;
    }

    private Task<T> Reading<T>(Func<ValueTask<T>> read)
    {
        _isReading = true;
        var reading = read().AsTask();
        _isReading = false;
        return reading;
    }

    private void Begin(StreamSnapshot? snapshot)
    {
        if (snapshot is null)
        {
            State = isFirst();
            return;
        }

        State = readSnapshot(snapshot.State);
        (Version, SnapshotVersion, SnapshotBytes, _hash) = (snapshot.Version, snapshot.Version, snapshot.State.Length, snapshot.Hash);
    }

    private void Take(JournalEntry entry)
    {
        LastAt = entry.At;
        if (entry.LastVersion == Version && entry.LastVersion == SnapshotVersion)
        {
            if (entry.Hash != _hash)
            {
                throw new InvalidOperationException($"{Stream}: the snapshot at {Version} is not of this chain.");
            }

            return;
        }

        if (entry.FirstVersion != Version + 1 || (Version > 0 && entry.Previous != _hash))
        {
            throw new InvalidOperationException($"{Stream}: the entry at {entry.FirstVersion} does not follow version {Version}.");
        }

        foreach (var record in entry.Records)
        {
            apply(State!, RecordCodec.Read(record.Span), entry.At);
            BytesSince += record.Length;
            Version++;
        }

        _hash = entry.Hash;
    }
}
