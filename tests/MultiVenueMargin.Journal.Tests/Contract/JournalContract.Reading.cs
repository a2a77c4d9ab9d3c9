using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Journal.Tests.Contract;

public abstract partial class JournalContract
{
    // 1, 3, 2, 1, 4 … records, so that versions and entries do not coincide.
    private static Commit[] Uneven(StreamId stream, int count)
    {
        var version = 0L;
        List<Commit> commits = [];
        for (var each = 0; each < count; each++)
        {
            string[] records = [.. Enumerable.Range(0, 1 + each * 2 % 5).Select(record => $"{stream} {each} {record}")];
            commits.Add(JournalDriver.Commit(stream, version, records));
            version += records.Length;
        }

        return [.. commits];
    }

    [ContractFact]
    public async Task Partition_WhenReadInPages_IsTheSameAtEveryBoundary()
    {
        var driver = await OpenAsync();
        foreach (var (rules, fund) in Uneven(Rules, 5).Zip(Uneven(Fund, 5)))
        {
            await driver.CommitDurablyAsync(rules);
            await driver.CommitDurablyAsync(fund);
        }

        await AssertPagesAsync(driver);
        await AssertPagesAsync(await CrashAndOpenAsync(driver));

        static async Task AssertPagesAsync(JournalDriver driver)
        {
            var all = await AssertWithoutGapsAsync(driver, Rules.Partition);
            Assert.Equal(10, all.Count);
            for (var after = 0; after <= 11; after++)
            {
                for (var max = 1; max <= 11; max++)
                {
                    AssertSameEntries(all.Skip(after).Take(max), await driver.ReadPartitionAsync(Rules.Partition, after, max));
                }
            }

            Assert.Empty(await driver.ReadPartitionAsync(Rules.Partition, long.MaxValue, 1));
            Assert.Empty(await driver.ReadPartitionAsync(0));
        }
    }

    [ContractFact]
    public async Task Stream_WhenReadInPages_IsTheSameAtEveryBoundary()
    {
        var driver = await OpenAsync();
        var commits = Uneven(Rules, 6);
        foreach (var (rules, fund) in commits.Zip(Uneven(Fund, 6)))
        {
            await driver.CommitDurablyAsync(fund);
            await driver.CommitDurablyAsync(rules);
        }

        await AssertHoldsAsync(driver, Rules, commits);
        var all = await driver.ReadStreamAsync(Rules);
        var last = all[^1].LastVersion;
        for (var after = 0; after <= last + 1; after++)
        {
            for (var max = 1; max <= 7; max++)
            {
                AssertSameEntries(all.Where(entry => entry.LastVersion > after).Take(max), await driver.ReadStreamAsync(Rules, after, max));
            }
        }

        Assert.Empty(await driver.ReadStreamAsync(Rules, long.MaxValue));
        Assert.Empty(await driver.ReadStreamAsync(Account(1)));
    }

    [ContractFact]
    public async Task Reading_WhenAskedForNothingOrBeforeTheBeginning_Throws()
    {
        var journal = (await OpenAsync()).Journal;

        async Task RefusedAsync(Func<ValueTask<IReadOnlyList<JournalEntry>>> read) =>
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await read());

        await RefusedAsync(() => journal.ReadPartitionAsync(0, 0, 0, CancellationToken.None));
        await RefusedAsync(() => journal.ReadPartitionAsync(0, -1, 1, CancellationToken.None));
        await RefusedAsync(() => journal.ReadPartitionAsync(-1, 0, 1, CancellationToken.None));
        await RefusedAsync(() => journal.ReadPartitionAsync(StreamId.Partitions, 0, 1, CancellationToken.None));
        await RefusedAsync(() => journal.ReadStreamAsync(Rules, 0, 0, CancellationToken.None));
        await RefusedAsync(() => journal.ReadStreamAsync(Rules, -1, 1, CancellationToken.None));
    }

    [ContractFact]
    public async Task Reading_WhenCancelled_SaysSo()
    {
        var journal = (await OpenAsync()).Journal;
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await journal.ReadPartitionAsync(0, 0, 1, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await journal.ReadStreamAsync(Rules, 0, 1, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await journal.FindSnapshotAsync(Rules, 1, cancelled));
    }

    [ContractFact]
    public async Task Reader_WhenItFollowsAWriter_SeesEveryEntryOnceAndInOrder()
    {
        var driver = await OpenAsync();
        var seen = new List<JournalEntry>();
        for (var each = 0; each < 100; each++)
        {
            await driver.SubmitAsync(JournalDriver.Commit(each % 3 == 0 ? Fund : Rules, each % 3 == 0 ? each / 3 : each - each / 3 - 1, $"{each}"));
            if (each % 4 == 0)
            {
                await FollowAsync();
                driver.Poll();
            }
        }

        Assert.All(await driver.DrainAsync(), outcome => Assert.Equal(CommitResult.Durable, outcome.Result));
        while (await FollowAsync() > 0)
        {
        }

        Assert.Equal(100, seen.Count);
        AssertSameEntries(await AssertWithoutGapsAsync(driver, Rules.Partition), seen);

        // The cursor is the last position seen, as a subscriber's is.
        async Task<int> FollowAsync()
        {
            var page = await driver.ReadPartitionAsync(Rules.Partition, seen.Count == 0 ? 0 : seen[^1].Position, 7);
            seen.AddRange(page);
            return page.Count;
        }
    }

    [ContractFact]
    public async Task Heads_WhenStreamsExist_AreSortedById()
    {
        var driver = await OpenAsync();
        StreamId[] streams = [Rules, Account(10), Bitcoin, Account(9), Fund, Account(2)];
        foreach (var stream in streams)
        {
            await driver.CommitDurablyAsync(JournalDriver.Commit(stream, 0, "x", "y"));
        }

        await driver.CommitAsync(JournalDriver.Commit(Account(77), 5, "fenced, and so no stream"));

        Assert.Equal(streams.Order(), driver.Journal.Heads().Select(head => head.Stream));
        Assert.All(driver.Journal.Heads(), head => Assert.Equal(driver.Journal.HeadOf(head.Stream), head));
        var reopened = await CrashAndOpenAsync(driver);
        Assert.Equal(streams.Order(), reopened.Journal.Heads().Select(head => head.Stream));
        Assert.All(reopened.Journal.Heads(), head => Assert.Equal(2, head.Version));
    }

    private static void AssertSameEntries(IEnumerable<JournalEntry> expected, IReadOnlyList<JournalEntry> actual)
    {
        var wanted = expected.ToArray();
        Assert.Equal(wanted.Select(entry => (entry.Stream, entry.Position, entry.FirstVersion, entry.At, entry.Previous, entry.Hash)),
            actual.Select(entry => (entry.Stream, entry.Position, entry.FirstVersion, entry.At, entry.Previous, entry.Hash)));
        foreach (var (one, other) in wanted.Zip(actual))
        {
            AssertSameRecords(one.Records, other.Records);
        }
    }
}
