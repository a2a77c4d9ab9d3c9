namespace MultiVenueMargin.Risk.Tests.Collateral;

/// <summary>MARGIN §2: hedge = min(N, (−Δ_x)⁺); the rest is free and bears h_a (2 % for so little BTC).</summary>
public sealed class HedgePartTests
{
    [Fact]
    public void Hedge_AgainstASmallerShort_IsTheSizeOfTheShort()
    {
        var line = Desk.At("A", haircut: 0.01m).Priced("BTC", 100_000m).Holds("BTC", 1m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: -0.5m)
            .Line("BTC@A");

        // e = 99 000, of which 50 000 hedge; 49 000·0.98 is free.
        Assert.Equal(50_000m, line.Hedge.Amount);
        Assert.Equal(50_000m + 48_020m, line.Counted.Amount);
    }

    [Fact]
    public void Hedge_AgainstALargerShort_IsAllThereIs()
    {
        var line = Desk.At("A", haircut: 0.01m).Priced("BTC", 100_000m).Holds("BTC", 1m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: -5m)
            .Line("BTC@A");
        Assert.Equal(99_000m, line.Hedge.Amount);
        Assert.Equal(99_000m, line.Counted.Amount);
    }

    [Fact]
    public void Hedge_WhenTheUnitIsNetLong_IsNothing() => Assert.Equal(0m, Desk.At("A").Priced("BTC", 100_000m).Holds("BTC", 1m)
        .Perp("BTC-PERP", mark: 100_000m, quantity: -0.5m)
        .Perp("BTC-OTHER", mark: 100_000m, quantity: 0.6m)
        .Line("BTC@A").Hedge.Amount);

    [Fact]
    public void Hedge_AgainstADebtOfTheCoin_CountsIt()
    {
        // Short 50 000 and 30 000 owed.
        var desk = Desk.At("A").Priced("BTC", 100_000m).Holds("BTC", 1m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: -0.5m)
            .AndAt("CHAIN").Owes("BTC", 0.3m);
        Assert.Equal(80_000m, desk.Line("BTC@A").Hedge.Amount);
    }

    [Fact]
    public void Hedge_AgainstADebtInAWrappedToken_CountsItToo()
    {
        var desk = Desk.At("A").Priced("BTC", 100_000m).Priced("WBTC", 99_000m).Holds("BTC", 1m)
            .AndAt("CHAIN").Owes("WBTC", 0.5m);
        Assert.Equal(49_500m, desk.Line("BTC@A").Hedge.Amount);
    }

    [Fact]
    public void Hedge_OverSeveralPlaces_IsSharedInProportionToWhatEachCounts()
    {
        // e = 100 000 at A and 2·100 000·(1 − 25 %) = 150 000 at B: 75 000 is shared 2 to 3.
        var desk = Desk.At("A").Priced("BTC", 100_000m).Holds("BTC", 1m)
            .AndAt("B", haircut: 0.25m).Holds("BTC", 2m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: -0.75m);
        Assert.Equal(30_000m, desk.Line("BTC@A").Hedge.Amount);
        Assert.Equal(45_000m, desk.Line("BTC@B").Hedge.Amount);
    }

    [Fact]
    public void Hedge_OfWrappedAndStakedTokens_IsNothing()
    {
        var desk = Desk.At("A").Priced("BTC", 100_000m).Priced("WBTC", 100_000m).Holds("WBTC", 1m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: -5m);
        Assert.Equal(0m, desk.Line("WBTC@A").Hedge.Amount);
        Assert.Equal(95_000m, desk.Line("WBTC@A").Counted.Amount);
    }

    [Fact]
    public void Hedge_InAnotherPool_IsNothing()
    {
        var report = Desk.At("A").Priced("BTC", 100_000m).Holds("BTC", 1m)
            .InPool("arb").Perp("BTC-PERP", mark: 100_000m, quantity: -5m)
            .Evaluate();
        Assert.Equal(0m, Assert.Single(report.Pools[0].Equity.Lines).Hedge.Amount);
    }

    [Fact]
    public void Hedge_IsBeyondTheAssetCap()
    {
        // 300 BTC at 100 000 hedge in full: 30 M, where free BTC would be held to 5 M + 40 % and a part of the rest.
        var desk = Desk.At("A").Priced("BTC", 100_000m).Holds("BTC", 300m).Perp("BTC-PERP", mark: 100_000m, quantity: -300m);
        Assert.Equal(30_000_000m, desk.Line("BTC@A").Counted.Amount);
        Assert.Empty(desk.Equity().Caps);
    }

    [Fact]
    public void Hedge_AtEachEnd_IsFoundFromThePriceThere()
    {
        // u = 1 %: the coin is worth 99 000 / 100 000 / 101 000, all but 500 of it hedges at the best end.
        var line = Desk.At("A").Priced("BTC", 100_000m, confidence: 0.005m).Holds("BTC", 1m)
            .Perp("BTC-PERP", mark: 100_500m, quantity: -1m)
            .Line("BTC@A");
        Assert.Equal(99_000m, line.Counted.Amount);
        Assert.Equal(100_000m, line.CountedLikely.Amount);
        Assert.Equal(100_500m + (500m * 0.98m), line.CountedBest.Amount);
    }

    [Fact]
    public void Hedge_AgainstAShortOption_IsItsDelta()
    {
        // A call struck at 1 has N(d₁) = 1.
        var line = Desk.At("A").Priced("BTC", 100_000m).Holds("BTC", 1m)
            .Call("BTC-C", days: 30, strike: 1m, quantity: -0.4m, vol: 0.5)
            .Line("BTC@A");
        Textbook.AssertNear(40_000, line.Hedge.Amount);
    }
}
