using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Journal.Tests.Contract;

public abstract partial class JournalContract
{
    [ContractFact]
    public async Task Snapshot_WhenAskedFor_IsTheNewestAtOrBelowTheVersion()
    {
        var driver = await OpenAsync();
        var snapshots = await WriteSnapshotsAsync(driver, Rules, 2, 5); // two, for no journal keeps more of so short a stream
        await WriteSnapshotsAsync(driver, Fund, 1);

        await AssertFoundAtEachVersionAsync(driver);
        await AssertFoundAtEachVersionAsync(await CrashAndOpenAsync(driver));

        async Task AssertFoundAtEachVersionAsync(JournalDriver driver)
        {
            foreach (var (atMost, expected) in new (long, long)[] { (0, 0), (1, 0), (2, 2), (3, 2), (4, 2), (5, 5), (6, 5), (long.MaxValue, 5) })
            {
                await AssertFoundAsync(driver, Rules, atMost, snapshots.SingleOrDefault(snapshot => snapshot.Version == expected));
            }

            await AssertFoundAsync(driver, Account(1), long.MaxValue, null);
        }
    }

    [ContractFact]
    public async Task Snapshot_WhenDurable_IsReportedLikeACommitAndTakesNoPosition()
    {
        var driver = await OpenAsync();
        await driver.CommitDurablyAsync(JournalDriver.Commit(Rules, 0, "a"));
        var outcome = await driver.CommitAsync(new StreamSnapshot(Rules, 1, driver.Journal.HeadOf(Rules).Hash, JournalDriver.Record("state")));

        Assert.Equal((CommitResult.Durable, Rules, ""), (outcome.Result, outcome.Stream, outcome.Reason));
        Assert.Single(await AssertWithoutGapsAsync(driver, Rules.Partition));
        Assert.Equal(1, driver.Journal.HeadOf(Rules).Version);
    }

    [ContractFact]
    public async Task Snapshot_WhenMadeAgain_ReplacesTheOneOfItsVersion()
    {
        var driver = await OpenAsync();
        await driver.CommitDurablyAsync(JournalDriver.Commit(Rules, 0, "a"));
        var hash = driver.Journal.HeadOf(Rules).Hash;
        byte[] large = new byte[1024 * 1024];
        new Random(3).NextBytes(large);
        var made = new StreamSnapshot(Rules, 1, hash, JournalDriver.Record("first try"));
        var madeAgain = made with { State = large };

        Assert.Equal(CommitResult.Durable, (await driver.CommitAsync(made)).Result);
        Assert.Equal(CommitResult.Durable, (await driver.CommitAsync(madeAgain)).Result);

        await AssertFoundAsync(driver, Rules, 1, madeAgain);
        await AssertFoundAsync(await CrashAndOpenAsync(driver), Rules, 1, madeAgain);
    }

    [ContractFact]
    public async Task Snapshot_WhenItsVersionIsNotDurable_IsNotFound()
    {
        var driver = await OpenAsync();
        var sound = Assert.Single(await WriteSnapshotsAsync(driver, Rules, 1));
        var outcome = await driver.CommitAsync(new StreamSnapshot(Rules, 9, sound.Hash, JournalDriver.Record("of a future that may not come")));

        Assert.Equal(CommitResult.Failed, outcome.Result);
        await AssertFoundAsync(driver, Rules, long.MaxValue, sound);
        await AssertFoundAsync(await CrashAndOpenAsync(driver), Rules, long.MaxValue, sound);
    }

    [ContractFact]
    public async Task Snapshot_WhenTheNewestIsDamaged_TheOneBeforeIsFound()
    {
        var driver = await OpenAsync();
        var snapshots = await WriteSnapshotsAsync(driver, Rules, 2, 4);
        if (!await Harness.TryDamageSnapshotAsync(driver.Journal, snapshots[1]))
        {
            return;
        }

        await AssertFoundAsync(driver, Rules, long.MaxValue, snapshots[0]);
        await AssertFoundAsync(driver, Rules, 4, snapshots[0]);
        driver = await CrashAndOpenAsync(driver);
        await AssertFoundAsync(driver, Rules, long.MaxValue, snapshots[0]);

        // It can be made again.
        Assert.Equal(CommitResult.Durable, (await driver.CommitAsync(snapshots[1])).Result);
        await AssertFoundAsync(driver, Rules, long.MaxValue, snapshots[1]);
    }

    [ContractFact]
    public async Task Snapshot_WhenOfNothingOrBeyondTheLimit_Fails()
    {
        var driver = await OpenAsync();
        await driver.CommitDurablyAsync(JournalDriver.Commit(Rules, 0, "a"));
        var hash = driver.Journal.HeadOf(Rules).Hash;
        StreamSnapshot[] wrong = [new(default, 1, default, new byte[1]), new(Rules, 0, default, new byte[1]), new(Rules, 1, hash, new byte[9 * 1024 * 1024])];
        foreach (var snapshot in wrong)
        {
            var outcome = await driver.CommitAsync(snapshot);
            Assert.Equal(CommitResult.Failed, outcome.Result);
            Assert.NotEqual("", outcome.Reason);
        }

        Assert.True(driver.Journal.Health.IsSound);
        await AssertFoundAsync(driver, Rules, long.MaxValue, null);
    }

    [ContractFact]
    public async Task Snapshot_OfTheWholeMarket_IsFoundByThePositionAndOnlyWithTheHashThatIsThere()
    {
        var driver = await OpenAsync();
        var ethereum = StreamId.Market("ETH");
        for (var version = 0; version < 3; version++)
        {
            await driver.CommitDurablyAsync(JournalDriver.Commit(Bitcoin, version, $"b{version}"));
            await driver.CommitDurablyAsync(JournalDriver.Commit(ethereum, version, $"e{version}"));
        }

        var entries = await driver.ReadPartitionAsync(StreamId.MarketPartition);
        var older = new StreamSnapshot(StreamId.WholeMarket, 4, entries[3].Hash, JournalDriver.Record("four slices"));
        var newer = new StreamSnapshot(StreamId.WholeMarket, 6, entries[5].Hash, JournalDriver.Record("six slices"));
        Assert.Equal(CommitResult.Durable, (await driver.CommitAsync(older)).Result);
        Assert.Equal(CommitResult.Durable, (await driver.CommitAsync(newer)).Result);
        Assert.Equal(CommitResult.Failed, (await driver.CommitAsync(newer with { Version = 7 })).Result);

        await AssertFoundAtEachPositionAsync(driver);
        await AssertFoundAtEachPositionAsync(await CrashAndOpenAsync(driver));

        async Task AssertFoundAtEachPositionAsync(JournalDriver driver)
        {
            foreach (var (atMost, expected) in new (long, StreamSnapshot?)[] { (3, null), (4, older), (5, older), (6, newer), (long.MaxValue, newer) })
            {
                await AssertFoundAsync(driver, StreamId.WholeMarket, atMost, expected);
            }
        }
    }

    [ContractFact]
    public async Task Snapshot_OfTheWholeMarketOfAnotherChain_IsNotFound()
    {
        var driver = await OpenAsync();
        await driver.CommitDurablyAsync(JournalDriver.Commit(Bitcoin, 0, "a"));
        await driver.CommitDurablyAsync(JournalDriver.Commit(Bitcoin, 1, "b"));
        var entries = await driver.ReadPartitionAsync(StreamId.MarketPartition);
        await driver.CommitAsync(new StreamSnapshot(StreamId.WholeMarket, 2, entries[0].Hash, JournalDriver.Record("of another entry")));
        await AssertFoundAsync(driver, StreamId.WholeMarket, long.MaxValue, null);
    }

    [ContractFact]
    public async Task Snapshot_WhenManyAreMade_TheNewestTwoAndTheFirstOfEachSpanStay()
    {
        // Spans begin at multiples of 65 536; of the first none is kept.
        long[] made = [20_000, 40_000, 60_000, 80_000, 100_000, 120_000, 140_000, 160_000, 180_000, 200_000, 220_000, 240_000];
        long[] kept = [80_000, 140_000, 200_000, 220_000, 240_000];
        var driver = await OpenAsync();
        foreach (var version in made)
        {
            foreach (var stream in new[] { Rules, Fund })
            {
                await driver.CommitDurablyAsync(JournalDriver.Commit(stream, version - 20_000, [.. Enumerable.Repeat("r", 20_000)]));
                var snapshot = new StreamSnapshot(stream, version, driver.Journal.HeadOf(stream).Hash, JournalDriver.Record($"{stream} at {version}"));
                Assert.Equal(CommitResult.Durable, (await driver.CommitAsync(snapshot)).Result);
            }
        }

        await AssertKeptAsync(driver);
        driver = await CrashAndOpenAsync(driver);
        await AssertKeptAsync(driver);

        async Task AssertKeptAsync(JournalDriver driver)
        {
            foreach (var stream in new[] { Rules, Fund })
            {
                foreach (var version in made)
                {
                    var expected = kept.LastOrDefault(each => each <= version);
                    var found = await driver.Journal.FindSnapshotAsync(stream, version, CancellationToken.None);
                    Assert.Equal((version, expected), (version, found?.Version ?? 0));
                    Assert.True(found is null || found.State.Span.SequenceEqual(JournalDriver.Record($"{stream} at {expected}").Span));
                }
            }
        }
    }

    [ContractFact]
    public async Task WholeMarket_HasNoEntriesOfItsOwn()
    {
        var driver = await OpenAsync();
        Assert.Throws<ArgumentException>(() => driver.Journal.TrySubmit(1, JournalDriver.Commit(StreamId.WholeMarket, 0, "a")));
    }

    // A commit of one record per version, and a snapshot at some of them.
    private static async Task<IReadOnlyList<StreamSnapshot>> WriteSnapshotsAsync(JournalDriver driver, StreamId stream, params int[] versions)
    {
        List<StreamSnapshot> snapshots = [];
        for (var version = 1; version <= versions.Max(); version++)
        {
            await driver.CommitDurablyAsync(JournalDriver.Commit(stream, version - 1, $"{version}"));
            if (versions.Contains(version))
            {
                snapshots.Add(new StreamSnapshot(stream, version, driver.Journal.HeadOf(stream).Hash, JournalDriver.Record($"state at {version}")));
                Assert.Equal(CommitResult.Durable, (await driver.CommitAsync(snapshots[^1])).Result);
            }
        }

        return snapshots;
    }

    private static async Task AssertFoundAsync(JournalDriver driver, StreamId stream, long atMost, StreamSnapshot? expected)
    {
        var found = await driver.Journal.FindSnapshotAsync(stream, atMost, CancellationToken.None);
        Assert.Equal((expected?.Stream, expected?.Version, expected?.Hash), (found?.Stream, found?.Version, found?.Hash));
        Assert.True((expected?.State ?? default).Span.SequenceEqual((found?.State ?? default).Span), "another state");
    }
}
