using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal.Devices;
using Npgsql;

namespace MultiVenueMargin.Journal.Postgres;

/// <summary>Reads the tables, each call on a connection of the pool. What does not fit its hash is never handed out.</summary>
internal sealed class PostgresReader(NpgsqlDataSource database, string schema)
{
    private const string EntryColumns = "partition, position, stream, first_version, last_version, previous, hash, body";

    // The entry that a snapshot ends with.
    private string EntryAtVersion =>
        $"""
        SELECT 1 FROM {schema}.entries AS entry
        WHERE entry.stream = snapshot.stream AND entry.last_version = snapshot.version AND entry.hash = snapshot.hash
            AND entry.first_version = (
                SELECT first_version FROM {schema}.entries AS holding
                WHERE holding.stream = snapshot.stream AND holding.first_version <= snapshot.version
                ORDER BY first_version DESC LIMIT 1)
        """;

    private string EntryAtPosition =>
        $"SELECT 1 FROM {schema}.entries AS entry WHERE entry.partition = $3 AND entry.position = snapshot.version AND entry.hash = snapshot.hash";

    public StreamHead HeadOf(StreamId stream) => Ask(() =>
    {
        using var command = database.CreateCommand($"SELECT version, hash FROM {schema}.heads WHERE stream = $1");
        _ = command.Parameters.AddWithValue(stream.Code);
        using var reader = command.ExecuteReader();
        return reader.Read() ? new StreamHead(stream, reader.GetInt64(0), HashAt(reader, 1)) : new StreamHead(stream, 0, default);
    });

    public IReadOnlyList<StreamHead> Heads() => Ask(() =>
    {
        using var command = database.CreateCommand($"SELECT stream, version, hash FROM {schema}.heads");
        using var reader = command.ExecuteReader();
        List<StreamHead> heads = [];
        while (reader.Read())
        {
            if (!StreamId.TryParse(reader.GetString(0), out var stream))
            {
                throw new JournalCorruptedException($"{schema}.heads", heads.Count, $"'{reader.GetString(0)}' is no stream");
            }

            heads.Add(new StreamHead(stream, reader.GetInt64(1), HashAt(reader, 2)));
        }

        // Here and not in the database, which orders by UTF-8 and not by UTF-16.
        heads.Sort((one, other) => one.Stream.CompareTo(other.Stream));
        return heads;
    });

    public long LastPositionOf(int partition) => Ask(() =>
    {
        using var command = database.CreateCommand($"SELECT last_position FROM {schema}.partitions WHERE partition = $1");
        _ = command.Parameters.AddWithValue(partition);
        return command.ExecuteScalar() is long last ? last : throw new JournalCorruptedException($"{schema}.partitions", partition, "the row is missing");
    });

    public Task<IReadOnlyList<JournalEntry>> ReadPartitionAsync(int partition, long after, int max, CancellationToken cancellation) =>
        ReadEntriesAsync(
            $"SELECT {EntryColumns} FROM {schema}.entries WHERE partition = $1 AND position > $2 ORDER BY position LIMIT $3",
            [new() { Value = partition }, new() { Value = after }, new() { Value = max }],
            cancellation);

    // From the entry that holds the version on: the index is by first version.
    public Task<IReadOnlyList<JournalEntry>> ReadStreamAsync(StreamId stream, long afterVersion, int max, CancellationToken cancellation) =>
        ReadEntriesAsync(
            $"""
            SELECT {EntryColumns} FROM {schema}.entries
            WHERE stream = $1 AND last_version > $2 AND first_version >= coalesce(
                (SELECT first_version FROM {schema}.entries WHERE stream = $1 AND first_version <= $2 ORDER BY first_version DESC LIMIT 1), 0)
            ORDER BY first_version LIMIT $3
            """,
            [new() { Value = stream.Code }, new() { Value = afterVersion }, new() { Value = max }],
            cancellation);

    /// <summary>The newest one that is whole, and that belongs to the chain that is here.</summary>
    public Task<StreamSnapshot?> FindSnapshotAsync(StreamId stream, long atMostVersion, CancellationToken cancellation) => AskAsync(async () =>
    {
        var isWhole = stream.Kind == StreamKind.Partition;
        while (true)
        {
            await using var command = database.CreateCommand(
                $"""
                SELECT version, hash, checksum, state FROM {schema}.snapshots AS snapshot
                WHERE stream = $1 AND version <= $2 AND EXISTS ({(isWhole ? EntryAtPosition : EntryAtVersion)})
                ORDER BY version DESC LIMIT 1
                """);
            _ = command.Parameters.AddWithValue(stream.Code);
            _ = command.Parameters.AddWithValue(atMostVersion);
            if (isWhole)
            {
                _ = command.Parameters.AddWithValue(stream.Partition);
            }

            await using var reader = await command.ExecuteReaderAsync(cancellation);
            if (!await reader.ReadAsync(cancellation))
            {
                return null;
            }

            var (version, hash, state) = (reader.GetInt64(0), HashAt(reader, 1), reader.GetFieldValue<byte[]>(3));
            if (HashAt(reader, 2) == EntryContent.HashOf(hash, state))
            {
                return new StreamSnapshot(stream, version, hash, state);
            }

            atMostVersion = version - 1;
        }
    });

    private Task<IReadOnlyList<JournalEntry>> ReadEntriesAsync(string text, NpgsqlParameter[] parameters, CancellationToken cancellation) =>
        AskAsync<IReadOnlyList<JournalEntry>>(async () =>
        {
            await using var command = database.CreateCommand(text);
            command.Parameters.AddRange(parameters);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            List<JournalEntry> entries = [];
            while (await reader.ReadAsync(cancellation))
            {
                entries.Add(EntryAt(reader));
            }

            return entries;
        });

    // The columns are copies of what the hash covers; nothing is handed out while any of them says otherwise.
    private JournalEntry EntryAt(NpgsqlDataReader reader)
    {
        var (partition, position, body) = (reader.GetInt32(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(7));
        var (previous, hash) = (HashAt(reader, 5), HashAt(reader, 6));
        return EntryContent.HashOf(previous, body) == hash
            && EntryContent.Read(body, position, previous, hash) is { } entry
            && entry.Stream.Code == reader.GetString(2)
            && entry.Stream.Partition == partition
            && entry.FirstVersion == reader.GetInt64(3)
            && entry.LastVersion == reader.GetInt64(4)
                ? entry
                : throw new JournalCorruptedException($"{schema}.entries, partition {partition},", position, "it is not what was written");
    }

    private ChainHash HashAt(NpgsqlDataReader reader, int column) =>
        reader.GetFieldValue<byte[]>(column) is { Length: ChainHash.Length } bytes
            ? ChainHash.Of(bytes)
            : throw new JournalCorruptedException($"{schema}, column {reader.GetName(column)},", column, $"a hash has {ChainHash.Length} bytes");

    private static T Ask<T>(Func<T> question)
    {
        try
        {
            return question();
        }
        catch (NpgsqlException exception)
        {
            throw Unreadable(exception);
        }
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> question)
    {
        try
        {
            return await question();
        }
        catch (NpgsqlException exception)
        {
            throw Unreadable(exception);
        }
    }

    // A reader knows storage that refuses, not the database's client.
    public static StorageException Unreadable(Exception exception) => new(StorageError.InputOutput, exception.Message);
}
