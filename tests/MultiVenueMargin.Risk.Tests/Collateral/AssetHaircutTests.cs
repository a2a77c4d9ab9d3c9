namespace MultiVenueMargin.Risk.Tests.Collateral;

/// <summary>MARGIN §2: h_a, the average rate over the tiers of everything the account holds of an asset.</summary>
public sealed class AssetHaircutTests
{
    [Theory]
    [InlineData("USD", 0.0)]
    [InlineData("USDC", 0.005)]
    [InlineData("USDT", 0.01)]
    [InlineData("DAI", 0.02)]
    [InlineData("EUR", 0.08)]
    [InlineData("WBTC", 0.05)]
    [InlineData("stETH", 0.075)]
    [InlineData("BNB", 0.15)]
    [InlineData("PEPE", 0.30)]
    public void Haircut_OfAnAssetWithOneTier_IsItsRate(string asset, double rate)
    {
        var line = Desk.At("A").Priced(asset, 1m).Holds(asset, 1_000m).Line($"{asset}@A");
        Assert.Equal((decimal)rate, line.AssetHaircut);
        Assert.Equal(1_000m * (1 - (decimal)rate), line.Counted.Amount);
    }

    [Theory]
    [InlineData("BTC", 500, 10.0)] // 500·2 %
    [InlineData("BTC", 2_000, 10.0 + 75)] // … + 1 500·5 %
    [InlineData("BTC", 5_000, 10.0 + 75 + 300)] // … + 3 000·10 %
    [InlineData("BTC", 6_000, 10.0 + 75 + 300 + 200)] // … + 1 000·20 %
    [InlineData("ETH", 60_000, 150.0 + 900 + 3_600 + 2_500)] // 5 000·3 % + 15 000·6 % + 30 000·12 % + 10 000·25 %
    [InlineData("SOL", 60_000, 5_000.0 + 2_000)] // 50 000·10 % + 10 000·20 %
    public void Haircut_OverTiers_IsTheirAverageLikeTaxBrackets(string asset, int amount, double taken) =>
        Assert.Equal(
            (decimal)taken / amount, Desk.At("A").Priced(asset, 1m).Holds(asset, amount).Line($"{asset}@A").AssetHaircut);

    [Fact]
    public void Haircut_WhenTheAssetLiesInSeveralPlacesAndPools_IsThatOfAllOfIt()
    {
        // 300 + 200 + 100 = 600 BTC: (500·2 % + 100·5 %)/600 = 2.5 % everywhere.
        var report = Desk.At("A").Priced("BTC", 1m).Holds("BTC", 300m)
            .AndAt("B").Holds("BTC", 200m)
            .InPool("arb").Holds("BTC", 100m)
            .Evaluate();
        Assert.All(report.Pools.SelectMany(pool => pool.Equity.Lines), line => Assert.Equal(0.025m, line.AssetHaircut));
        Assert.Equal(100m * 0.975m, report.Pools[1].Equity.Adjusted.Amount);
    }

    [Fact]
    public void Haircut_WhenTheAssetIsAlsoOwed_LooksAtWhatIsHeldAlone() =>
        Assert.Equal(
            0.025m, Desk.At("A").Priced("BTC", 1m).Holds("BTC", 600m).AndAt("B").Owes("BTC", 300m).Line("BTC@A").AssetHaircut);

    [Fact]
    public void Haircut_IsTakenInUnitsOfTheAssetWhateverItsPrice() =>
        Assert.Equal(0.025m, Desk.At("A").Priced("BTC", 7m).Holds("BTC", 600m).Line("BTC@A").AssetHaircut);
}
