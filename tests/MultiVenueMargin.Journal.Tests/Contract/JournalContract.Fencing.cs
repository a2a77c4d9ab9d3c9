namespace MultiVenueMargin.Journal.Tests.Contract;

public abstract partial class JournalContract
{
    [ContractFact]
    public async Task Commit_WhenItsVersionIsStale_IsFencedAndNothingIsWritten()
    {
        var driver = await OpenAsync();
        var first = JournalDriver.Commit(Rules, 0, "a", "b");
        await driver.CommitDurablyAsync(first);

        foreach (var stale in new long[] { 0, 1 })
        {
            await AssertFencedAsync(driver, JournalDriver.Commit(Rules, stale, "late"));
        }

        await AssertHoldsAsync(driver, Rules, first);
        await AssertWithoutGapsAsync(driver, Rules.Partition);
    }

    [ContractFact]
    public async Task Commit_WhenItsVersionIsAhead_IsFencedAndNothingIsWritten()
    {
        var driver = await OpenAsync();
        await AssertFencedAsync(driver, JournalDriver.Commit(Rules, 1, "early"));
        var first = JournalDriver.Commit(Rules, 0, "a");
        await driver.CommitDurablyAsync(first);
        await AssertFencedAsync(driver, JournalDriver.Commit(Rules, 2, "early"));
        await AssertFencedAsync(driver, first with { ExpectedVersion = long.MaxValue });

        await AssertHoldsAsync(driver, Rules, first);
        await AssertHoldsAsync(await CrashAndOpenAsync(driver), Rules, first);
    }

    [ContractFact]
    public async Task Commit_WhenSubmittedTwiceAtOnce_IsDurableOnce()
    {
        var driver = await OpenAsync();
        var commit = JournalDriver.Commit(Rules, 0, "a");
        await driver.SubmitAsync(commit);
        await driver.SubmitAsync(commit);

        var outcomes = await driver.DrainAsync();

        Assert.Equal([CommitResult.Durable, CommitResult.Fenced], outcomes.Select(outcome => outcome.Result));
        await AssertHoldsAsync(driver, Rules, commit);
    }

    [ContractFact]
    public async Task Commits_WhenOneIsFenced_ThoseBehindItFailAndOtherStreamsDoNot()
    {
        var driver = await OpenAsync();
        var kept = JournalDriver.Commit(Rules, 0, "kept");
        var others = Enumerable.Range(0, 4).Select(each => JournalDriver.Commit(Fund, each, $"{each}")).ToArray();
        await driver.SubmitAsync(kept);
        await driver.SubmitAsync(others[0]);
        var fenced = await driver.SubmitAsync(JournalDriver.Commit(Rules, 7, "fenced"));
        await driver.SubmitAsync(others[1]);
        long[] behind = [await driver.SubmitAsync(JournalDriver.Commit(Rules, 8, "b", "c")), await driver.SubmitAsync(JournalDriver.Commit(Rules, 10, "d"))];
        await driver.SubmitAsync(others[2]);
        await driver.SubmitAsync(others[3]);

        var outcomes = (await driver.DrainAsync()).ToDictionary(outcome => outcome.Ticket);

        Assert.Equal(CommitResult.Fenced, outcomes[fenced].Result);
        Assert.All(behind, ticket => Assert.Contains(outcomes[ticket].Result, new[] { CommitResult.Fenced, CommitResult.Failed }));
        Assert.All(behind, ticket => Assert.NotEqual("", outcomes[ticket].Reason));
        Assert.Equal(5, outcomes.Values.Count(outcome => outcome.Result == CommitResult.Durable));
        Assert.True(driver.Journal.Health.IsSound);
        await AssertHoldsAsync(driver, Rules, kept);
        await AssertHoldsAsync(driver, Fund, others);
        Assert.Equal(5, (await AssertWithoutGapsAsync(driver, Rules.Partition)).Count);
    }

    [ContractFact]
    public async Task Stream_WhenAWriterWasFenced_TakesWhatIsDecidedOnItsVersion()
    {
        var driver = await OpenAsync();
        var first = JournalDriver.Commit(Rules, 0, "a");
        await driver.CommitDurablyAsync(first);
        await AssertFencedAsync(driver, JournalDriver.Commit(Rules, 4, "early"));

        var second = JournalDriver.Commit(Rules, driver.Journal.HeadOf(Rules).Version, "b");
        await driver.CommitDurablyAsync(second);

        await AssertHoldsAsync(driver, Rules, first, second);
    }

    [ContractFact]
    public async Task Writers_WhenTwoJournalsAreOpenOnOneStore_OneIsFenced()
    {
        var one = await OpenAsync();
        var first = JournalDriver.Commit(Rules, 0, "of one");
        await one.CommitDurablyAsync(first);
        if (await Harness.TryOpenSecondAsync() is not { } second)
        {
            // The store takes one writer at a time: then the first one must be unharmed by the attempt.
            var next = JournalDriver.Commit(Rules, 1, "also of one");
            await one.CommitDurablyAsync(next);
            await AssertHoldsAsync(one, Rules, first, next);
            return;
        }

        var two = new JournalDriver(second, Harness);
        await AssertHoldsAsync(two, Rules, first);
        var byTwo = JournalDriver.Commit(Rules, 1, "of two");
        await two.CommitDurablyAsync(byTwo);
        await AssertFencedAsync(one, JournalDriver.Commit(Rules, 1, "of one, too late"));
        await AssertHoldsAsync(one, Rules, first, byTwo);
        var byOne = JournalDriver.Commit(Rules, 2, "of one, after reading");
        await one.CommitDurablyAsync(byOne);

        await AssertHoldsAsync(two, Rules, first, byTwo, byOne);
        await AssertWithoutGapsAsync(two, Rules.Partition);
        await second.DisposeAsync();
    }

    private static async Task AssertFencedAsync(JournalDriver driver, Commit commit)
    {
        var outcome = await driver.CommitAsync(commit);
        Assert.Equal(CommitResult.Fenced, outcome.Result);
        Assert.Equal(commit.Stream, outcome.Stream);
        Assert.NotEqual("", outcome.Reason);
        Assert.True(driver.Journal.Health.IsSound, driver.Journal.Health.Failure);
    }
}
