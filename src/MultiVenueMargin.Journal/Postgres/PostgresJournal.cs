using System.Collections.Concurrent;
using MultiVenueMargin.Accounts;
using Npgsql;

namespace MultiVenueMargin.Journal.Postgres;

/// <summary>
/// The journal in a PostgreSQL database, shared by any number of processes. Reading asks the database every time, so it sees what
/// others have written; <see cref="HeadOf"/>, <see cref="Heads"/> and <see cref="LastPositionOf"/> block for a round trip, and
/// <see cref="TryReopen"/> for several. Reads throw <see cref="Devices.StorageException"/> while the database cannot be reached.
/// </summary>
/// <remarks>
/// A loop of its own takes what was submitted, group by group, and commits each in one transaction; it is the only place where
/// the journal does anything by itself. Any failure stops it, because commits that follow were decided on those that failed: what
/// is under way fails, and nothing is taken until <see cref="TryReopen"/>.
/// </remarks>
public sealed class PostgresJournal : IJournal
{
    private readonly PostgresJournalOptions _options;
    private readonly NpgsqlDataSource _database;
    private readonly PostgresReader _reader;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _doorbell = new(0);
    private readonly ConcurrentQueue<CommitOutcome> _outcomes = new();
    private readonly Task _pump;

    // What the host and the loop share.
    private readonly Lock _gate = new();
    private readonly Queue<Submission> _queue = new();
    private readonly SortedSet<int> _undecided = [];
    private PostgresWriter _writer;
    private string? _failure;
    private int _inFlight;
    private long _inFlightBytes;
    private bool _isDisposed;

    private PostgresJournal(PostgresJournalOptions options, NpgsqlDataSource database, PostgresWriter writer)
    {
        _options = options;
        _database = database;
        _writer = writer;
        _reader = new PostgresReader(database, options.Schema);
        _pump = Task.Run(PumpAsync);
    }

    public JournalHealth Health
    {
        get
        {
            lock (_gate)
            {
                return new JournalHealth(_failure);
            }
        }
    }

    public bool IsBusy
    {
        get
        {
            lock (_gate)
            {
                return _inFlight > 0;
            }
        }
    }

    /// <summary>
    /// Connects, brings the tables up to date and checks the server. Throws <see cref="UnfitDatabaseException"/> where what is
    /// acknowledged would not be safe, and <see cref="Devices.StorageException"/> where the database cannot be reached.
    /// </summary>
    public static async Task<PostgresJournal> OpenAsync(PostgresJournalOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            Timeout = (int)options.ConnectTimeout.TotalSeconds,
            CommandTimeout = (int)options.AnswerTimeout.TotalSeconds,
            MaxAutoPrepare = 16, // there are a dozen statements
        });
        try
        {
            await using (var connection = await database.OpenConnectionAsync(cancellation))
            {
                PostgresSchema.RequireFit(connection);
                await PostgresSchema.MigrateAsync(connection, options.Schema, cancellation);
            }

            return new PostgresJournal(options, database, PostgresWriter.Open(database, options));
        }
        catch (Exception exception)
        {
            await database.DisposeAsync();
            if (exception is NpgsqlException)
            {
                throw PostgresReader.Unreadable(exception);
            }

            throw;
        }
    }

    public bool TrySubmit(long ticket, Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        if (commit.Stream.IsDefault || commit.Stream.Kind == StreamKind.Partition || commit.Records.Count == 0 || commit.ExpectedVersion < 0)
        {
            throw new ArgumentException("A commit names a stream and the version before it, and has a record.", nameof(commit));
        }

        var length = EntryContent.LengthOf(commit);
        return TrySubmit(length <= _options.MaxCommitBytes
            ? new CommitSubmission(ticket, commit, (int)length)
            : Oversized(ticket, commit.Stream, length));
    }

    public bool TrySubmit(long ticket, StreamSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return TrySubmit(snapshot.State.Length <= _options.MaxCommitBytes
            ? new SnapshotSubmission(ticket, snapshot)
            : Oversized(ticket, snapshot.Stream, snapshot.State.Length));
    }

    public int Poll(ICollection<CommitOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        var added = 0;
        while (_outcomes.TryDequeue(out var outcome))
        {
            outcomes.Add(outcome);
            added++;
        }

        lock (_gate)
        {
            _inFlight -= added;
        }

        return added;
    }

    public bool TryReopen()
    {
        int[] undecided;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_failure is null)
            {
                return true;
            }

            undecided = [.. _undecided];
        }

        // The loop has no group while there is a failure, so the writer is ours.
        _writer.Dispose();
        try
        {
            _writer = PostgresWriter.Open(_database, _options);
            if (undecided.Length > 0)
            {
                _writer.AwaitDecided(undecided);
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or UnfitDatabaseException)
        {
            lock (_gate)
            {
                _failure = exception.Message;
            }

            return false;
        }

        lock (_gate)
        {
            _undecided.Clear();
            _failure = null;
        }

        return true;
    }

    public StreamHead HeadOf(StreamId stream) => _reader.HeadOf(stream);

    public IReadOnlyList<StreamHead> Heads() => _reader.Heads();

    public long LastPositionOf(int partition) => _reader.LastPositionOf(RequirePartition(partition));

    public async ValueTask<IReadOnlyList<JournalEntry>> ReadPartitionAsync(int partition, long after, int max, CancellationToken cancellation)
    {
        RequirePage(after, max);
        return await _reader.ReadPartitionAsync(RequirePartition(partition), after, max, cancellation);
    }

    public async ValueTask<IReadOnlyList<JournalEntry>> ReadStreamAsync(StreamId stream, long afterVersion, int max, CancellationToken cancellation)
    {
        RequirePage(afterVersion, max);
        return await _reader.ReadStreamAsync(stream, afterVersion, max, cancellation);
    }

    public async ValueTask<StreamSnapshot?> FindSnapshotAsync(StreamId stream, long atMostVersion, CancellationToken cancellation) =>
        await _reader.FindSnapshotAsync(stream, atMostVersion, cancellation);

    /// <summary>Ends the loop after the group that it is committing. What else has no outcome is given up.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        await _stop.CancelAsync();
        await _pump;
        _writer.Dispose();
        await _database.DisposeAsync();
        _stop.Dispose();
        _doorbell.Dispose();
    }

    private OversizedSubmission Oversized(long ticket, StreamId stream, long length) =>
        new(ticket, stream, $"{length} bytes are beyond the limit of {_options.MaxCommitBytes}.");

    private bool TrySubmit(Submission submission)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_failure is not null || _inFlight >= _options.MaxInFlight || submission.Length > _options.MaxInFlightBytes - _inFlightBytes)
            {
                return false;
            }

            _queue.Enqueue(submission);
            _inFlight++;
            _inFlightBytes += submission.Length;
        }

        _ = _doorbell.Release();
        return true;
    }

    private async Task PumpAsync()
    {
        try
        {
            while (true)
            {
                await _doorbell.WaitAsync(_stop.Token);
                if (TakeGroup() is { Count: > 0 } group)
                {
                    await CommitAsync(group);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The journal is being disposed.
        }
    }

    // The doorbell rings once per submission; who comes for one takes those behind it along, and finds nothing at a later ring.
    private List<Submission> TakeGroup()
    {
        List<Submission> group = [];
        long bytes = 0;
        lock (_gate)
        {
            while (group.Count < _options.MaxGroup
                && _queue.TryPeek(out var next)
                && (group.Count == 0 || bytes + next.Length <= _options.MaxGroupBytes))
            {
                bytes += next.Length;
                group.Add(_queue.Dequeue());
            }
        }

        return group;
    }

    private async Task CommitAsync(List<Submission> group)
    {
        try
        {
            var outcomes = await _writer.CommitAsync(group, _stop.Token);
            lock (_gate)
            {
                Release(group, outcomes);
            }
        }
        catch (Exception exception)
        {
            // Whatever it was, a mistake of ours included: what was under way has not become durable as far as we know, and the host
            // hears of it in Health.
            Fail(group, exception);
        }
    }

    private void Fail(List<Submission> group, Exception exception)
    {
        var isUncertain = _writer.IsCommitting;
        lock (_gate)
        {
            _failure = exception is PostgresException refusal ? $"{refusal.SqlState}: {refusal.MessageText}" : exception.Message;
            if (isUncertain)
            {
                _undecided.UnionWith(group.OfType<CommitSubmission>().Select(each => each.Stream.Partition));
            }

            var result = isUncertain ? CommitResult.Uncertain : CommitResult.Failed;
            Release(group, [.. group.Select(each => each.Outcome(result, 0, _failure))]);
            Submission[] behind = [.. _queue];
            _queue.Clear();
            Release(behind, [.. behind.Select(each => each.Outcome(CommitResult.Failed, 0, $"What went before it failed: {_failure}"))]);
        }
    }

    // Within the gate, so that the order of outcomes is that of submission.
    private void Release(IReadOnlyCollection<Submission> submissions, IReadOnlyList<CommitOutcome> outcomes)
    {
        _inFlightBytes -= submissions.Sum(each => (long)each.Length);
        foreach (var outcome in outcomes)
        {
            _outcomes.Enqueue(outcome);
        }
    }

    private static int RequirePartition(int partition)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partition, StreamId.Partitions);
        return partition;
    }

    private static void RequirePage(long after, int max)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
    }
}
