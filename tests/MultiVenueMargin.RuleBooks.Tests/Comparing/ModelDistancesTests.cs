using MultiVenueMargin.Risk.RuleBooks.Comparing;
using MultiVenueMargin.RuleBooks.Tests.Perpetuals;

namespace MultiVenueMargin.RuleBooks.Tests.Comparing;

public sealed class ModelDistancesTests
{
    /// <summary>
    /// 1 BTC bought at 100 000 with 30 000 USDC beside it, a tenth required: after a move x equity is 30 000 + 100 000·x and the
    /// requirement 10 000·(1 + x), which meet at x = −20 000 / 90 000.
    /// </summary>
    [Fact]
    public void Distance_OfALong_IsWhereEquityMeetsTheRequirement()
    {
        var book = Desk.Of(Desk.Held(PerpetualsDesk.BtcUsdc, 1m, entry: 100_000m), Desk.Has(PerpetualsDesk.Usdc, 30_000m));

        var distance = Assert.Single(ModelDistances.Of(new TenPercent(), book));

        Assert.Equal("BTC", distance.Unit.Code);
        Assert.Equal(-20_000m / 90_000m, distance.Down!.Value, 5);
        Assert.Null(distance.Up);
        Assert.Equal(distance.Down, distance.Nearest);
    }

    /// <summary>The same short: 30 000 − 100 000·x against 10 000·(1 + x), which meet at x = 20 000 / 110 000.</summary>
    [Fact]
    public void Distance_OfAShort_LiesAbove()
    {
        var book = Desk.Of(Desk.Held(PerpetualsDesk.BtcUsdc, -1m, entry: 100_000m), Desk.Has(PerpetualsDesk.Usdc, 30_000m));

        var distance = Assert.Single(ModelDistances.Of(new TenPercent(), book));

        Assert.Equal(20_000m / 110_000m, distance.Up!.Value, 5);
        Assert.Null(distance.Down);
    }

    [Fact]
    public void Distance_OfWhatActsAlready_IsNotAsked()
    {
        var book = Desk.Of(Desk.Held(PerpetualsDesk.BtcUsdc, 1m, entry: 100_000m), Desk.Has(PerpetualsDesk.Usdc, 9_999m));

        var compared = Assert.Single(ModelComparison.Of(book, [new TenPercent()]));

        Assert.True(compared.Report.Acts);
        Assert.Empty(compared.Distances);
        Assert.Null(compared.Nearest);
    }

    [Fact]
    public void Distance_WhenItIsNotAskedFor_TakesOneEvaluation()
    {
        var book = Desk.Of(Desk.Held(PerpetualsDesk.BtcUsdc, 1m, entry: 100_000m), Desk.Has(PerpetualsDesk.Usdc, 30_000m));
        var asked = 0;

        var compared = Assert.Single(ModelComparison.Of(book, [new Overheard(() => asked++)], withDistances: false));

        Assert.Equal(1, asked);
        Assert.Empty(compared.Distances);
        Assert.False(compared.Report.Acts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(60)]
    public void Search_WhenItIsStopped_AsksNoFurther(int at)
    {
        var book = Desk.Of(Desk.Held(PerpetualsDesk.BtcUsdc, 1m, entry: 100_000m), Desk.Has(PerpetualsDesk.Usdc, 30_000m));
        using var stop = new CancellationTokenSource();
        var asked = 0;
        var model = new Overheard(() =>
        {
            if (++asked == at)
            {
                stop.Cancel();
            }
        });

        Assert.Throws<OperationCanceledException>(() => ModelComparison.Of(book, [model, model], cancellation: stop.Token));

        Assert.Equal(at, asked);
    }

    [Fact]
    public void Report_WhenEquityIsExactlyTheRequirement_DoesNotAct()
    {
        var book = Desk.Of(Desk.Held(PerpetualsDesk.BtcUsdc, 1m, entry: 100_000m), Desk.Has(PerpetualsDesk.Usdc, 10_000m));

        var report = new TenPercent().Evaluate(book);

        Assert.False(report.Acts);
        Assert.Equal((1m, 0m), (report.Ratio, report.Cushion.Amount));
        Assert.True((report with { Action = new ModelAction("liquidation", 1m, ActsAtTheLine: true) }).Acts);
    }
}
