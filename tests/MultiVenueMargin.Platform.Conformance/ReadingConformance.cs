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
        var far = Street.Platform.WaitFiguresAsync(long.MaxValue, cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => far);
    }

    [Fact]
    public async Task Figures_WhenReadLate_AreTheNewestOnly()
    {
        await WorkAsync();
        await Street.PriceAsync(90_000m);
        await Street.PriceAsync(91_000m);

        var page = await Street.Platform.ReadFiguresAsync(0, null, 100, CancellationToken.None);

        var figures = Assert.Single(page.Figures, each => each.Account == Street.Main);
        var view = await Street.MarginAsync(Street.Main);
        Assert.Equal(view.Report.PoolOf(PoolId.Cross).MaintenanceMargin, Assert.Single(figures.Pools).MaintenanceMargin);
        Assert.Empty((await Street.Platform.ReadFiguresAsync(page.Next, null, 100, CancellationToken.None)).Figures);
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
