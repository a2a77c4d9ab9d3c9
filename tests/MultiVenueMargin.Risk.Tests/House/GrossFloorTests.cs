namespace MultiVenueMargin.Risk.Tests.House;

/// <summary>MARGIN §4 and §5: GROSS_FLOOR and MIN_DELTA, over gross and net Δ$ of risk lines.</summary>
public sealed class GrossFloorTests
{
    [Theory]
    [InlineData("BTC", 0.0025)]
    [InlineData("SOL", 0.005)]
    [InlineData("PEPE", 0.01)]
    public void GrossFloor_IsTheShareOfItsClass(string unit, double share)
    {
        var report = Desk.At("A").Priced(unit, 100m)
            .Perp($"{unit}-PERP", mark: 100m, quantity: 30m).AndAt("B").Position($"{unit}-PERP", -10m)
            .Unit(unit);
        Assert.Equal(4_000m * (decimal)share, report.GrossFloor.Amount.Amount);
    }

    [Fact]
    public void GrossFloor_NetsCoinsAsOneAndLeavesFreeCollateralOut()
    {
        // Short 1.5 at B, 0.5 owed there, 3 held at A: 2 of them hedge. Coins: +200 000 − 50 000; gross 150 000 + 150 000.
        var unit = Desk.At("A").Priced("BTC", 100_000m).Holds("BTC", 3m)
            .AndAt("B").Perp("BTC-PERP", mark: 100_000m, quantity: -1.5m).Owes("BTC", 0.5m)
            .Unit("BTC");
        Assert.Equal(300_000m, unit.GrossDelta);
        Assert.Equal(0m, unit.NetDelta);
        Assert.Equal(750m, unit.GrossFloor.Amount.Amount);

        // One BTC is free, at G = 100 000.
        Assert.Equal(100_000m, unit.AllDelta);
    }

    [Fact]
    public void MinimumDelta_IsTwoPerCentOfNetAndOneOfWhatIsHedged()
    {
        // Gross 400 000, net 200 000, hedged 100 000.
        var unit = Desk.At("A").Priced("BTC", 100_000m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: -3m).AndAt("B").Position("BTC-PERP", 1m)
            .Unit("BTC");
        Assert.Equal(4_000m + 1_000m, unit.MinimumDelta.Amount.Amount);
    }

    [Fact]
    public void Unit_WhenAlmostNothingElseIsRequired_IsMinimumDelta()
    {
        // Hedged in one place in a deep market: the core is 500 (gross floor), LIQ 2·(50 + 0.7·0.04·√1e-6·100 000), CONC 0.
        var unit = Desk.At("A").Priced("BTC", 100_000m).Volume("BTC", 1_000_000m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: 1m)
            .Perp("BTC-OTHER", mark: 100_000m, quantity: -1m)
            .Unit("BTC");
        Assert.Equal(500m, unit.Core.Amount);
        Assert.Equal(2 * (50m + 2.8m), unit.Liquidity.Amount.Amount);
        Assert.Equal(1_000m, unit.Requirement.Amount);
    }
}
