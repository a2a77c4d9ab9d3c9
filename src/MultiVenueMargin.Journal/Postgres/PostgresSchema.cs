using Npgsql;

namespace MultiVenueMargin.Journal.Postgres;

/// <summary>The journal's tables: made, brought up to date and checked by the journal itself. docs/POSTGRES.md describes them.</summary>
internal static class PostgresSchema
{
    // Applied in order, each once; never changed after a release, only added to. {0} is the schema.
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE {0}.partitions (
            partition     int    NOT NULL PRIMARY KEY,
            last_position bigint NOT NULL DEFAULT 0
        ) WITH (fillfactor = 10); -- updated by every commit: the new row then fits beside the old one
        INSERT INTO {0}.partitions (partition) SELECT generate_series(0, 65);

        CREATE TABLE {0}.entries (
            partition     int    NOT NULL,
            position      bigint NOT NULL,
            stream        text   COLLATE "C" NOT NULL,
            first_version bigint NOT NULL,
            last_version  bigint NOT NULL,
            previous      bytea  NOT NULL,
            hash          bytea  NOT NULL,
            body          bytea  NOT NULL,
            PRIMARY KEY (partition, position),
            UNIQUE (stream, first_version)
        );

        CREATE TABLE {0}.heads (
            stream  text   COLLATE "C" NOT NULL PRIMARY KEY,
            version bigint NOT NULL,
            hash    bytea  NOT NULL
        );

        CREATE TABLE {0}.snapshots (
            stream   text   COLLATE "C" NOT NULL,
            version  bigint NOT NULL,
            hash     bytea  NOT NULL,
            checksum bytea  NOT NULL,
            state    bytea  NOT NULL,
            PRIMARY KEY (stream, version)
        );
        """,
    ];

    /// <summary>The number of the newest migration that this release knows.</summary>
    public static int Version => Migrations.Length;

    /// <summary>
    /// Brings the tables up to date. Any number of processes may do so at once: one does, the others wait. Where they are up to
    /// date nothing is written, so that a role without the right to make tables can open the journal.
    /// </summary>
    public static async Task MigrateAsync(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        var applied = await VersionOfAsync(connection, schema, cancellation);
        if (applied < Version)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock(hashtextextended('mvm journal {schema}', 0))", cancellation);
            await ExecuteAsync(
                connection,
                $"""
                CREATE SCHEMA IF NOT EXISTS {schema};
                CREATE TABLE IF NOT EXISTS {schema}.schema_versions (
                    number     int         NOT NULL PRIMARY KEY,
                    applied_at timestamptz NOT NULL DEFAULT now()
                )
                """,
                cancellation);
            applied = await VersionOfAsync(connection, schema, cancellation);
            for (var number = applied + 1; number <= Version; number++)
            {
                await ExecuteAsync(connection, Migrations[number - 1].Replace("{0}", schema, StringComparison.Ordinal), cancellation);
                await ExecuteAsync(connection, $"INSERT INTO {schema}.schema_versions (number) VALUES ({number})", cancellation);
            }

            await transaction.CommitAsync(cancellation);
        }

        if (applied > Version)
        {
            throw new UnfitDatabaseException($"The tables in {schema} are at version {applied}, which a later release made; this one knows {Version}.");
        }
    }

    /// <summary>Refuses a server whose settings would let something acknowledged be lost, naming the setting.</summary>
    public static void RequireFit(NpgsqlConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT current_setting('synchronous_commit'), current_setting('fsync'), current_setting('full_page_writes'),
                   current_setting('server_encoding'), pg_is_in_recovery()::text
            """;
        using var reader = command.ExecuteReader();
        _ = reader.Read();
        RequireSetting("synchronous_commit", reader.GetString(0), "on", "remote_apply"); // both flush here before they answer
        RequireSetting("fsync", reader.GetString(1), "on");
        RequireSetting("full_page_writes", reader.GetString(2), "on");
        RequireSetting("server_encoding", reader.GetString(3), "UTF8");
        RequireSetting("pg_is_in_recovery", reader.GetString(4), "false");
    }

    private static void RequireSetting(string name, string value, params string[] fit)
    {
        if (!fit.Contains(value, StringComparer.Ordinal))
        {
            throw new UnfitDatabaseException($"The journal needs {name} = {string.Join(" or ", fit)}; the server has {value}.");
        }
    }

    private static async Task<int> VersionOfAsync(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT to_regclass('{schema}.schema_versions') IS NOT NULL";
        if (await command.ExecuteScalarAsync(cancellation) is not true)
        {
            return 0;
        }

        command.CommandText = $"SELECT coalesce(max(number), 0) FROM {schema}.schema_versions";
        return (int)(await command.ExecuteScalarAsync(cancellation) ?? 0);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string text, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        _ = await command.ExecuteNonQueryAsync(cancellation);
    }
}
