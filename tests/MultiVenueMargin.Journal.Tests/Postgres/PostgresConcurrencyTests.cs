using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Journal.Tests.Contract;

namespace MultiVenueMargin.Journal.Tests.Postgres;

/// <summary>Several writers and readers on one database: what a reader that follows by cursor sees.</summary>
public sealed class PostgresConcurrencyTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private static readonly StreamId Rules = StreamId.Register("rules");
    private static readonly StreamId Slow = StreamId.Register("slow");
    private static readonly StreamId Bitcoin = StreamId.Market("BTC");

    private static int Rounds => Environment.GetEnvironmentVariable("MVM_FULL") == "1" ? 150 : 25;

    [PostgresFact]
    public async Task Reader_WhenSeveralWritersCommitAtOnce_NeverMissesARow()
    {
        await using var harness = await NewHarnessAsync();
        var follower = await OpenAsync(harness);
        var writers = new List<Task<int>>();
        for (var each = 0; each < 3; each++)
        {
            var (number, driver) = (each, await OpenAsync(harness));
            writers.Add(Task.Run(() => WriteAsync(driver, number)));
        }

        List<JournalEntry> seen = [];
        var all = Task.WhenAll(writers);
        while (!all.IsCompleted)
        {
            await FollowAsync(follower, seen, max: 5);
        }

        var durable = (await all).Sum();
        while (await FollowAsync(follower, seen, max: 5) > 0)
        {
        }

        Assert.Equal(durable, seen.Count);
        Assert.Equal(Rounds * 3 * 2, seen.Count(entry => entry.Stream != Rules));
        foreach (var stream in seen.GroupBy(entry => entry.Stream))
        {
            Assert.Equal(Enumerable.Range(1, stream.Count()).Select(version => (long)version), stream.Select(entry => entry.FirstVersion));
            Assert.All(stream.Zip(stream.Skip(1)), pair => Assert.Equal(pair.First.Hash, pair.Second.Previous));
        }
    }

    // Two streams of its own, which always succeed, and one that all three write, where each version goes to one of them.
    private static async Task<int> WriteAsync(JournalDriver driver, int number)
    {
        StreamId[] own = [StreamId.Register($"own-{number}-a"), StreamId.Register($"own-{number}-b")];
        for (var round = 0; round < Rounds; round++)
        {
            await driver.SubmitAsync(JournalDriver.Commit(own[0], round, "x"));
            await driver.SubmitAsync(JournalDriver.Commit(Rules, driver.Journal.HeadOf(Rules).Version, $"of {number}"));
            await driver.SubmitAsync(JournalDriver.Commit(own[1], round, "x"));
        }

        var outcomes = await driver.DrainAsync();
        Assert.All(outcomes.Where(outcome => outcome.Stream != Rules), outcome => Assert.Equal(CommitResult.Durable, outcome.Result));
        Assert.All(outcomes, outcome => Assert.Contains(outcome.Result, new[] { CommitResult.Durable, CommitResult.Fenced }));
        return outcomes.Count(outcome => outcome.Result == CommitResult.Durable);
    }

    /// <summary>
    /// A transaction that holds its partition, its positions assigned and its rows written, while another one wants to commit to the
    /// same partition: had the other one taken the next position and committed, the follower would pass over the first.
    /// </summary>
    [PostgresFact]
    public async Task Reader_WhenACommitIsDelayedWhileAnotherWriterCommits_NeverMissesARow()
    {
        await using var harness = await NewHarnessAsync();
        var (slow, quick, follower) = (await OpenAsync(harness), await OpenAsync(harness), await OpenAsync(harness));
        await HoldCommitsAsync(harness, Slow);
        await using var gate = await harness.ConnectAsync();
        await using var hold = new Npgsql.NpgsqlCommand("SELECT pg_advisory_lock(4711)", gate);
        await hold.ExecuteNonQueryAsync();
        List<JournalEntry> seen = [];

        var delayed = await slow.SubmitAsync(JournalDriver.Commit(Slow, 0, "first"));
        await harness.UntilAsync($"SELECT {harness.WaitingSessions()} = 1");
        var behind = await quick.SubmitAsync(JournalDriver.Commit(Rules, 0, "second"));
        await harness.UntilAsync($"SELECT {harness.WaitingSessions()} = 2");

        // Both under way, neither visible; another partition is not held up; and the third writer joins the queue.
        Assert.Equal(0, await FollowAsync(follower, seen, max: 10));
        Assert.Equal(0, follower.Journal.LastPositionOf(Rules.Partition));
        await follower.CommitDurablyAsync(JournalDriver.Commit(Bitcoin, 0, "elsewhere"));
        Assert.True(slow.Journal.IsBusy && quick.Journal.IsBusy);

        hold.CommandText = "SELECT pg_advisory_unlock(4711)";
        await hold.ExecuteNonQueryAsync();
        var (first, second) = (await slow.OutcomeOfAsync(delayed), await quick.OutcomeOfAsync(behind));

        Assert.Equal((CommitResult.Durable, 1L, CommitResult.Durable, 2L), (first.Result, first.Position, second.Result, second.Position));
        Assert.Equal(2, await FollowAsync(follower, seen, max: 10));
        Assert.Equal([Slow, Rules], seen.Select(entry => entry.Stream));
    }

    [PostgresFact]
    public async Task Writers_WhenTheirGroupsSpanTheSamePartitions_NeverWaitForEachOtherInACircle()
    {
        await using var harness = await NewHarnessAsync();
        var (one, other) = (await OpenAsync(harness), await OpenAsync(harness));
        int[] numbers = [.. Enumerable.Range(0, 40)];
        foreach (var number in numbers)
        {
            await one.CommitDurablyAsync(JournalDriver.Commit(Account("shared", number), 0, "x"));
        }

        await Task.WhenAll(Task.Run(() => WriteAsync(one, "one", numbers)), Task.Run(() => WriteAsync(other, "other", [.. numbers.Reverse()])));

        // Streams of its own, in partitions that the other one writes as well, and snapshots that both make.
        static async Task WriteAsync(JournalDriver driver, string writer, int[] order)
        {
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var number in order)
                {
                    await driver.SubmitAsync(JournalDriver.Commit(Account(writer, number), round, "x"));
                    await driver.SubmitAsync(new StreamSnapshot(Account("shared", number), 1, default, JournalDriver.Record(writer)));
                }
            }

            Assert.All(await driver.DrainAsync(), outcome => Assert.Equal((CommitResult.Durable, ""), (outcome.Result, outcome.Reason)));
        }

        static StreamId Account(string name, int number) => StreamId.Of(new AccountId(new InstitutionId("acme"), $"{name}-{number}"));
    }

    [PostgresFact]
    public async Task Opening_WhenManyDoSoAtOnce_MakesTheTablesOnce()
    {
        await using var harness = await NewHarnessAsync();

        var journals = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await harness.OpenAsync())));

        Assert.All(journals, journal => Assert.True(journal.Health.IsSound));
        Assert.Equal(1L, await harness.AskAsync<long>($"SELECT count(*) FROM {harness.Options.Schema}.schema_versions"));
        Assert.Equal((long)StreamId.Partitions, await harness.AskAsync<long>($"SELECT count(*) FROM {harness.Options.Schema}.partitions"));
    }

    private async Task<PostgresHarness> NewHarnessAsync() => new(await fixture.ServerAsync(), fixture.NextSchema());

    private static async Task<JournalDriver> OpenAsync(PostgresHarness harness) => new(await harness.OpenAsync(), harness);

    // Every page begins right behind the cursor and has no gap.
    private static async Task<int> FollowAsync(JournalDriver follower, List<JournalEntry> seen, int max)
    {
        var page = await follower.ReadPartitionAsync(Rules.Partition, seen.Count, max);
        Assert.Equal(Enumerable.Range(seen.Count + 1, page.Count).Select(position => (long)position), page.Select(entry => entry.Position));
        seen.AddRange(page);
        return page.Count;
    }

    // A trigger that fires within the transaction after all is written, and waits there for whoever holds the lock.
    private static Task<int> HoldCommitsAsync(PostgresHarness harness, StreamId stream) => harness.ExecuteAsync($"""
        CREATE FUNCTION {harness.Options.Schema}.hold() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NULL; END';
        CREATE CONSTRAINT TRIGGER hold AFTER INSERT ON {harness.Options.Schema}.entries DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW WHEN (NEW.stream = '{stream}') EXECUTE FUNCTION {harness.Options.Schema}.hold();
        """);
}
