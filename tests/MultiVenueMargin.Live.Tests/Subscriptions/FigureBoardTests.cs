using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Live.Subscriptions;

namespace MultiVenueMargin.Live.Tests.Subscriptions;

public sealed class FigureBoardTests
{
    private const long Run = 7;
    private static readonly TimeSpan WatchFor = TimeSpan.FromSeconds(10);

    [Fact]
    public void Figures_WhenChangedOften_AreReadOnceAndNewest()
    {
        var board = new FigureBoard(10, Run, WatchFor);
        for (var equity = 1; equity <= 100; equity++)
        {
            board.Publish(Of("a", equity));
        }

        var page = board.Read(FigureMark.Beginning, null, 10);

        Assert.Equal(100m, Assert.Single(Assert.Single(page.Figures).Pools).WorstEquity.Amount);
        Assert.Empty(board.Read(page.Next, null, 10).Figures);
    }

    [Fact]
    public void Figures_WhenReadInPagesWhileTheyChange_AreAllSeenInTheEnd()
    {
        var (board, random) = (new FigureBoard(10, Run, WatchFor), new Random(20_261_121));
        var (seen, mark, newest) = (new Dictionary<AccountId, decimal>(), FigureMark.Beginning, new Dictionary<AccountId, decimal>());
        for (var round = 0; round < 2_000; round++)
        {
            var figures = Of($"account-{random.Next(50)}", random.Next(1, 1_000));
            board.Publish(figures);
            newest[figures.Account] = figures.Pools[0].WorstEquity.Amount;
            if (random.Next(4) == 0)
            {
                Read(random.Next(1, 8));
            }
        }

        while (Read(7) > 0)
        {
        }

        Assert.Equal(newest.OrderBy(entry => entry.Key), seen.OrderBy(entry => entry.Key));

        int Read(int max)
        {
            var page = board.Read(mark, null, max);
            mark = page.Next;
            foreach (var each in page.Figures)
            {
                seen[each.Account] = each.Pools[0].WorstEquity.Amount;
            }

            return page.Figures.Count;
        }
    }

    [Fact]
    public void Figures_WhenValuedAnewAndTheSame_RingForNobody()
    {
        var board = new FigureBoard(10, Run, WatchFor);
        board.Publish(Of("a", 5));
        var page = board.Read(FigureMark.Beginning, null, 10);
        var waiting = board.WaitBeyond(page.Next, null, CancellationToken.None);

        board.Publish(Of("a", 5) with { Market = new MarketStamp(7, World.Start) });
        Assert.False(waiting.IsCompleted);
        Assert.Equal(7, board.Find(new AccountId(new InstitutionId("f"), "a"))!.Market.Position);

        board.Publish(Of("a", 6));
        Assert.True(waiting.IsCompletedSuccessfully);
    }

    [Fact]
    public void Wait_WhenThereIsNoFurtherPlace_RingsForTheOldestForNothing()
    {
        var board = new FigureBoard(2, Run, WatchFor);
        board.Publish(Of("a", 5));
        var mark = board.Read(FigureMark.Beginning, null, 10).Next;
        var first = board.WaitBeyond(mark, null, CancellationToken.None);
        var second = board.WaitBeyond(mark, null, CancellationToken.None);
        Assert.False(first.IsCompleted);

        var third = board.WaitBeyond(mark, null, CancellationToken.None);

        // There are two places: the one that waited longest gave way.
        Assert.True(first.IsCompletedSuccessfully);
        Assert.False(second.IsCompleted || third.IsCompleted);
        board.Publish(Of("a", 6));
        Assert.True(second.IsCompletedSuccessfully && third.IsCompletedSuccessfully);
    }

    /// <summary>A thousand who each watch an account of their own must not all be woken by each of a thousand changes.</summary>
    [Fact]
    public async Task Wait_OfNamedAccounts_IsRungByTheseAndByNoOther()
    {
        var board = new FigureBoard(10, Run, WatchFor);
        board.Publish(Of("a", 5));
        var mark = board.Read(FigureMark.Beginning, null, 10).Next;
        AccountId[] ofB = [Of("b", 0).Account], ofBoth = [Of("a", 0).Account, Of("b", 0).Account, Of("a", 0).Account];
        using var cancellation = new CancellationTokenSource();
        var cancelled = board.WaitBeyond(mark, ofB, cancellation.Token);
        var (any, b, both) = (board.WaitBeyond(mark, null, default), board.WaitBeyond(mark, ofB, default), board.WaitBeyond(mark, ofBoth, default));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        board.Publish(Of("a", 6));
        Assert.True(any.IsCompletedSuccessfully && both.IsCompletedSuccessfully);
        Assert.False(b.IsCompleted);
        Assert.False(board.WaitBeyond(mark, ofB, default).IsCompleted);
        Assert.True(board.WaitBeyond(mark, ofBoth, default).IsCompletedSuccessfully);

        board.Publish(Of("b", 5));
        Assert.True(b.IsCompletedSuccessfully);
        Assert.True(board.WaitBeyond(mark, ofB, default).IsCompletedSuccessfully);
    }

    /// <summary>Also where the later run has come less far, or not yet anywhere.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Mark_OfAnotherRun_GivesAllAndSaysThatItIsTheFirst(int figures)
    {
        var before = new FigureBoard(10, Run, WatchFor);
        for (var equity = 1; equity <= 3; equity++)
        {
            before.Publish(Of("a", equity));
        }

        var mark = before.Read(FigureMark.Beginning, null, 10).Next;
        var after = new FigureBoard(10, Run - 1, WatchFor);
        for (var number = 1; number <= figures; number++)
        {
            after.Publish(Of($"account-{number}", 5));
        }

        var (seen, first) = (0, after.Read(mark, null, 2));
        Assert.True(first.IsFirst);
        Assert.Equal(figures > 0, after.WaitBeyond(mark, null, CancellationToken.None).IsCompleted);
        for (var page = first; ; page = after.Read(page.Next, null, 2))
        {
            Assert.Equal(figures == 0 || ReferenceEquals(page, first), page.IsFirst);
            seen += page.Figures.Count;
            if (page.IsEnd)
            {
                break;
            }
        }

        Assert.Equal(figures, seen);
    }

    [Fact]
    public void Mark_WhenItIsNone_IsRefusedByName()
    {
        var board = new FigureBoard(10, Run, WatchFor);
        board.Publish(Of("a", 5));
        var ahead = new FigureBoard(10, Run, WatchFor);
        ahead.Publish(Of("a", 5));
        ahead.Publish(Of("a", 6));
        var beyond = ahead.Read(FigureMark.Beginning, null, 10).Next;

        foreach (var mark in new[] { new FigureMark("f."), new FigureMark("f.?"), new FigureMark("AQAA"), new FigureMark("0"), beyond })
        {
            Assert.Equal(Refusal.CursorInvalid, Assert.Throws<RefusedException>(() => board.Read(mark, null, 10)).Reason);
            Assert.Throws<RefusedException>(() => { _ = board.WaitBeyond(mark, null, CancellationToken.None); });
        }
    }

    [Fact]
    public void Figures_OfNamedAccounts_AreTheirsOnly()
    {
        var board = new FigureBoard(10, Run, WatchFor);
        board.Publish(Of("a", 5));
        board.Publish(Of("b", 5));
        var named = new AccountId(new InstitutionId("f"), "b");

        Assert.Equal(named, Assert.Single(board.Read(FigureMark.Beginning, [named, named], 10).Figures).Account);
    }

    private static AccountFigures Of(string name, int equity)
    {
        var figures = new PoolFigures(
            PoolId.Cross, new Usd(equity), new Usd(equity), new Usd(equity), new Usd(1m), new Usd(1m), Usd.Zero, Usd.Zero, MarginState.Healthy, MarginState.Healthy);
        return new AccountFigures(new AccountId(new InstitutionId("f"), name), 1, default, new RuleVersion("r"), [figures]);
    }
}
