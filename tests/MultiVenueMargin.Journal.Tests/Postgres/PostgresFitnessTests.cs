using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal.Devices;
using MultiVenueMargin.Journal.Postgres;
using MultiVenueMargin.Journal.Tests.Contract;
using MultiVenueMargin.Testing.Postgres;

namespace MultiVenueMargin.Journal.Tests.Postgres;

/// <summary>Which databases are taken, and that what they hold is not believed blindly.</summary>
public sealed class PostgresFitnessTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private static readonly StreamId Rules = StreamId.Register("rules");

    [PostgresFact]
    public async Task Opening_WhenCommitsAreNotSynchronous_IsRefusedByName()
    {
        await using var harness = await NewHarnessAsync();
        foreach (var loose in new[] { "off", "local", "remote_write" })
        {
            var options = harness.Options with { ConnectionString = $"{harness.Options.ConnectionString};Options=-c synchronous_commit={loose}" };
            var refusal = await Assert.ThrowsAsync<UnfitDatabaseException>(() => PostgresJournal.OpenAsync(options, CancellationToken.None));
            Assert.Equal($"The journal needs synchronous_commit = on or remote_apply; the server has {loose}.", refusal.Message);
        }
    }

    [PostgresFact]
    public async Task Opening_WhenTheServerDoesNotFlush_IsRefusedByName()
    {
        foreach (var setting in new[] { "fsync", "full_page_writes" })
        {
            await using var server = await PostgresServer.StartAsync($"{setting} = off");
            await using var harness = new PostgresHarness(server, "loose");
            var refusal = await Assert.ThrowsAsync<UnfitDatabaseException>(async () => await harness.OpenAsync());
            Assert.Equal($"The journal needs {setting} = on; the server has off.", refusal.Message);
        }
    }

    [PostgresFact]
    public async Task Writer_WhenTheServersSettingIsLoosenedLater_StaysSynchronous()
    {
        await using var harness = await NewHarnessAsync();
        var driver = new JournalDriver(await harness.OpenAsync(), harness);
        await harness.ExecuteAsync($"""
            CREATE TABLE {harness.Options.Schema}.seen (setting text);
            CREATE FUNCTION {harness.Options.Schema}.note() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN INSERT INTO {harness.Options.Schema}.seen VALUES (current_setting(''synchronous_commit'')); RETURN NULL; END';
            CREATE TRIGGER note AFTER INSERT ON {harness.Options.Schema}.entries FOR EACH ROW EXECUTE FUNCTION {harness.Options.Schema}.note();
            """);
        try
        {
            await harness.ExecuteAsync("ALTER SYSTEM SET synchronous_commit = off");
            await harness.ExecuteAsync("SELECT pg_reload_conf()");
            await harness.UntilAsync("SELECT current_setting('synchronous_commit') = 'off'");

            await driver.CommitDurablyAsync(JournalDriver.Commit(Rules, 0, "a"));
            Assert.Equal("on", await harness.AskAsync<string>($"SELECT setting FROM {harness.Options.Schema}.seen"));
        }
        finally
        {
            await harness.ExecuteAsync("ALTER SYSTEM RESET synchronous_commit");
            await harness.ExecuteAsync("SELECT pg_reload_conf()");
            await harness.UntilAsync("SELECT current_setting('synchronous_commit') = 'on'");
        }
    }

    [PostgresFact]
    public async Task Opening_WhenALaterReleaseMadeTheTables_IsRefused()
    {
        await using var harness = await NewHarnessAsync();
        await (await harness.OpenAsync()).DisposeAsync();
        await harness.ExecuteAsync($"INSERT INTO {harness.Options.Schema}.schema_versions (number) VALUES (99)");

        var refusal = await Assert.ThrowsAsync<UnfitDatabaseException>(async () => await harness.OpenAsync());

        Assert.Contains("version 99", refusal.Message);
    }

    [PostgresFact]
    public async Task Opening_WhenTheTablesAreThere_NeedsNoRightToMakeAny()
    {
        await using var harness = await NewHarnessAsync();
        await (await harness.OpenAsync()).DisposeAsync();
        await harness.ExecuteAsync($"""
            CREATE ROLE plain LOGIN;
            GRANT USAGE ON SCHEMA {harness.Options.Schema} TO plain;
            GRANT SELECT ON ALL TABLES IN SCHEMA {harness.Options.Schema} TO plain;
            GRANT INSERT ON {harness.Options.Schema}.entries TO plain;
            GRANT UPDATE ON {harness.Options.Schema}.partitions TO plain;
            GRANT INSERT, UPDATE ON {harness.Options.Schema}.heads, {harness.Options.Schema}.snapshots TO plain;
            """);
        var options = harness.Options with { ConnectionString = $"{harness.Options.ConnectionString};Username=plain" };

        await using var journal = await PostgresJournal.OpenAsync(options, CancellationToken.None);

        var driver = new JournalDriver(journal, harness);
        await driver.CommitDurablyAsync(JournalDriver.Commit(Rules, 0, "a"));
        Assert.Equal(CommitResult.Durable, (await driver.CommitAsync(new StreamSnapshot(Rules, 1, journal.HeadOf(Rules).Hash, JournalDriver.Record("s")))).Result);
        Assert.NotNull(await journal.FindSnapshotAsync(Rules, 1, CancellationToken.None));
        Assert.Single(await driver.ReadStreamAsync(Rules));
    }

    [PostgresFact]
    public async Task Opening_WhenThereIsNoServer_SaysThatStorageRefuses()
    {
        await using var harness = await NewHarnessAsync();
        var journal = await harness.OpenAsync();
        await harness.TryBreakAsync();

        Assert.Equal(StorageError.InputOutput, (await Assert.ThrowsAsync<StorageException>(async () => await harness.OpenAsync())).Error);
        Assert.Throws<StorageException>(() => journal.HeadOf(Rules));
        Assert.Throws<StorageException>(() => journal.Heads());
        Assert.Throws<StorageException>(() => journal.LastPositionOf(0));
        await Assert.ThrowsAsync<StorageException>(async () => await journal.ReadStreamAsync(Rules, 0, 1, CancellationToken.None));
        await Assert.ThrowsAsync<StorageException>(async () => await journal.FindSnapshotAsync(Rules, 1, CancellationToken.None));
    }

    [PostgresFact]
    public async Task Entry_WhenAnyColumnIsAltered_IsNotServed()
    {
        await using var harness = await NewHarnessAsync();
        var driver = new JournalDriver(await harness.OpenAsync(), harness);
        await driver.CommitDurablyAsync(JournalDriver.Commit(Rules, 0, "a", "b"));
        string[] alterations =
        [
            "body = set_byte(body, length(body) - 1, 0)",
            "previous = set_byte(previous, 31, 1)",
            "hash = set_byte(hash, 0, get_byte(hash, 0) # 1)",
            "hash = '\\x00'",
            "first_version = 2",
            "last_version = 3",
        ];
        foreach (var alteration in alterations)
        {
            await harness.ExecuteAsync($"CREATE TABLE {harness.Options.Schema}.kept AS SELECT * FROM {harness.Options.Schema}.entries");
            Assert.Equal(1, await harness.ExecuteAsync($"UPDATE {harness.Options.Schema}.entries SET {alteration}"));
            await Assert.ThrowsAsync<JournalCorruptedException>(() => driver.ReadPartitionAsync(Rules.Partition));
            await Assert.ThrowsAsync<JournalCorruptedException>(() => driver.ReadStreamAsync(Rules, 1, 1));
            await harness.ExecuteAsync($"""
                DELETE FROM {harness.Options.Schema}.entries;
                INSERT INTO {harness.Options.Schema}.entries SELECT * FROM {harness.Options.Schema}.kept;
                DROP TABLE {harness.Options.Schema}.kept
                """);
            Assert.Single(await driver.ReadPartitionAsync(Rules.Partition));
        }
    }

    [PostgresFact]
    public async Task Snapshot_WhenItBelongsToAnotherChain_IsNotFound()
    {
        await using var harness = await NewHarnessAsync();
        var driver = new JournalDriver(await harness.OpenAsync(), harness);
        await driver.CommitDurablyAsync(JournalDriver.Commit(Rules, 0, "a", "b"));
        var hash = driver.Journal.HeadOf(Rules).Hash;
        await driver.CommitAsync(new StreamSnapshot(Rules, 2, ChainHash.Of(new byte[32].Select(_ => (byte)7).ToArray()), JournalDriver.Record("another chain")));
        await driver.CommitAsync(new StreamSnapshot(Rules, 1, hash, JournalDriver.Record("within an entry")));

        Assert.Null(await driver.Journal.FindSnapshotAsync(Rules, long.MaxValue, CancellationToken.None));
    }

    private async Task<PostgresHarness> NewHarnessAsync() => new(await fixture.ServerAsync(), fixture.NextSchema());
}
