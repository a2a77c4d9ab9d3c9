using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Platform.Conformance;

/// <summary>Streams through the port: ordered, resumable, complete; figures conflated to the newest.</summary>
public abstract class ReadingConformance : PlatformConformance
{
    [Fact]
    public async Task Journal_WhenReadInPages_GivesEveryRecordOnceAndInOrder()
    {
        await WorkAsync();

        var items = await Street.JournalAsync(ReadScope.All);

        foreach (var stream in items.GroupBy(item => item.Stream))
        {
            Assert.Equal(Enumerable.Range(1, stream.Count()).Select(version => (long)version), stream.Select(item => item.Version));
        }

        Assert.Contains(items, item => item.Record is AccountOpened);
    }

    [Fact]
    public async Task Cursor_WhenKeptOverAKill_GoesOnExactlyBehindIt()
    {
        await WorkAsync();
        var cursor = await Street.Platform.EndAsync(CancellationToken.None);
        await RestartAsync();

        await Street.FeedAsync(Street.Main, Street.DeribitMain, Street.Delta(1, 4, Street.Position(7m)));
        var page = await Street.Platform.ReadAsync(
            cursor, ReadScope.All with { Account = Street.Main, Kinds = [StreamKind.Account] }, 100, CancellationToken.None);

        var accepted = Assert.Single(page.Items, item => item.Record is Accounts.Feeds.DeltasAccepted);
        Assert.Equal(4, ((Accounts.Feeds.DeltasAccepted)accepted.Record).LastSequence);
    }

    [Fact]
    public async Task Doorbell_WhenSomethingHappens_Rings()
    {
        await WorkAsync();
        var cursor = await Street.Platform.EndAsync(CancellationToken.None);
        var waiting = Street.Platform.WaitBeyondAsync(cursor, CancellationToken.None).AsTask();

        await Street.FeedAsync(Street.Main, Street.DeribitMain, Street.Delta(1, 4, Street.Position(7m)));
        await Harness.AdvanceAsync(TimeSpan.FromSeconds(1));

        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Wait_WhenCancelled_EndsSo()
    {
        await WorkAsync();
        using var cancellation = new CancellationTokenSource();
        var end = (await Street.Platform.ReadFiguresAsync(FigureMark.Beginning, null, 100, CancellationToken.None)).Next;
        // Of somebody who never has figures: whoever begins to read those of all may have new ones made.
        var far = Street.Platform.WaitFiguresAsync(end, [new AccountId(Street.Main.Institution, "nobody")], cancellation.Token).AsTask();
        Assert.False(far.IsCompleted);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => far);
    }

    [Fact]
    public async Task Figures_WhenReadLate_AreTheNewestOnly()
    {
        await WorkAsync();
        await Street.PriceAsync(90_000m);
        await Street.PriceAsync(91_000m);

        var page = await NewestFiguresAsync();

        var figures = Assert.Single(page.Figures, each => each.Account == Street.Main);
        var view = await Street.MarginAsync(Street.Main);
        Assert.Equal(view.Report.PoolOf(PoolId.Cross).MaintenanceMargin, Assert.Single(figures.Pools).MaintenanceMargin);
        Assert.Empty((await Street.Platform.ReadFiguresAsync(page.Next, null, 100, CancellationToken.None)).Figures);
    }

    /// <summary>A watcher that was away over a restart misses nothing that changed in between: it is given everything, and told so.</summary>
    [Fact]
    public async Task Figures_WhenTheMarkIsOfAnEarlierRun_AreAllGivenAgain()
    {
        await WorkAsync();
        var first = await NewestFiguresAsync();
        Assert.True(first is { IsFirst: true, IsEnd: true });
        var after = await Street.Platform.ReadFiguresAsync(first.Next, null, 100, CancellationToken.None);
        Assert.True(after is { IsFirst: false, IsEnd: true, Figures.Count: 0 });

        for (var run = 0; run < 2; run++)
        {
            await RestartAsync();
            await Harness.AdvanceAsync(TimeSpan.FromSeconds(1));
            await Street.Platform.WaitFiguresAsync(first.Next, null, CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

            var again = await Street.Platform.ReadFiguresAsync(first.Next, null, 100, CancellationToken.None);

            Assert.True(again.IsFirst);
            Assert.Equal(Street.Main, Assert.Single(again.Figures).Account);
            Assert.False((await Street.Platform.ReadFiguresAsync(again.Next, null, 100, CancellationToken.None)).IsFirst);
        }
    }

    /// <summary>What nobody watched may be shown as it was a while ago; it is made anew when somebody begins to read.</summary>
    private async Task<FigurePage> NewestFiguresAsync()
    {
        var newest = (await Street.MarginAsync(Street.Main)).Report.PoolOf(PoolId.Cross);
        for (var attempt = 0; ; attempt++)
        {
            var page = await Street.Platform.ReadFiguresAsync(FigureMark.Beginning, null, 100, CancellationToken.None);
            var shown = page.Figures.Single(each => each.Account == Street.Main).Pools.Single();
            if ((shown.MaintenanceMargin, shown.WorstEquity) == (newest.MaintenanceMargin, newest.Equity.Adjusted))
            {
                return page;
            }

            Assert.True(attempt < 500, $"{shown} is shown, and not {newest.MaintenanceMargin}.");
            await Harness.AdvanceAsync(TimeSpan.FromMilliseconds(20));
        }
    }

    [Fact]
    public async Task Cursor_WhenItIsNoneOrOfAnotherPlatform_IsRefusedByName()
    {
        await WorkAsync();
        await using var other = Create();
        await other.StartAsync();
        var elsewhere = new Street(other);
        await elsewhere.OpenAsync(90_000m);
        var foreign = await elsewhere.Platform.EndAsync(CancellationToken.None);
        var mark = (await Street.Platform.ReadFiguresAsync(FigureMark.Beginning, null, 100, CancellationToken.None)).Next;

        foreach (var cursor in new[] { new Cursor("nonsense"), new Cursor(mark.Text), foreign })
        {
            Assert.Equal(Refusal.CursorInvalid, await ReasonAsync(async () => await Street.Platform.ReadAsync(cursor, ReadScope.All, 10, CancellationToken.None)));
            Assert.Equal(Refusal.CursorInvalid, await ReasonAsync(async () =>
                await Street.Platform.MarginAsOfAsync(Street.Main, new AsOf(cursor, null), null, CancellationToken.None)));
        }

        Assert.Equal(Refusal.CursorInvalid, await ReasonAsync(async () => await Street.Platform.WaitBeyondAsync(new Cursor("nonsense"), CancellationToken.None)));
        Assert.Equal(Refusal.CursorInvalid, await ReasonAsync(async () =>
            await Street.Platform.ReadFiguresAsync(new FigureMark("nonsense"), null, 10, CancellationToken.None)));
        Assert.Equal(Refusal.CursorInvalid, await ReasonAsync(async () =>
            await Street.Platform.WaitFiguresAsync(new FigureMark(foreign.Text), null, CancellationToken.None)));
    }

    [Fact]
    public async Task Account_WhenAskedFor_SaysWhenItWasTakenAndHowOldItsFeedsAre()
    {
        await WorkAsync();
        var heard = Harness.Now;
        await Harness.AdvanceAsync(TimeSpan.FromSeconds(3));

        var view = await Street.ViewAsync(Street.Main);

        Assert.Equal(Harness.Now, view.At);
        Assert.Equal(TimeSpan.FromSeconds(3), view.At - Assert.Single(view.Feeds).HeardAt);
        Assert.Equal(heard + TimeSpan.FromSeconds(3), view.At);
        Assert.Null(await Street.Platform.AccountAsync(new AccountId(Street.Firm, "nobody"), CancellationToken.None));
    }

    [Fact]
    public async Task Scope_WhenOfOneInstitution_ShowsNothingOfAnother()
    {
        await WorkAsync();
        var other = new InstitutionId("RIVAL");
        await Street.DoneAsync(new Accounts.Registers.RegisterInstitution(other, "Rival") { Request = Street.NextRequest(), By = Street.Alice });
        var rival = new AccountId(other, "main");
        await Street.OpenAccountAsync(rival, new VenueAccountId(Street.Binance, "rival"), 1_000m, 0m);

        var items = await Street.JournalAsync(ReadScope.Decisions with { Institution = other });

        Assert.NotEmpty(items);
        Assert.All(items, item => Assert.Equal(rival, item.Stream.Account));
    }

    private async Task WorkAsync()
    {
        await Street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
        for (var sequence = 1; sequence <= 3; sequence++)
        {
            await Street.FeedAsync(Street.Main, Street.DeribitMain, Street.Delta(1, sequence, Street.Position(1m + (sequence / 10m))));
        }
    }
}
