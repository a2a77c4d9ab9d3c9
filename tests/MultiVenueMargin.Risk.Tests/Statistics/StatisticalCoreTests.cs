using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using static MultiVenueMargin.Risk.Tests.Textbook;

namespace MultiVenueMargin.Risk.Tests.Statistics;

/// <summary>
/// MARGIN §4 on a book. Days of ±1 % all alike make every forecast 1 % and every scaling 1, so that a bad day is
/// e^{−√2·0.01} − 1 over two days.
/// </summary>
public sealed class StatisticalCoreTests
{
    private static readonly double[] Steady = [0.01, -0.01, 0.01, -0.01];
    private static readonly double[] Still = [0, 0, 0, 0];
    private static readonly double BadDay = 1 - Math.Exp(-Math.Sqrt(2) * 0.01);
    private static readonly double GoodDay = Math.Exp(Math.Sqrt(2) * 0.01) - 1;

    [Theory]
    [InlineData(1, 1.0, 1.0)] // max(1, ⌈0.005⌉)
    [InlineData(200, 200.0, 198.0)] // k = ⌈1⌉ = 1 and 5: mean of 196…200
    [InlineData(201, 200.0, 198.5)] // k = ⌈1.005⌉ = 2 and ⌈5.025⌉ = 6: mean of 196…201
    [InlineData(400, 399.0, 395.5)] // 2 and 10: mean of 391…400
    [InlineData(1_000, 996.0, 988.0)] // 5 and 25 exactly: mean of 976…1000
    public void Tail_TakesTheKthLargestLossAndTheMeanOfTheKLargest(int scenarios, double valueAtRisk, double shortfall)
    {
        var profits = Enumerable.Range(1, scenarios).Select(loss => (double)-loss).ToArray();
        Assert.Equal(((decimal)valueAtRisk, (decimal)shortfall), StatisticalCore.Tail(profits, new StatisticalRules()));
    }

    [Fact]
    public void Core_OfALong_IsItsBadDayWithTheBuffer()
    {
        var report = Long(1m).History("BTC", Steady, Still, longRun: 0.01).Unit("BTC").Statistical!;
        AssertNear(100_000 * BadDay, report.Historical.Amount);
        AssertNear(100_000 * BadDay, report.LongRun.Amount);
        Assert.Equal(0m, report.Stress.Amount);
        Assert.Equal(1m, report.BufferShare);

        // raw = 0.75·H + 0.25·max(H, 0); ·(1 + 0.25·1).
        AssertNear(1.25 * 100_000 * BadDay, report.Amount.Amount);
    }

    [Fact]
    public void Core_OfAShort_IsItsGoodDay() => AssertNear(
        100_000 * GoodDay, Long(-1m).History("BTC", Steady, Still, longRun: 0.01).Unit("BTC").Statistical!.Historical.Amount);

    [Fact]
    public void Core_WithStress_WeighsItAQuarter()
    {
        // The worst of the set for a long is −30 %, as log return; a rise and a small fall are not.
        var report = Long(1m).History(
            "BTC", Steady, Still, longRun: 0.01, new StressMove(0.5, 0), new StressMove(-0.3, 0),
            new StressMove(-0.1, 0)).Unit("BTC").Statistical!;
        var stress = 100_000 * (1 - Math.Exp(-0.3));
        AssertNear(stress, report.Stress.Amount);
        AssertNear(1.25 * ((0.75 * 100_000 * BadDay) + (0.25 * stress)), report.Amount.Amount);
    }

    [Fact]
    public void Core_WhenStressIsMild_IsNotReducedByIt()
    {
        var report = Long(1m).History("BTC", Steady, Still, longRun: 0.01, new StressMove(-0.001, 0)).Unit("BTC").Statistical!;
        AssertNear(1.25 * 100_000 * BadDay, report.Amount.Amount);
    }

    [Fact]
    public void Core_WhenTheLongRunIsWilder_IsThatOfTheLongRun()
    {
        // σ 1.5 % instead of 1 %.
        var report = Long(1m).History("BTC", Steady, Still, longRun: 0.015).Unit("BTC").Statistical!;
        var longRun = 100_000 * (1 - Math.Exp(-Math.Sqrt(2) * 0.015));
        AssertNear(longRun, report.LongRun.Amount);
        AssertNear(1.25 * longRun, report.Amount.Amount);
    }

    [Fact]
    public void Core_WithAReleasedBuffer_AddsLess()
    {
        // A hundred days of −1 %, three of −10 %: b = 0.4, and the worst days bind whatever they scale to.
        double[] price = [.. Enumerable.Repeat(-0.01, 100), -0.1, -0.1, -0.1];
        var report = Long(1m).History("BTC", price, new double[103], longRun: 0.001).Unit("BTC").Statistical!;
        Assert.Equal(0.4m, report.BufferShare);
        AssertNear((double)report.Historical.Amount * (1 + (0.25 * 0.4)), report.Amount.Amount);
    }

    [Fact]
    public void Core_OfGainsAlone_IsNothing()
    {
        var report = Long(1m).History("BTC", [0.01, 0.01], [0, 0], longRun: 0.01).Unit("BTC").Statistical!;
        Assert.True(report.ValueAtRisk.Amount < 0);
        Assert.Equal(0m, report.Historical.Amount);
        Assert.Equal(0m, report.Amount.Amount);
    }

    [Fact]
    public void Core_RevaluesOptionsFullyWithoutFloors()
    {
        // One day of −10 % and volatility −20 %: both forecasts are their own size, so nothing is rescaled.
        var report = Desk.At("A").Priced("BTC", 100_000m).Call("BTC-C", days: 73, strike: 100_000m, quantity: 3m, vol: 0.5)
            .History("BTC", [-0.1], [-0.2], longRun: 0.1)
            .Unit("BTC").Statistical!;
        var after = Call(100_000 * Math.Exp(-Math.Sqrt(2) * 0.1), 100_000, 0.5 * Math.Exp(-Math.Sqrt(2) * 0.2), 0.2);
        AssertNear(3 * (Call(100_000, 100_000, 0.5, 0.2) - after), report.Historical.Amount);
    }

    [Fact]
    public void Core_NetsLocationsFullyAndDampensNothing()
    {
        var hedged = Long(1m).AndAt("B").Position("BTC-PERP", -1m).History("BTC", Steady, Still, longRun: 0.01).Unit("BTC");
        Assert.Equal(0m, hedged.Statistical!.Amount.Amount);
        Assert.Equal(6_400m, hedged.Scan.Amount.Amount);
    }

    [Fact]
    public void Core_CountsCoinsAndFreeCollateralLikeTheScan()
    {
        // One day of −10 %: a debt of 0.5 gains, the free coin (1 BTC less the 0.5 that hedges it) pays its first 2 %.
        var unit = Desk.At("A").Priced("BTC", 100_000m).Holds("BTC", 1m).AndAt("B").Owes("BTC", 0.5m)
            .History("BTC", [-0.1], [0], longRun: 0.1).Unit("BTC");
        var fall = 1 - Math.Exp(-Math.Sqrt(2) * 0.1);
        AssertNear(50_000 * (fall - 0.02), unit.Statistical!.Historical.Amount);
    }

    [Fact]
    public void Core_WithoutHistory_IsAbsentAndNamed()
    {
        var pool = Long(1m).Pool();
        Assert.Null(pool.Units[0].Statistical);
        Assert.Equal("BTC", Assert.Single(pool.Omissions, omission => omission.Kind == OmissionKind.HistoryAbsent).Subject);
    }

    [Fact]
    public void Core_OfTheUnit_IsTheLargestOfScanStatisticsAndGrossFloor()
    {
        // SCAN 16 000 against a day of −20 % whose figure is 1.25·(1 − e^{−√2·0.2})·100 000 = 30 796…
        var unit = Long(1m).History("BTC", [-0.2], [0], longRun: 0.2).Unit("BTC");
        AssertNear(1.25 * 100_000 * (1 - Math.Exp(-Math.Sqrt(2) * 0.2)), unit.Core.Amount);
        Assert.Equal(16_000m, Long(1m).History("BTC", Steady, Still, longRun: 0.01).Unit("BTC").Core.Amount);

        // Hedged in one place: SCAN 0, and a quarter per cent of 2·100 000.
        Assert.Equal(500m, Long(1m).Perp("BTC-OTHER", mark: 100_000m, quantity: -1m).Unit("BTC").Core.Amount);
    }

    [Fact]
    public void Joint_AddsUnitsDayByDayFromTheNewest()
    {
        // ETH has two days, BTC three: its last two fall and rise with ETH's. Two bad days in one.
        var report = Long(1m).History("BTC", [0.01, -0.01, 0.01], [0, 0, 0], longRun: 0.01)
            .Priced("ETH", 4_000m).Perp("ETH-PERP", mark: 4_000m, quantity: 25m)
            .History("ETH", [-0.01, 0.01], [0, 0], longRun: 0.01)
            .Evaluate();
        Assert.Equal(2, report.Joint!.Scenarios);
        AssertNear(200_000 * BadDay, report.Joint.ValueAtRisk.Amount);
    }

    [Fact]
    public void Joint_OfOppositeUnits_NetsAndIsNotAdded()
    {
        var desk = Long(1m).History("BTC", Steady, Still, longRun: 0.01)
            .Priced("ETH", 4_000m).Perp("ETH-PERP", mark: 4_000m, quantity: -25m).History("ETH", Steady, Still, longRun: 0.01);
        var report = desk.Evaluate();
        Assert.Equal(0m, report.Joint!.ValueAtRisk.Amount);
        Assert.Equal(
            report.Pools[0].Units.Sum(unit => unit.Requirement.Amount), report.Pools[0].MaintenanceMargin.Amount);
    }

    [Fact]
    public void Joint_WithoutHistory_IsAbsent() => Assert.Null(Long(1m).Evaluate().Joint);

    private static Desk Long(decimal quantity) =>
        Desk.At("A").Priced("BTC", 100_000m).Perp("BTC-PERP", mark: 100_000m, quantity: quantity);
}
