using MultiVenueMargin.Accounts;

namespace MultiVenueMargin.Journal.Tests.Contract;

public abstract partial class JournalContract
{
    [ContractFact]
    public async Task Reopening_WhenRepeated_ChangesNothing()
    {
        var driver = await OpenAsync();
        Commit[] commits = [.. Enumerable.Range(0, 10).Select(each => JournalDriver.Commit(Account(each), 0, "a", "b"))];
        foreach (var commit in commits)
        {
            await driver.SubmitAsync(commit);
        }

        await driver.DrainAsync();
        var heads = driver.Journal.Heads();
        for (var time = 0; time < 3; time++)
        {
            await driver.UntilAsync(driver.Journal.TryReopen);
            Assert.Equal(heads, driver.Journal.Heads());
            await driver.Journal.DisposeAsync();
            driver = await OpenAsync();
            Assert.Equal(heads, driver.Journal.Heads());
        }

        foreach (var commit in commits)
        {
            await AssertHoldsAsync(driver, commit.Stream, commit);
        }

        await driver.CommitDurablyAsync(JournalDriver.Commit(Account(3), 2, "c"));
    }

    [ContractFact]
    public async Task Commits_WhenACrashComesBeforeTheirOutcome_AreThereWholeOrNotAtAll()
    {
        var driver = await OpenAsync();
        Dictionary<StreamId, List<Commit>> durable = [];
        for (var round = 0; round < 6; round++)
        {
            for (var each = 0; each < 8; each++)
            {
                var stream = Account(each);
                durable.TryAdd(stream, []);
                var version = driver.Journal.HeadOf(stream).Version;
                await driver.SubmitAsync(JournalDriver.Commit(stream, version, "one", "two"));
                await driver.SubmitAsync(JournalDriver.Commit(stream, version + 2, "three", "four", "five"));
            }

            // From not even started to all but collected.
            for (var poll = 0; poll < round; poll++)
            {
                driver.Poll();
                await Harness.PauseAsync();
            }

            driver = await CrashAndOpenAsync(driver);

            foreach (var (stream, commits) in durable)
            {
                foreach (var entry in (await driver.ReadStreamAsync(stream)).Skip(commits.Count))
                {
                    string[] records = (entry.FirstVersion - 1) % 5 == 0 ? ["one", "two"] : ["three", "four", "five"];
                    commits.Add(JournalDriver.Commit(stream, entry.FirstVersion - 1, records));
                }

                // So that every round starts at a multiple of five.
                var version = driver.Journal.HeadOf(stream).Version;
                if (version % 5 == 2)
                {
                    var rest = JournalDriver.Commit(stream, version, "three", "four", "five");
                    await driver.CommitDurablyAsync(rest);
                    commits.Add(rest);
                }

                await AssertHoldsAsync(driver, stream, [.. commits]);
            }
        }

        for (var partition = 0; partition < StreamId.Partitions; partition++)
        {
            await AssertWithoutGapsAsync(driver, partition);
        }
    }

    [ContractFact]
    public async Task Store_WhenItRefuses_LosesNothingDurableAndServesNothingUndecided()
    {
        var driver = await OpenAsync();
        var first = JournalDriver.Commit(Rules, 0, "before");
        await driver.CommitDurablyAsync(first);
        if (!await Harness.TryBreakAsync())
        {
            return;
        }

        // All three may be taken: one that is behind a commit that is not durable must not be durable either.
        Commit[] pending = [JournalDriver.Commit(Rules, 1, "a", "b"), JournalDriver.Commit(Rules, 3, "c"), JournalDriver.Commit(Fund, 0, "f")];
        var taken = pending.TakeWhile((commit, each) => driver.Journal.TrySubmit(1000 + each, commit)).Count();
        var outcomes = (await driver.DrainAsync()).Where(outcome => outcome.Ticket >= 1000).ToArray();
        Assert.Equal(taken, outcomes.Length);
        Assert.All(outcomes, outcome => Assert.Contains(outcome.Result, new[] { CommitResult.Failed, CommitResult.Uncertain }));
        Assert.All(outcomes, outcome => Assert.NotEqual("", outcome.Reason));
        await driver.UntilAsync(() => !driver.Journal.Health.IsSound);
        Assert.False(driver.Journal.TryReopen());

        await Harness.MendAsync();
        await driver.UntilAsync(driver.Journal.TryReopen);
        Assert.True(driver.Journal.Health.IsSound);

        // What failed is not there; what is uncertain may be, in order and whole.
        var rules = outcomes.Where(outcome => outcome.Stream == Rules).TakeWhile(outcome => outcome.Result == CommitResult.Uncertain).Count();
        var there = (await driver.ReadStreamAsync(Rules)).Count - 1;
        Assert.InRange(there, 0, rules);
        Commit[] held = [first, .. pending.Take(there)];
        await AssertHoldsAsync(driver, Rules, held);
        var next = JournalDriver.Commit(Rules, driver.Journal.HeadOf(Rules).Version, "after");
        await driver.CommitDurablyAsync(next);
        await AssertHoldsAsync(await CrashAndOpenAsync(driver), Rules, [.. held, next]);
    }
}
