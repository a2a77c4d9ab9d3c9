using MultiVenueMargin.Accounts;
using MultiVenueMargin.Journal.Postgres;
using MultiVenueMargin.Journal.Tests.Contract;
using MultiVenueMargin.Testing.Postgres;

namespace MultiVenueMargin.Journal.Tests.Postgres;

/// <summary>A server or a network that goes away at the worst moments.</summary>
public sealed class PostgresFailureTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private static readonly StreamId Rules = StreamId.Register("rules");
    private static readonly StreamId Fund = StreamId.Register("fund");

    private static int Kills => Environment.GetEnvironmentVariable("MVM_FULL") == "1" ? 12 : 3;

    [PostgresFact]
    public async Task Commits_WhenTheServerIsKilledAmongThem_AreThereAsTheirOutcomesSay()
    {
        await using var harness = await NewHarnessAsync();
        var driver = await OpenAsync(harness);
        StreamId[] streams = [Rules, Fund, .. Enumerable.Range(0, 6).Select(each => StreamId.Market($"m{each}"))];
        var random = new Random(20_260_304);
        var since = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            // Work goes on until some outcomes have come and more are under way; then the server dies.
            var versions = streams.ToDictionary(stream => stream, stream => driver.Journal.HeadOf(stream).Version);
            Dictionary<long, Commit> submitted = [];
            var killAt = random.Next(40, 400);
            for (var each = 0; driver.Journal.Health.IsSound; each++)
            {
                var stream = streams[random.Next(streams.Length)];
                var commit = JournalDriver.Commit(stream, versions[stream], [.. Enumerable.Repeat($"{kill}", random.Next(1, 4))]);
                if (driver.Journal.TrySubmit(1_000_000L * (kill + 1) + each, commit))
                {
                    submitted.Add(1_000_000L * (kill + 1) + each, commit);
                    versions[stream] += commit.Records.Count;
                }
                else
                {
                    driver.Poll();
                }

                if (each == killAt)
                {
                    await harness.TryBreakAsync();
                }
            }

            var outcomes = (await driver.DrainAsync()).Skip(since).ToArray();
            since += outcomes.Length;
            Assert.Equal(submitted.Keys.Order(), outcomes.Select(outcome => outcome.Ticket).Order());
            Assert.DoesNotContain(outcomes, outcome => outcome.Result == CommitResult.Fenced);
            await harness.MendAsync();
            await driver.UntilAsync(driver.Journal.TryReopen);

            foreach (var outcome in outcomes)
            {
                var isThere = await IsThereAsync(driver, submitted[outcome.Ticket]);
                Assert.True(outcome.Result == CommitResult.Uncertain || isThere == (outcome.Result == CommitResult.Durable), $"{outcome} and there: {isThere}");
            }

            foreach (var stream in streams)
            {
                await AssertChainedAsync(driver, stream);
            }
        }

        Assert.True(driver.Journal.Health.IsSound);
    }

    [PostgresFact]
    public async Task Commit_WhenTheServerDiesDuringCOMMIT_IsUncertainAndResolvedByReopening()
    {
        await using var harness = await NewHarnessAsync();
        var driver = await OpenAsync(harness);
        await driver.CommitDurablyAsync(JournalDriver.Commit(Fund, 0, "before"));
        await harness.ExecuteAsync($"""
            CREATE FUNCTION {harness.Options.Schema}.hold() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(600); RETURN NULL; END';
            CREATE CONSTRAINT TRIGGER hold AFTER INSERT ON {harness.Options.Schema}.entries DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION {harness.Options.Schema}.hold();
            """);
        var committing = await driver.SubmitAsync(JournalDriver.Commit(Rules, 0, "a"));
        await harness.UntilAsync($"SELECT {harness.WaitingSessions("wait_event = 'PgSleep'")} = 1");

        var behind = await driver.SubmitAsync(JournalDriver.Commit(Rules, 1, "b"));
        await harness.TryBreakAsync();

        Assert.Equal(CommitResult.Uncertain, (await driver.OutcomeOfAsync(committing)).Result);
        Assert.Equal(CommitResult.Failed, (await driver.OutcomeOfAsync(behind)).Result);
        Assert.False(driver.Journal.TrySubmit(99, JournalDriver.Commit(Fund, 1, "refused while the journal is unsound")));
        Assert.False(driver.Journal.TryReopen());
        await harness.MendAsync();
        await driver.UntilAsync(driver.Journal.TryReopen);
        Assert.Empty(await driver.ReadStreamAsync(Rules));
        await harness.ExecuteAsync($"DROP TRIGGER hold ON {harness.Options.Schema}.entries");
        await driver.CommitDurablyAsync(JournalDriver.Commit(Rules, 0, "again"));
        await driver.CommitDurablyAsync(JournalDriver.Commit(Fund, 1, "after"));
    }

    [PostgresFact]
    public async Task Commit_WhenOnlyItsAnswerIsLost_IsUncertainAndThere()
    {
        await using var relay = new CommitRelay((await fixture.ServerAsync()).Port);
        await using var harness = await NewHarnessAsync(relay);
        var driver = await OpenAsync(harness);
        relay.NextCommit = NextCommit.IsNotAnswered;
        var ticket = await driver.SubmitAsync(JournalDriver.Commit(Rules, 0, "a"));
        await relay.CommitSeen;
        await harness.UntilAsync($"SELECT count(*) = 1 FROM {harness.Options.Schema}.entries");

        relay.CutClients();

        Assert.Equal(CommitResult.Uncertain, (await driver.OutcomeOfAsync(ticket)).Result);
        await driver.UntilAsync(driver.Journal.TryReopen);
        Assert.True(await IsThereAsync(driver, JournalDriver.Commit(Rules, 0, "a")));
        await driver.CommitDurablyAsync(JournalDriver.Commit(Rules, 1, "b"));
    }

    /// <summary>The COMMIT is still on its way when the journal reopens: had it said "not there" by then, it would be wrong a moment later.</summary>
    [PostgresFact]
    public async Task Reopening_WhenALostCommitMayStillArrive_WaitsUntilItIsDecided()
    {
        await using var relay = new CommitRelay((await fixture.ServerAsync()).Port);
        await using var harness = await NewHarnessAsync(relay, silentWriter: TimeSpan.FromMinutes(5));
        var driver = await OpenAsync(harness);
        relay.NextCommit = NextCommit.IsHeld;
        var ticket = await driver.SubmitAsync(JournalDriver.Commit(Rules, 0, "a"));
        await relay.CommitSeen;
        relay.CutClients();
        Assert.Equal(CommitResult.Uncertain, (await driver.OutcomeOfAsync(ticket)).Result);

        Assert.False(driver.Journal.TryReopen());
        Assert.False(driver.Journal.Health.IsSound);
        relay.LetCommitGo();
        await driver.UntilAsync(driver.Journal.TryReopen);

        Assert.True(await IsThereAsync(driver, JournalDriver.Commit(Rules, 0, "a")));
    }

    [PostgresFact]
    public async Task Reopening_WhenALostCommitNeverArrives_GoesOnOnceTheServerHasGivenItsWriterUp()
    {
        await using var relay = new CommitRelay((await fixture.ServerAsync()).Port);
        await using var harness = await NewHarnessAsync(relay, silentWriter: TimeSpan.FromSeconds(1));
        var driver = await OpenAsync(harness);
        relay.NextCommit = NextCommit.IsHeld;
        var ticket = await driver.SubmitAsync(JournalDriver.Commit(Rules, 0, "a"));
        await relay.CommitSeen;
        relay.CutClients();
        Assert.Equal(CommitResult.Uncertain, (await driver.OutcomeOfAsync(ticket)).Result);

        await driver.UntilAsync(driver.Journal.TryReopen);
        relay.LetCommitGo(); // into a session that has ended

        Assert.False(await IsThereAsync(driver, JournalDriver.Commit(Rules, 0, "a")));
        await driver.CommitDurablyAsync(JournalDriver.Commit(Rules, 0, "again"));
    }

    [PostgresFact]
    public async Task Commit_WhenTheConnectionIsLostBeforeCOMMIT_FailsAndIsNotThere()
    {
        await using var harness = await NewHarnessAsync();
        var driver = await OpenAsync(harness);
        await using (var holder = await HoldPartitionAsync(harness))
        {
            var ticket = await driver.SubmitAsync(JournalDriver.Commit(Rules, 0, "a"));
            await harness.UntilAsync($"SELECT {harness.WaitingSessions()} = 1");
            await harness.ExecuteAsync(
                $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{harness.Options.Schema}' AND wait_event_type = 'Lock'");
            Assert.Equal(CommitResult.Failed, (await driver.OutcomeOfAsync(ticket)).Result);
        }

        await driver.UntilAsync(driver.Journal.TryReopen);
        Assert.False(await IsThereAsync(driver, JournalDriver.Commit(Rules, 0, "a")));
        await driver.CommitDurablyAsync(JournalDriver.Commit(Rules, 0, "again"));
    }

    [PostgresFact]
    public async Task Commit_WhenAnotherSessionKeepsThePartition_FailsAfterTheTimeout()
    {
        await using var harness = await NewHarnessAsync(silentWriter: TimeSpan.FromSeconds(1));
        var driver = await OpenAsync(harness);
        await using (var holder = await HoldPartitionAsync(harness))
        {
            var outcome = await driver.CommitAsync(JournalDriver.Commit(Rules, 0, "a"));
            Assert.Equal(CommitResult.Failed, outcome.Result);
            Assert.StartsWith("55P03", outcome.Reason, StringComparison.Ordinal);
        }

        Assert.Empty(await driver.ReadPartitionAsync(Rules.Partition));
        await driver.UntilAsync(driver.Journal.TryReopen);
        await driver.CommitDurablyAsync(JournalDriver.Commit(Rules, 0, "again"));
    }

    private async Task<PostgresHarness> NewHarnessAsync(CommitRelay? relay = null, TimeSpan? silentWriter = null)
    {
        var server = await fixture.ServerAsync();
        var harness = new PostgresHarness(server, fixture.NextSchema());
        var silent = silentWriter ?? harness.Options.SilentWriterTimeout;
        return new PostgresHarness(server, harness.Options.Schema)
        {
            Options = harness.Options with
            {
                ConnectionString = relay is null
                    ? harness.Options.ConnectionString
                    : $"{PostgresServer.ConnectionStringVia(relay.Port)};Application Name={harness.Options.Schema}",
                SilentWriterTimeout = silent,
                PartitionTimeout = silent + TimeSpan.FromSeconds(1),
                AnswerTimeout = silent + TimeSpan.FromSeconds(30),
            },
        };
    }

    private static async Task<JournalDriver> OpenAsync(PostgresHarness harness) => new(await harness.OpenAsync(), harness);

    private static async Task<Npgsql.NpgsqlConnection> HoldPartitionAsync(PostgresHarness harness)
    {
        var holder = await harness.ConnectAsync();
        await using var hold = new Npgsql.NpgsqlCommand($"BEGIN; SELECT 1 FROM {harness.Options.Schema}.partitions WHERE partition = {Rules.Partition} FOR UPDATE", holder);
        await hold.ExecuteNonQueryAsync();
        return holder;
    }

    private static async Task<bool> IsThereAsync(JournalDriver driver, Commit commit)
    {
        var entries = await driver.ReadStreamAsync(commit.Stream, commit.ExpectedVersion, 1);
        return entries.Count == 1
            && entries[0].FirstVersion == commit.ExpectedVersion + 1
            && entries[0].Records.Count == commit.Records.Count
            && entries[0].Records.Zip(commit.Records).All(pair => pair.First.Span.SequenceEqual(pair.Second.Span));
    }

    private static async Task AssertChainedAsync(JournalDriver driver, StreamId stream)
    {
        var (version, hash) = (0L, default(ChainHash));
        foreach (var entry in await driver.ReadStreamAsync(stream))
        {
            Assert.Equal((version + 1, hash), (entry.FirstVersion, entry.Previous));
            (version, hash) = (entry.LastVersion, entry.Hash);
        }

        Assert.Equal(new StreamHead(stream, version, hash), driver.Journal.HeadOf(stream));
    }
}
