using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.Tests.Collateral;

/// <summary>
/// MARGIN §2: u = z·confidence + σ_day·√((age − fresh)⁺ / 1 day). 924 seconds are 864 beyond fresh, a hundredth of a day: its
/// root is 0.1.
/// </summary>
public sealed class UncertaintyTests
{
    private const double Tenth = 924;

    [Fact]
    public void Uncertainty_WhenFresh_IsTwiceTheConfidence() =>
        Assert.Equal(
            0.002m,
            Of(Desk.At("A").Priced("BTC", 100_000m, confidence: 0.001m, ageSeconds: 60).Holds("BTC", 1m, ageSeconds: 60)));

    [Fact]
    public void Uncertainty_WhenThePriceIsOld_GrowsWithTheRootOfItsAge() =>
        Assert.Equal(
            0.002m + (0.04m * 0.1m), Of(Desk.At("A").Priced("BTC", 100_000m, 0.001m, ageSeconds: Tenth).Holds("BTC", 1m)));

    [Fact]
    public void Uncertainty_WhenTheBalanceIsOlder_CountsFromIt() =>
        Assert.Equal(0.04m * 0.1m, Of(Desk.At("A").Priced("BTC", 100_000m, ageSeconds: 100).Holds("BTC", 1m, ageSeconds: Tenth)));

    [Fact]
    public void Uncertainty_OfAStablecoin_HasItsOwnVolatility() =>
        Assert.Equal(0.005m * 0.1m, Of(Desk.At("A").Holds("USDC", 1m, ageSeconds: Tenth)));

    [Fact]
    public void Uncertainty_OfTheHouseCurrency_IsNone() =>
        Assert.Equal(0m, Of(Desk.At("A").Priced("USD", 1m, confidence: 0.01m).Holds("USD", 1m, ageSeconds: Tenth)));

    [Fact]
    public void Uncertainty_UsesTheUnitsVolatility() =>
        Assert.Equal(
            0.07m * 0.1m,
            Of(Desk.At("A").Priced("WBTC", 99_000m).DailyVolatility("BTC", 0.07).Holds("WBTC", 1m, ageSeconds: Tenth)));

    [Fact]
    public void Line_WhenSplit_IsAsOldAsItsOldestPart() =>
        Assert.Equal(0.0005m, Of(Desk.At("A").Holds("USDC", 1m).Holds("USDC", 1m, ageSeconds: Tenth)));

    [Fact]
    public void Ends_OfAnAsset_LieOnBothSidesOfItsPrice()
    {
        var line = Desk.At("A").Priced("EUR", 1m, confidence: 0.005m).Holds("EUR", 1_000m).Line("EUR@A");

        // 1 000·(1 ∓ 0.01)·(1 − 8 %).
        Assert.Equal(910.8m, line.Counted.Amount);
        Assert.Equal(920m, line.CountedLikely.Amount);
        Assert.Equal(929.2m, line.CountedBest.Amount);
    }

    [Fact]
    public void Ends_OfADebt_AreTheOtherWayRoundAndBearNoFactor()
    {
        var line = Desk.At("A", haircut: 0.10m).Priced("EUR", 1m, confidence: 0.005m).Owes("EUR", 1_000m).Line("loan EUR@A");
        Assert.Equal(-1_010m, line.Counted.Amount);
        Assert.Equal(-1_000m, line.CountedLikely.Amount);
        Assert.Equal(-990m, line.CountedBest.Amount);
    }

    [Fact]
    public void Ends_WhenUncertaintyExceedsOne_AreNeverNegativeForAnAssetNorAGiftForADebt()
    {
        var desk = Desk.At("A").Priced("EUR", 1m, confidence: 0.6m).Holds("EUR", 1_000m).Owes("EUR", 500m);
        Assert.Equal(0m, desk.Line("EUR@A").Counted.Amount);
        Assert.Equal(-1_100m, desk.Line("loan EUR@A").Counted.Amount);
        Assert.Equal(0m, desk.Line("loan EUR@A").CountedBest.Amount);
    }

    [Fact]
    public void Equity_AtItsThreeEnds_AddsLinesOptionsAndStale()
    {
        // EUR 1 000 ± 1 %, less 8 %; an option worth 100; a perpetual of Δ$ 1 000 that is sure to ± 0.4 %.
        var equity = Desk.At("A").Priced("EUR", 1m, confidence: 0.005m).Holds("EUR", 1_000m)
            .Priced("BTC", 1_000m)
            .Call("BTC-C", days: 30, strike: 1_000_000m, quantity: 1m, vol: 0.5, mark: 100m)
            .Perp("BTC-PERP", mark: 1_000m, quantity: 1m)
            .Quoted("BTC-PERP", mark => mark with { Confidence = new Rate(0.002m) })
            .Equity();
        Assert.Equal(1_100m, equity.Raw.Amount);
        Assert.Equal(910.8m + 100m - 4m, equity.Adjusted.Amount);
        Assert.Equal(920m + 100m, equity.Likely.Amount);
        Assert.Equal(929.2m + 100m + 4m, equity.Best.Amount);
    }

    private static decimal Of(Desk desk) => Assert.Single(desk.Equity().Lines).Uncertainty;
}
