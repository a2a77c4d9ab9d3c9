using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.Tests.House;

/// <summary>MARGIN §6: CREDIT between BTC and ETH.</summary>
public sealed class CreditTests
{
    [Theory]
    [InlineData(0.8, 0.6, 4_800)] // ½·0.6·16 000
    [InlineData(0.5, 0.9, 4_000)] // The lower of the two.
    [InlineData(0.95, 0.9, 6_400)] // 40 % at most.
    [InlineData(0.8, -0.2, 0)]
    public void Credit_OfOppositeUnits_IsHalfTheCorrelationFloorOfTheSmallerDirection(double days250, double stress, int expected)
    {
        var pool = LongBtcShortEth(25m).Correlated("BTC", "ETH", days250, stress).Pool();
        Assert.Equal(expected, pool.Credit.Amount.Amount);
        Assert.Equal(
            pool.Units.Sum(unit => unit.Requirement.Amount) - expected, pool.MaintenanceMargin.Amount);
    }

    [Fact]
    public void Credit_IsOnTheSmallerOfTheTwo()
    {
        // 10 ETH: 16 % of 40 000.
        Assert.Equal(0.3m * 6_400m, LongBtcShortEth(10m).Correlated("ETH", "BTC", 0.8, 0.6).Pool().Credit.Amount.Amount);
    }

    [Fact]
    public void Credit_OfUnitsOfOneSign_IsNothing() =>
        Assert.Equal(0m, LongBtcShortEth(-25m).Correlated("BTC", "ETH", 0.8, 0.6).Pool().Credit.Amount.Amount);

    [Fact]
    public void Credit_UnderTheStressFlag_IsOff() =>
        Assert.Equal(0m, LongBtcShortEth(25m).Correlated("BTC", "ETH", 0.8, 0.6).UnderStress().Pool().Credit.Amount.Amount);

    [Fact]
    public void Credit_WhenNobodyKnowsTheCorrelation_IsNothingAndNamed()
    {
        var pool = LongBtcShortEth(25m).Pool();
        Assert.Equal(0m, pool.Credit.Amount.Amount);
        Assert.Single(pool.Omissions, omission => omission.Kind == OmissionKind.CorrelationAbsent);
    }

    [Fact]
    public void Credit_IsForBtcAndEthAlone() => Assert.Empty(Desk.At("A").Priced("BTC", 100_000m).Priced("SOL", 100m)
        .Perp("BTC-PERP", mark: 100_000m, quantity: 1m).Perp("SOL-PERP", mark: 100m, quantity: -1_000m)
        .Correlated("BTC", "SOL", 0.9, 0.9).Pool().Credit.Items);

    [Fact]
    public void Credit_CountsFreeCoinsInTheDirection()
    {
        // A free coin: Δ$ 100 000 at G and a SCAN of 14 000.
        var pool = Desk.At("A").Priced("BTC", 100_000m).Priced("ETH", 4_000m).Holds("BTC", 1m)
            .Perp("ETH-PERP", mark: 4_000m, quantity: -25m)
            .Correlated("BTC", "ETH", 0.8, 0.6).Pool();
        Assert.Equal(0.3m * 14_000m, pool.Credit.Amount.Amount);
    }

    [Fact]
    public void Credit_IsOnTheDirectionalPartAlone()
    {
        // 1 at A and −0.9 at B: SCAN 16 000 − 0.6·14 400 = 7 360, but Δ$ is 10 000: 16 % of it.
        var pool = LongBtcShortEth(25m).AndAt("B").Position("BTC-PERP", -0.9m).Correlated("BTC", "ETH", 0.8, 0.6).Pool();
        Assert.Equal(7_360m, pool.Units[0].Scan.Amount.Amount);
        Assert.Equal(0.3m * 1_600m, pool.Credit.Amount.Amount);
    }

    [Fact]
    public void Credit_IsOnNoMoreThanTheUnitRequires()
    {
        // A long call that can lose 500.
        var pool = Desk.At("A").Priced("BTC", 100_000m).Priced("ETH", 4_000m)
            .Call("BTC-C", days: 30, strike: 100_000m, quantity: 1m, vol: 0.5, mark: 500m)
            .Perp("ETH-PERP", mark: 4_000m, quantity: -25m)
            .Correlated("BTC", "ETH", 0.8, 0.6).Pool();
        Assert.Equal(0.3m * 500m, pool.Credit.Amount.Amount);
    }

    [Fact]
    public void Credit_IsRoundedDown()
    {
        // 0.3·0.16·0.123456789 = 0.005925925872.
        var pool = Desk.At("A").Priced("BTC", 1m).Priced("ETH", 1m)
            .Perp("BTC-PERP", mark: 0.123456789m, quantity: 1m)
            .Perp("ETH-PERP", mark: 1m, quantity: -1m)
            .Correlated("BTC", "ETH", 0.8, 0.6).Pool();
        Assert.Equal(0.00592592m, pool.Credit.Amount.Amount);
    }

    private static Desk LongBtcShortEth(decimal eth) => Desk.At("A").Priced("BTC", 100_000m).Priced("ETH", 4_000m)
        .Perp("BTC-PERP", mark: 100_000m, quantity: 1m)
        .Perp("ETH-PERP", mark: 4_000m, quantity: -eth);
}
