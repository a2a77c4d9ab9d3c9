using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Live.Subscriptions;

namespace MultiVenueMargin.Live.Tests.Subscriptions;

public sealed class FigureBoardTests
{
    private static readonly DateTimeOffset Start = World.Start;

    [Fact]
    public void Figures_WhenChangedOften_AreReadOnceAndNewest()
    {
        var board = new FigureBoard(10, Start);
        for (var equity = 1; equity <= 100; equity++)
        {
            board.Publish(Of("a", equity));
        }

        var page = board.Read(0, null, 10);

        Assert.Equal(100m, Assert.Single(Assert.Single(page.Figures).Pools).WorstEquity.Amount);
        Assert.Empty(board.Read(page.Next, null, 10).Figures);
    }

    [Fact]
    public void Figures_WhenReadInPagesWhileTheyChange_AreAllSeenInTheEnd()
    {
        var (board, random) = (new FigureBoard(10, Start), new Random(20_261_121));
        var (seen, mark, newest) = (new Dictionary<AccountId, decimal>(), 0L, new Dictionary<AccountId, decimal>());
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
            Assert.True(page.Next >= mark);
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
        var board = new FigureBoard(10, Start);
        board.Publish(Of("a", 5));
        var page = board.Read(0, null, 10);
        var waiting = board.WaitBeyond(page.Next, CancellationToken.None);

        board.Publish(Of("a", 5) with { Market = new MarketStamp(7, Start) });
        Assert.False(waiting.IsCompleted);
        Assert.Equal(7, board.Find(new AccountId(new InstitutionId("f"), "a"))!.Market.Position);

        board.Publish(Of("a", 6));
        Assert.True(waiting.IsCompletedSuccessfully);
    }

    [Fact]
    public void Wait_BeyondAMarkThatIsNotReached_GoesOn()
    {
        var board = new FigureBoard(2, Start);
        var far = board.WaitBeyond(long.MaxValue, CancellationToken.None);

        board.Publish(Of("a", 5));
        Assert.False(far.IsCompleted);
        board.WaitBeyond(long.MaxValue, CancellationToken.None);
        board.WaitBeyond(long.MaxValue, CancellationToken.None);

        // There are two places: the one that waited longest gave way, and was rung for nothing.
        Assert.True(far.IsCompletedSuccessfully);
    }

    [Fact]
    public void Mark_OfAnEarlierStart_GivesAll()
    {
        var before = new FigureBoard(10, Start);
        before.Publish(Of("a", 5));
        var mark = before.Read(0, null, 10).Next;
        var after = new FigureBoard(10, Start.AddSeconds(1));
        after.Publish(Of("a", 5));

        Assert.Single(after.Read(mark, null, 10).Figures);
    }

    [Fact]
    public void Figures_OfNamedAccounts_AreTheirsOnly()
    {
        var board = new FigureBoard(10, Start);
        board.Publish(Of("a", 5));
        board.Publish(Of("b", 5));
        var named = new AccountId(new InstitutionId("f"), "b");

        Assert.Equal(named, Assert.Single(board.Read(0, [named, named], 10).Figures).Account);
    }

    private static AccountFigures Of(string name, int equity)
    {
        var figures = new PoolFigures(
            PoolId.Cross, new Usd(equity), new Usd(equity), new Usd(equity), new Usd(1m), new Usd(1m), Usd.Zero, Usd.Zero, MarginState.Healthy, MarginState.Healthy);
        return new AccountFigures(new AccountId(new InstitutionId("f"), name), 1, default, new RuleVersion("r"), [figures]);
    }
}
