using static MultiVenueMargin.Risk.Tests.Textbook;

namespace MultiVenueMargin.Risk.Tests.House;

/// <summary>MARGIN §5: BASIS.</summary>
public sealed class BasisTests
{
    [Theory]
    [InlineData("BTC", 30, 0.005)] // 5 %·30/365 = 0.41 % is below the floor.
    [InlineData("BTC", 36.5, 0.005)] // 5 %·0.1: both.
    [InlineData("BTC", 73, 0.01)] // 5 %·0.2.
    [InlineData("SOL", 7.3, 0.01)]
    [InlineData("SOL", 73, 0.03)] // 15 %·0.2.
    [InlineData("PEPE", 7.3, 0.02)]
    [InlineData("PEPE", 73, 0.06)] // 30 %·0.2.
    public void Basis_OfADatedFuture_IsTheFloorOrPerYear(string unit, double days, double rate) => AssertNear(
        100_000 * rate,
        Desk.At("A").Priced(unit, 100m).Future($"{unit}-F", days, mark: 100m, quantity: 1_000m).Unit(unit).Basis.Amount.Amount);

    [Fact]
    public void Basis_OfOneExpiry_NetsFuturesAndOptionsOverVenues()
    {
        // A long future and a call sold at the strike of nothing: Δ$ 100 000 − 60 000.
        var basis = Desk.At("A").Priced("BTC", 100_000m)
            .Future("BTC-F", days: 73, mark: 100_000m, quantity: 1m)
            .AndAt("B").Call("BTC-C", days: 73, strike: 1m, quantity: -0.6m, vol: 0.2, forward: 100_000m)
            .Unit("BTC").Basis;
        AssertNear(40_000 * 0.01, basis.Amount.Amount);
    }

    [Fact]
    public void Basis_OfTwoExpiries_AddsUpWhateverTheirSigns()
    {
        // −100 000·0.01 and +100 000·0.02.
        var basis = Desk.At("A").Priced("BTC", 100_000m)
            .Future("BTC-F1", days: 73, mark: 100_000m, quantity: -1m)
            .Future("BTC-F2", days: 146, mark: 100_000m, quantity: 1m)
            .Unit("BTC").Basis;
        Assert.Equal(3_000m, basis.Amount.Amount);
        Assert.Equal(2, basis.Items.Count);
    }

    [Theory]
    [InlineData("BTC", 0.002)]
    [InlineData("SOL", 0.008)]
    [InlineData("PEPE", 0.008)]
    public void Basis_OfPerpetualsBetweenVenues_IsOnTheSmallerSide(string unit, double rate)
    {
        // A: +100 000 − 20 000 in another contract = +80 000; B: −50 000; C: +10 000. min(90 000, 50 000).
        var basis = Desk.At("A").Priced(unit, 100m)
            .Perp($"{unit}-PERP", mark: 100m, quantity: 1_000m).Perp($"{unit}-OTHER", mark: 100m, quantity: -200m)
            .AndAt("B").Position($"{unit}-PERP", -500m)
            .AndAt("C").Position($"{unit}-PERP", 100m)
            .Unit(unit).Basis;
        Assert.Equal(50_000m * (decimal)rate, basis.Amount.Amount);
    }

    [Fact]
    public void Basis_OfPerpetualsAtOneVenueOrAgainstCoins_IsNothing() => Assert.Equal(0m, Desk.At("A").Priced("BTC", 100_000m)
        .Holds("BTC", 1m)
        .Perp("BTC-PERP", mark: 100_000m, quantity: -2m).Perp("BTC-OTHER", mark: 100_000m, quantity: 1m)
        .Unit("BTC").Basis.Amount.Amount);

    [Fact]
    public void Basis_OfAnExpiredContract_IsNothing() => Assert.Equal(0m, Desk.At("A").Priced("BTC", 100_000m)
        .Future("BTC-F", days: 0, mark: 100_000m, quantity: 1m)
        .Unit("BTC").Basis.Amount.Amount);
}
