using MultiVenueMargin.Accounts;
using Npgsql;
using NpgsqlTypes;
using System.Data;
using System.Globalization;

namespace MultiVenueMargin.Journal.Postgres;

/// <summary>
/// One connection that commits groups, each in one transaction. Positions are assigned while the rows of the group's partitions
/// are locked, and the locks last until the transaction has ended: so a position is visible only when all before it are. The rows are
/// locked in order, so two writers never wait for each other in a circle. A stream lies in one partition, hence its head needs no
/// lock of its own.
/// </summary>
internal sealed class PostgresWriter : IDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly string _schema;
    private readonly bool _mayDelete;

    private PostgresWriter(NpgsqlConnection connection, string schema, bool mayDelete)
    {
        _connection = connection;
        _schema = schema;
        _mayDelete = mayDelete;
    }

    /// <summary>
    /// The group's COMMIT may have reached the server: from here on an exception tells nothing about whether it is there.
    /// </summary>
    public bool IsCommitting { get; private set; }

    /// <summary>Connects, checks the server and pins the session's settings. Blocks.</summary>
    public static PostgresWriter Open(NpgsqlDataSource database, PostgresJournalOptions options)
    {
        var connection = database.OpenConnection();
        try
        {
            PostgresSchema.RequireFit(connection);
            using var command = connection.CreateCommand();

            // What was found fit is set again, for this session, so that a reload of the server's configuration cannot loosen it.
            command.CommandText = $"""
                SELECT set_config('synchronous_commit', current_setting('synchronous_commit'), false);
                SET lock_timeout = {Milliseconds(options.PartitionTimeout)};
                SET idle_in_transaction_session_timeout = {Milliseconds(options.SilentWriterTimeout)}
                """;
            _ = command.ExecuteNonQuery();
            // A role that was set up for an earlier release need not have the right; then snapshots pile up, and nothing else.
            command.CommandText = $"SELECT has_table_privilege('{options.Schema}.snapshots', 'DELETE')";
            return new PostgresWriter(connection, options.Schema, command.ExecuteScalar() is true);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Waits, a second at most, until no transaction holds these partitions: one that was being committed when its connection was
    /// lost has then been decided, and stays so. Throws when it still has not been. Blocks.
    /// </summary>
    public void AwaitDecided(IReadOnlyCollection<int> partitions)
    {
        using var transaction = _connection.BeginTransaction(IsolationLevel.ReadCommitted);
        using (var patience = _connection.CreateCommand())
        {
            patience.CommandText = "SET LOCAL lock_timeout = '1s'"; // the host asks again, and has other things to do meanwhile
            _ = patience.ExecuteNonQuery();
        }

        using var command = LockPartitions(partitions);
        _ = command.ExecuteNonQuery();
        transaction.Rollback();
    }

    /// <summary>Makes a group durable, except for what is fenced. The outcomes are in the group's order.</summary>
    public async Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Submission> group, CancellationToken cancellation)
    {
        IsCommitting = false;
        await using var transaction = await _connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        var rows = new GroupRows();
        var commits = group.OfType<CommitSubmission>().ToArray();
        if (commits.Length > 0)
        {
            await ReadPositionsAsync(rows, [.. commits.Select(each => each.Stream.Partition).Distinct().Order()], cancellation);
        }

        await ReadHeadsAsync(rows, [.. group.Select(each => each.Stream.Code).Distinct()], cancellation);
        var outcomes = group.Select(rows.Add).ToArray();
        await using (var batch = rows.ToBatch(_connection, _schema, _mayDelete))
        {
            if (batch.BatchCommands.Count > 0)
            {
                _ = await batch.ExecuteNonQueryAsync(cancellation);
            }
        }

        // Not to be cancelled: the server would have to be asked what became of it.
        IsCommitting = true;
        await transaction.CommitAsync(CancellationToken.None);
        return outcomes;
    }

    public void Dispose() => _connection.Dispose();

    private async Task ReadPositionsAsync(GroupRows rows, int[] partitions, CancellationToken cancellation)
    {
        await using var command = LockPartitions(partitions);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.SetPosition(reader.GetInt32(0), reader.GetInt64(1));
        }
    }

    // A statement after the one that locks: it sees what the writer that held the partition before has committed.
    private async Task ReadHeadsAsync(GroupRows rows, string[] streams, CancellationToken cancellation)
    {
        await using var command = _connection.CreateCommand();
        // The head of a whole partition is its last entry.
        command.CommandText = $"""
            SELECT stream, version, hash FROM {_schema}.heads WHERE stream = ANY ($1)
            UNION ALL
            SELECT $2, position, hash FROM (
                SELECT position, hash FROM {_schema}.entries WHERE partition = $3 AND $2 = ANY ($1) ORDER BY position DESC LIMIT 1) AS last
            """;
        _ = command.Parameters.Add(new NpgsqlParameter { Value = streams, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        _ = command.Parameters.Add(new NpgsqlParameter { Value = StreamId.WholeMarket.Code, NpgsqlDbType = NpgsqlDbType.Text });
        _ = command.Parameters.AddWithValue(StreamId.MarketPartition);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.SetHead(reader.GetString(0), reader.GetInt64(1), ChainHash.Of(reader.GetFieldValue<byte[]>(2)));
        }
    }

    private NpgsqlCommand LockPartitions(IReadOnlyCollection<int> partitions)
    {
        var command = _connection.CreateCommand();
        command.CommandText = $"SELECT partition, last_position FROM {_schema}.partitions WHERE partition = ANY ($1) ORDER BY partition FOR UPDATE";
        _ = command.Parameters.Add(new NpgsqlParameter { Value = partitions.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        return command;
    }

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
