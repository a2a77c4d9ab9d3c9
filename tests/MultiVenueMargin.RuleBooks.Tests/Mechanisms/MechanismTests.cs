using MultiVenueMargin.Risk.RuleBooks.Haircuts;
using MultiVenueMargin.Risk.RuleBooks.Mechanisms;
using MultiVenueMargin.Risk.RuleBooks.Statistical;

namespace MultiVenueMargin.RuleBooks.Tests.Mechanisms;

public sealed class MechanismTests
{
    [Fact]
    public void LiquidationWindow_WhenCalledAgain_TakesOnlyWhatTheWindowHasLeft()
    {
        var window = new LiquidationWindow(Most: 100m, Seconds: 10m);

        Assert.Equal(50m, window.Left(150m, []));
        Assert.Equal(50m, window.Left(50m, [(100m, 0m)]));
        Assert.Equal(50m, window.Left(50m, [(100m, 10m)]));
        Assert.Equal(0m, window.Left(50m, [(100m, 10.1m)]));
        Assert.Equal(-20m, window.Left(-90m, [(30m, 3m), (900m, 11m)]));
    }

    [Fact]
    public void SkewMarket_WhenAPositionIsTwiceAsLarge_IsAskedMoreThanTwice()
    {
        // 10 % + 1 % of 1 000 × 100: 11 000, and 20 % + 1 % of twice that: 42 000; the least margin of a position is on top of either.
        var market = new SkewMarket(SkewScale: 10_000m, InitialFraction: 1m, LeastInitialRatio: 0.01m, MaintenanceScalar: 0.5m, LeastPositionMargin: 7m);

        Assert.Equal(11_007m, market.InitialMargin(-1_000m, 100m));
        Assert.Equal(42_007m, market.InitialMargin(2_000m, 100m));
        Assert.Equal(5_507m, market.MaintenanceMargin(1_000m, 100m));
        Assert.Equal(0m, market.InitialMargin(0m, 100m));
    }

    [Fact]
    public void SkewMarket_WhenAPositionIsOpened_HasLostHalfOfWhatItMoved()
    {
        var market = new SkewMarket(10_000m, 1m, 0m, 1m, 0m);

        Assert.Equal(105m, market.FillPrice(1_000m, 100m));
        Assert.Equal(-5_000m, market.Profit(1_000m, 100m, 100m));
        Assert.Equal(-5_000m, market.Profit(-1_000m, 100m, 100m));
    }

    [Theory]
    [InlineData("10", "0.01")]
    [InlineData("700", "0.028")]
    [InlineData("5000", "0.05")]
    public void SizeHaircut_WhenTheAmountGrows_GrowsWithinItsBounds(string amount, string expected) =>
        Assert.Equal(decimal.Parse(expected), new SizeHaircut(50_000m, 2m, 0.01m, 0.05m).Of(decimal.Parse(amount)));

    [Fact]
    public void ConcentrationAddOn_WhenDaysAreCovered_IsNothing_AndCapped()
    {
        var rule = new ConcentrationAddOn(BaseDays: 2m, PadDays: 0.3m, CapDays: 8m, MostOfMargin: 0.5m);

        Assert.Equal(0m, rule.Of(1_000m, rule.EffectiveDays(1.7m)));
        Assert.Equal(8m, rule.EffectiveDays(100m));

        // √(8/2) − 1 is one whole margin: half of it is the most.
        Assert.Equal(500m, rule.Of(1_000m, 8m));
        Assert.Equal(1_000m, (rule with { MostOfMargin = null }).Of(1_000m, 8m));
    }

    [Fact]
    public void Haircut_WhenHeldTenDays_IsTheTables()
    {
        var table = SupervisoryHaircuts.Shipped;

        Assert.Equal(15m, table.FindPercent("gold"));
        Assert.Null(table.FindPercent("BTC"));
        Assert.Equal(0.15, SupervisoryHaircuts.Rescaled(0.15, 10, 1, (double)table.BaseDays), 1e-15);
    }

    [Fact]
    public void HistoricalTail_WhenTheTailIsNoWholeNumber_RoundsAsAsked()
    {
        var tail = new HistoricalTail([3m, -5m, 1m, -2m, 8m, -9m, 0m]);

        Assert.Equal(2, tail.RankOf(0.2m, TailRank.Ceiling));
        Assert.Equal(1, tail.RankOf(0.2m, TailRank.Floor));
        Assert.Equal(1, tail.RankOf(0.001m, TailRank.Floor));
        Assert.Equal(-5m, tail.Worst(2));
        Assert.Equal(-7m, tail.MeanOfWorst(2));
    }

    [Fact]
    public void HistoricalTail_WhenThereAreNoProfits_RefusesThem() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new HistoricalTail([]));
}
