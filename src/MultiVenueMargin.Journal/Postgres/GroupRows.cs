using System.Diagnostics;
using MultiVenueMargin.Accounts;
using Npgsql;
using NpgsqlTypes;

namespace MultiVenueMargin.Journal.Postgres;

/// <summary>
/// The rows that a group adds to the tables, decided one submission after the other on what the tables held when its partitions
/// were locked.
/// </summary>
internal sealed class GroupRows
{
    private readonly Dictionary<int, long> _positions = [];
    private readonly Dictionary<string, (long Version, ChainHash Hash)> _heads = new(StringComparer.Ordinal);
    private readonly HashSet<int> _movedPartitions = [];
    private readonly HashSet<string> _movedHeads = new(StringComparer.Ordinal);
    private readonly List<(int Partition, long Position, string Stream, long First, long Last, ChainHash Previous, ChainHash Hash, byte[] Body)> _entries = [];

    // By stream and version, the last one submitted: a statement cannot write one row twice.
    private readonly Dictionary<(string Stream, long Version), StreamSnapshot> _snapshots = [];

    public void SetPosition(int partition, long last) => _positions[partition] = last;

    public void SetHead(string stream, long version, ChainHash hash) => _heads[stream] = (version, hash);

    /// <summary>What becomes of a submission if the transaction commits.</summary>
    public CommitOutcome Add(Submission submission) => submission switch
    {
        CommitSubmission commit => Add(commit),
        SnapshotSubmission snapshot => Add(snapshot),
        OversizedSubmission oversized => oversized.Outcome(CommitResult.Failed, 0, oversized.Reason),
        _ => throw new UnreachableException($"Nobody submits a {submission.GetType().Name}."),
    };

    /// <summary>The statements that write the rows; none where there are no rows.</summary>
    /// <param name="mayDelete">Whether snapshots that are needed no longer may be deleted with those that come.</param>
    public NpgsqlBatch ToBatch(NpgsqlConnection connection, string schema, bool mayDelete)
    {
        var batch = new NpgsqlBatch(connection);
        if (_entries.Count > 0)
        {
            batch.BatchCommands.Add(Command(
                $"""
                INSERT INTO {schema}.entries (partition, position, stream, first_version, last_version, previous, hash, body)
                SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
                """,
                Column(NpgsqlDbType.Integer, _entries, entry => entry.Partition),
                Column(NpgsqlDbType.Bigint, _entries, entry => entry.Position),
                Column(NpgsqlDbType.Text, _entries, entry => entry.Stream),
                Column(NpgsqlDbType.Bigint, _entries, entry => entry.First),
                Column(NpgsqlDbType.Bigint, _entries, entry => entry.Last),
                Column(NpgsqlDbType.Bytea, _entries, entry => Bytes(entry.Previous)),
                Column(NpgsqlDbType.Bytea, _entries, entry => Bytes(entry.Hash)),
                Column(NpgsqlDbType.Bytea, _entries, entry => entry.Body)));
            batch.BatchCommands.Add(Command(
                $"""
                INSERT INTO {schema}.heads (stream, version, hash) SELECT * FROM unnest($1, $2, $3)
                ON CONFLICT (stream) DO UPDATE SET version = excluded.version, hash = excluded.hash
                """,
                Column(NpgsqlDbType.Text, _movedHeads, stream => stream),
                Column(NpgsqlDbType.Bigint, _movedHeads, stream => _heads[stream].Version),
                Column(NpgsqlDbType.Bytea, _movedHeads, stream => Bytes(_heads[stream].Hash))));
            batch.BatchCommands.Add(Command(
                $"""
                UPDATE {schema}.partitions SET last_position = moved.last FROM unnest($1, $2) AS moved (partition, last)
                WHERE partitions.partition = moved.partition
                """,
                Column(NpgsqlDbType.Integer, _movedPartitions, partition => partition),
                Column(NpgsqlDbType.Bigint, _movedPartitions, partition => _positions[partition])));
        }

        if (_snapshots.Count > 0)
        {
            // In one order, so that two writers with the same snapshots never wait for each other in a circle.
            var snapshots = _snapshots.OrderBy(each => each.Key.Stream, StringComparer.Ordinal).ThenBy(each => each.Key.Version)
                .Select(each => each.Value).ToArray();
            batch.BatchCommands.Add(Command(
                $"""
                INSERT INTO {schema}.snapshots (stream, version, hash, checksum, state) SELECT * FROM unnest($1, $2, $3, $4, $5)
                ON CONFLICT (stream, version) DO UPDATE SET hash = excluded.hash, checksum = excluded.checksum, state = excluded.state
                """,
                Column(NpgsqlDbType.Text, snapshots, snapshot => snapshot.Stream.Code),
                Column(NpgsqlDbType.Bigint, snapshots, snapshot => snapshot.Version),
                Column(NpgsqlDbType.Bytea, snapshots, snapshot => Bytes(snapshot.Hash)),
                Column(NpgsqlDbType.Bytea, snapshots, snapshot => Bytes(EntryContent.HashOf(snapshot.Hash, snapshot.State.Span))),
                Column(NpgsqlDbType.Bytea, snapshots, snapshot => snapshot.State.ToArray())));
            if (mayDelete)
            {
                batch.BatchCommands.Add(DeleteOld(schema, [.. snapshots.Select(snapshot => snapshot.Stream.Code).Distinct()]));
            }
        }

        return batch;
    }

    // What another writer is just deleting is left to it: nobody ever waits here, so there is no waiting in a circle.
    private static NpgsqlBatchCommand DeleteOld(string schema, string[] streams) => Command(
        $"""
        DELETE FROM {schema}.snapshots WHERE (stream, version) IN (
            SELECT stream, version FROM {schema}.snapshots WHERE (stream, version) IN (
                SELECT stream, version FROM (
                    SELECT stream, version,
                        row_number() OVER (PARTITION BY stream ORDER BY version DESC) AS age,
                        coalesce(lag(version) OVER (PARTITION BY stream ORDER BY version), 0) AS before
                    FROM {schema}.snapshots WHERE stream = ANY ($1)) AS all_of_them
                WHERE age > {SnapshotRetention.Newest} AND version / {SnapshotRetention.Span} <= before / {SnapshotRetention.Span})
            FOR UPDATE SKIP LOCKED)
        """,
        Column(NpgsqlDbType.Text, streams, stream => stream));

    private CommitOutcome Add(CommitSubmission submission)
    {
        var commit = submission.Commit;
        var stream = commit.Stream.Code;
        var (version, previous) = _heads.GetValueOrDefault(stream);
        if (version != commit.ExpectedVersion)
        {
            return submission.Outcome(CommitResult.Fenced, 0, $"{stream} is at version {version}, not {commit.ExpectedVersion}.");
        }

        var partition = commit.Stream.Partition;
        var position = _positions[partition] + 1;
        var body = new byte[submission.Length];
        EntryContent.Write(commit, body);
        var hash = EntryContent.HashOf(previous, body);
        var last = version + commit.Records.Count;
        _entries.Add((partition, position, stream, version + 1, last, previous, hash, body));
        _positions[partition] = position;
        _heads[stream] = (last, hash);
        _ = _movedPartitions.Add(partition);
        _ = _movedHeads.Add(stream);
        return submission.Outcome(CommitResult.Durable, position, string.Empty);
    }

    private CommitOutcome Add(SnapshotSubmission submission)
    {
        var version = submission.Snapshot.Version;
        if (version < 1 || version > _heads.GetValueOrDefault(submission.Stream.Code).Version)
        {
            // One of what is not durable could outlive what it is of.
            return submission.Outcome(CommitResult.Failed, 0, $"{submission.Stream} has no durable version {version}.");
        }

        _snapshots[(submission.Stream.Code, version)] = submission.Snapshot;
        return submission.Outcome(CommitResult.Durable, 0, string.Empty);
    }

    private static byte[] Bytes(ChainHash hash) => ((ReadOnlySpan<byte>)hash).ToArray();

    private static NpgsqlBatchCommand Command(string text, params NpgsqlParameter[] columns)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var column in columns)
        {
            _ = command.Parameters.Add(column);
        }

        return command;
    }

    private static NpgsqlParameter Column<TRow, TValue>(NpgsqlDbType type, IReadOnlyCollection<TRow> rows, Func<TRow, TValue> value) =>
        new() { Value = rows.Select(value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };
}
