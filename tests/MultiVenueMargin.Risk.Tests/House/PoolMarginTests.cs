using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;

namespace MultiVenueMargin.Risk.Tests.House;

/// <summary>MARGIN §6: a pool as a whole, and what is reported of it.</summary>
public sealed class PoolMarginTests
{
    [Fact]
    public void MaintenanceMargin_IsUnitsLessCreditPlusBorrowTrapAndOrders()
    {
        // 16 000 + 16 000 − 4 800 + 20 000 + 40 + 16 000.
        var pool = Desk.At("A").Priced("BTC", 100_000m).Priced("ETH", 4_000m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: 1m)
            .Perp("ETH-PERP", mark: 4_000m, quantity: -25m)
            .Correlated("BTC", "ETH", 0.8, 0.6)
            .VenueSays(equity: 60m, maintenance: 100m)
            .Bid("BTC-PERP", 1m, 100_000m)
            .AndAt("B").Owes("USDC", 1_000_000m)
            .WithScanAlone().Pool();
        Assert.Equal(63_240m, pool.MaintenanceMargin.Amount);
        Assert.Equal(1.25m * 63_240m, pool.InitialMargin.Amount);
    }

    [Fact]
    public void Report_GivesRatiosDeltasAndExcess()
    {
        // Equity 24 000 ± 800 on an MM of 16 000 and an IM of 20 000.
        var pool = Desk.At("A").Holds("USD", 24_000m).Priced("BTC", 100_000m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: 1m)
            .Quoted("BTC-PERP", mark => mark with { Confidence = new Rate(0.004m) })
            .WithScanAlone().Pool();
        Assert.Equal((1.45m, 1.5m, 1.55m), (pool.Ratio.Worst, pool.Ratio.Likely, pool.Ratio.Best));
        Assert.Equal(7_200m, pool.SolvencyDelta.Amount);
        Assert.Equal(3_200m, pool.ExcessOverInitial.Amount);
        Assert.Equal(MarginState.Notice, pool.State);
    }

    [Fact]
    public void Report_WithoutARequirement_HasNoRatio()
    {
        var pool = Desk.At("A").Holds("USD", 24_000m).Pool();
        Assert.Null(pool.Ratio.Worst);
        Assert.Equal(MarginState.Healthy, pool.State);
    }

    [Fact]
    public void Pools_AreMarginedAlone()
    {
        // Long in one and short in the other: nothing nets, and the cross pool comes first.
        var report = Desk.At("A").Priced("BTC", 100_000m)
            .InPool("arb").Perp("BTC-PERP", mark: 100_000m, quantity: -1m)
            .InPool("cross").Position("BTC-PERP", 1m)
            .WithScanAlone().Evaluate();
        Assert.Equal(
            [("cross", 16_000m), ("arb", 16_000m)], report.Pools.Select(pool => (pool.Pool.Code, pool.MaintenanceMargin.Amount)));
    }

    [Fact]
    public void Units_AreAddedAndNotNetted() => Assert.Equal(
        16_000m + 20_000m,
        Desk.At("A").Priced("BTC", 100_000m).Priced("SOL", 100m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: 1m).Perp("SOL-PERP", mark: 100m, quantity: -1_000m)
            .WithScanAlone().Pool().MaintenanceMargin.Amount);

    [Fact]
    public void CallAmount_OfAnExpiredCallThatLacksNothing_IsNothing()
    {
        var pool = Desk.At("A").Holds("USD", 20_800m).Priced("BTC", 100_000m).WithExpiredCall()
            .Perp("BTC-PERP", mark: 100_000m, quantity: 1m).WithScanAlone().Pool();
        Assert.Equal(MarginState.Restricted, pool.State);
        Assert.Equal(0m, pool.CallAmount.Amount);
    }

    [Theory]
    [InlineData(20_800, MarginState.Healthy, 0)]
    [InlineData(18_000, MarginState.Healthy, 2_800)] // 1.30·16 000 − 18 000.
    [InlineData(20_000, MarginState.Call, 1_000)] // 800 are missing: the minimum transfer.
    [InlineData(19_800, MarginState.Call, 1_000)]
    [InlineData(19_799, MarginState.Call, 1_001)]
    [InlineData(20_000, MarginState.Healthy, 0)] // Notice only.
    public void CallAmount_FromCallOn_RestoresTheTargetOrIsTheMinimum(int equity, MarginState prior, int expected)
    {
        var pool = Desk.At("A").Holds("USD", equity).Priced("BTC", 100_000m).Was(prior)
            .Perp("BTC-PERP", mark: 100_000m, quantity: 1m).WithScanAlone().Pool();
        Assert.Equal(expected, pool.CallAmount.Amount);
        Assert.Equal(Math.Max(0, 20_800 - equity), pool.ShortfallToTarget.Amount);
    }
}
