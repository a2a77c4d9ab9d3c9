using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Journal.Tests.Contract;

public abstract partial class JournalContract
{
    [ContractFact]
    public async Task Journal_WhenNew_HoldsNothingAndIsSound()
    {
        var driver = await OpenAsync();

        Assert.Equal(new JournalHealth(null), driver.Journal.Health);
        Assert.False(driver.Journal.IsBusy);
        Assert.Empty(driver.Journal.Heads());
        Assert.Equal(new StreamHead(Rules, 0, default), driver.Journal.HeadOf(Rules));
        Assert.Equal(0, driver.Journal.LastPositionOf(Rules.Partition));
        Assert.Empty(await driver.ReadStreamAsync(Rules));
        Assert.Empty(await driver.ReadPartitionAsync(Rules.Partition));
        Assert.Null(await driver.Journal.FindSnapshotAsync(Rules, long.MaxValue, CancellationToken.None));
    }

    [ContractFact]
    public async Task Commit_WhenDurable_IsReadAsItWasSubmittedAndChained()
    {
        var driver = await OpenAsync();
        var first = JournalDriver.Commit(Rules, 0, "a", "b", "c");
        var second = new Commit(Rules, 3, new DateTimeOffset(2026, 7, 1, 14, 0, 0, TimeSpan.FromHours(2)).AddTicks(7), [JournalDriver.Record("d")]);

        Assert.Equal(1, (await driver.CommitDurablyAsync(first)).Position);
        Assert.Equal(2, (await driver.CommitDurablyAsync(second)).Position);

        await AssertHoldsAsync(driver, Rules, first, second);
    }

    [ContractFact]
    public async Task Commit_WhenDurable_IsThereAfterACrash()
    {
        var driver = await OpenAsync();
        var commits = new List<Commit>();
        for (var round = 0; round < 3; round++)
        {
            var commit = JournalDriver.Commit(Rules, 2 * round, $"r{round}", "x");
            await driver.CommitDurablyAsync(commit);
            commits.Add(commit);

            driver = await CrashAndOpenAsync(driver);

            await AssertHoldsAsync(driver, Rules, [.. commits]);
            await AssertWithoutGapsAsync(driver, Rules.Partition);
        }
    }

    [ContractFact]
    public async Task Commit_WhenItsBufferChangesAfterTheOutcome_StaysAsItWas()
    {
        var driver = await OpenAsync();
        byte[] buffer = [1, 2, 3];
        await driver.CommitDurablyAsync(new Commit(Rules, 0, JournalDriver.At, [buffer]));
        buffer.AsSpan().Fill(9);

        await AssertHoldsAsync(driver, Rules, new Commit(Rules, 0, JournalDriver.At, [new byte[] { 1, 2, 3 }]));
    }

    [ContractFact]
    public async Task Commits_WhenSeveralOfOneStreamAreInFlight_BecomeDurableInOrder()
    {
        var driver = await OpenAsync();
        Commit[] commits = [.. Enumerable.Range(0, 40).Select(each => JournalDriver.Commit(Rules, 2 * each, $"{each}", "and"))];
        List<long> tickets = [];
        foreach (var commit in commits)
        {
            tickets.Add(await driver.SubmitAsync(commit));
        }

        var outcomes = await driver.DrainAsync();

        Assert.Equal(tickets, outcomes.Select(outcome => outcome.Ticket));
        Assert.All(outcomes, outcome => Assert.Equal(CommitResult.Durable, outcome.Result));
        Assert.Equal(Enumerable.Range(1, 40).Select(each => (long)each), outcomes.Select(outcome => outcome.Position));
        await AssertHoldsAsync(driver, Rules, commits);
    }

    [ContractFact]
    public async Task Commits_WhenOfManyStreams_HaveTheirOutcomesInOrderPerStream()
    {
        var driver = await OpenAsync();
        StreamId[] streams = [.. Enumerable.Range(0, 30).Select(Account), Rules, Fund, Bitcoin];
        Dictionary<StreamId, List<long>> tickets = streams.ToDictionary(stream => stream, _ => new List<long>());
        for (var round = 0; round < 5; round++)
        {
            foreach (var stream in streams)
            {
                tickets[stream].Add(await driver.SubmitAsync(JournalDriver.Commit(stream, round, $"{stream} {round}")));
            }
        }

        var outcomes = await driver.DrainAsync();

        Assert.Equal(5 * streams.Length, outcomes.Count);
        Assert.All(outcomes, outcome => Assert.Equal(CommitResult.Durable, outcome.Result));
        foreach (var stream in streams)
        {
            Assert.Equal(tickets[stream], outcomes.Where(outcome => outcome.Stream == stream).Select(outcome => outcome.Ticket));
            await AssertHoldsAsync(driver, stream, [.. Enumerable.Range(0, 5).Select(round => JournalDriver.Commit(stream, round, $"{stream} {round}"))]);
        }

        for (var partition = 0; partition < StreamId.Partitions; partition++)
        {
            await AssertWithoutGapsAsync(driver, partition);
        }
    }

    [ContractFact]
    public async Task Outcome_WhenDurable_NamesThePositionWhereTheEntryIsRead()
    {
        var driver = await OpenAsync();
        for (var each = 0; each < 20; each++)
        {
            await driver.SubmitAsync(JournalDriver.Commit(each % 2 == 0 ? Rules : Fund, each / 2, $"{each}"));
        }

        foreach (var outcome in await driver.DrainAsync())
        {
            var entry = Assert.Single(await driver.ReadPartitionAsync(Rules.Partition, outcome.Position - 1, 1));
            Assert.Equal((outcome.Position, outcome.Stream), (entry.Position, entry.Stream));
            Assert.Equal($"{outcome.Ticket - 1}", System.Text.Encoding.UTF8.GetString(entry.Records[0].Span));
        }
    }

    [ContractFact]
    public async Task Commit_WhenTheJournalIsFull_IsRefusedAndNothingHappens()
    {
        var driver = await OpenAsync();
        var taken = 0;
        while (driver.Journal.TrySubmit(taken, JournalDriver.Commit(Account(taken), 0, "x")))
        {
            taken++;
            Assert.True(taken <= Harness.InFlightLimit, $"{taken} commits were taken without an outcome being collected");
        }

        Assert.True(driver.Journal.IsBusy);
        var outcomes = await driver.DrainAsync();

        Assert.Equal(Enumerable.Range(0, taken).Select(each => (long)each), outcomes.Select(outcome => outcome.Ticket).Order());
        Assert.All(outcomes, outcome => Assert.Equal(CommitResult.Durable, outcome.Result));
        Assert.Equal(taken, driver.Journal.Heads().Count);
        Assert.Equal(0, driver.Journal.HeadOf(Account(taken)).Version);
        Assert.True(driver.Journal.TrySubmit(-1, JournalDriver.Commit(Account(taken), 0, "x")));
        Assert.Equal(CommitResult.Durable, (await driver.OutcomeOfAsync(-1)).Result);
    }

    [ContractFact]
    public async Task Commit_WhenItCannotBeJournaled_ThrowsAndNothingHappens()
    {
        var driver = await OpenAsync();
        Commit[] wrong =
        [
            JournalDriver.Commit(Rules, 0),
            JournalDriver.Commit(Rules, -1, "x"),
            JournalDriver.Commit(default, 0, "x"),
            JournalDriver.Commit(StreamId.Register("\uD800"), 0, "x"),
        ];

        Assert.All(wrong, commit => Assert.ThrowsAny<ArgumentException>(() => driver.Journal.TrySubmit(1, commit)));

        Assert.False(driver.Journal.IsBusy);
        Assert.Empty(await driver.DrainAsync());
        Assert.Empty(driver.Journal.Heads());
    }

    [ContractFact]
    public async Task Commit_WhenOfAnySize_IsReadAsItWasSubmitted()
    {
        var driver = await OpenAsync();
        byte[] large = new byte[1024 * 1024];
        new Random(7).NextBytes(large);
        Commit[] commits =
        [
            new(Rules, 0, JournalDriver.At, [new byte[] { 0 }]),
            new(Rules, 1, JournalDriver.At, [large]),
            new(Rules, 2, JournalDriver.At, [.. Enumerable.Range(0, 10_000).Select(each => (ReadOnlyMemory<byte>)BitConverter.GetBytes(each))]),
            new(Rules, 10_002, JournalDriver.At, [large.AsMemory(0, 4095), new byte[1], large.AsMemory(1, 4096), large.AsMemory(2, 4097)]),
            new(Rules, 10_006, JournalDriver.At, [.. Enumerable.Repeat((ReadOnlyMemory<byte>)large, 7)]),
        ];
        foreach (var commit in commits)
        {
            await driver.CommitDurablyAsync(commit);
        }

        await AssertHoldsAsync(driver, Rules, commits);
        await AssertHoldsAsync(await CrashAndOpenAsync(driver), Rules, commits);
    }

    [ContractFact]
    public async Task Commit_WhenBeyondTheLimit_FailsInItsTurnAndNothingIsWritten()
    {
        var driver = await OpenAsync();
        var before = JournalDriver.Commit(Rules, 0, "before");
        await driver.SubmitAsync(before);
        await driver.SubmitAsync(new Commit(Rules, 1, JournalDriver.At, [new byte[9 * 1024 * 1024]]));
        await driver.SubmitAsync(JournalDriver.Commit(Rules, 2, "behind"));

        var outcomes = await driver.DrainAsync();

        Assert.Equal([1L, 2L, 3L], outcomes.Select(outcome => outcome.Ticket));
        Assert.Equal([CommitResult.Durable, CommitResult.Failed], outcomes.Take(2).Select(outcome => outcome.Result));
        Assert.Contains(outcomes[2].Result, new[] { CommitResult.Fenced, CommitResult.Failed });
        Assert.True(driver.Journal.Health.IsSound);
        await AssertHoldsAsync(driver, Rules, before);
    }
}
