using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.Risk.Perturbations;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using static MultiVenueMargin.Risk.Tests.Textbook;

namespace MultiVenueMargin.Risk.Tests.House;

/// <summary>
/// MARGIN §6: the smallest move of one factor that takes the worst ratio below a level. With SCAN alone a coin long needs
/// 16 000·(1 + m) after a move of m.
/// </summary>
public sealed class DistancesTests
{
    private static readonly PriceFactor BtcPrice = new(new RiskUnit("BTC"));

    [Theory]
    [InlineData(30_000, 1.20, -10_800.0 / 80_800)] // 30 000 + 100 000·m = 1.20·16 000·(1 + m)
    [InlineData(30_000, 1.05, -13_200.0 / 83_200)]
    [InlineData(99_000, 1.20, -79_800.0 / 80_800)]
    public void Price_OfALong_IsTheFallByFormulaAndNoRise(int equity, double level, double expected)
    {
        var distance = Find(Coin(1m, equity), BtcPrice, level);
        AssertMove(expected, distance.Down);
        Assert.Null(distance.Up);
    }

    [Theory]
    [InlineData(30_000, 10_800.0 / 119_200)] // 30 000 − 100 000·m = 19 200·(1 + m)
    [InlineData(300_000, 280_800.0 / 119_200)] // Beyond +100 %, where steps are of 10 %.
    [InlineData(600_000, 580_800.0 / 119_200)]
    public void Price_OfAShort_IsTheRiseByFormulaAndNoFall(int equity, double expected)
    {
        var distance = Find(Coin(-1m, equity), BtcPrice, 1.20);
        AssertMove(expected, distance.Up);
        Assert.Null(distance.Down);
    }

    [Fact]
    public void Price_BeyondTheSteps_IsNone()
    {
        // −99 % leaves 1 000 against 160; +500 % leaves 3 000 000 − 500 000.
        Assert.Null(Find(Coin(1m, 100_000m), BtcPrice, 1.20).Down);
        Assert.Null(Find(Coin(-1m, 3_000_000m), BtcPrice, 1.20).Up);
    }

    [Fact]
    public void Price_WhenItIsBelowAlready_IsNoMoveAtAll()
    {
        var distance = Find(Coin(1m, 19_199m), BtcPrice, 1.20);
        Assert.Equal((0m, 0m), (distance.Down, distance.Up));
    }

    [Fact]
    public void Price_MovesCoinsWithIt()
    {
        // Ten free coins against 800 000 USDC: 980 000·(1 + m) − 800 000 = 1.05·(140 000·(1 + m) + 16 000).
        var desk = Desk.At("A").Priced("BTC", 100_000m).Holds("BTC", 10m).Owes("USDC", 800_000m).WithScanAlone();
        AssertMove((816_800.0 / (980_000 - 147_000)) - 1, Find(desk, BtcPrice, 1.05).Down);
    }

    [Fact]
    public void Price_AtTheLevelExactly_IsNotBelowIt() => Assert.Null(Find(Coin(1m, 19_200m), BtcPrice, 1.20).Up);

    [Fact]
    public void Price_MovesWrappedTokensWithIt()
    {
        // Ten WBTC count 950 000·(1 + m) and need (16 % − 5 %)·1 000 000·(1 + m); BORROW 16 000.
        var desk = Desk.At("A").Priced("BTC", 100_000m).Priced("WBTC", 100_000m).Holds("WBTC", 10m).Owes("USDC", 800_000m)
            .WithScanAlone();
        AssertMove((816_800.0 / (950_000 - 115_500)) - 1, Find(desk, BtcPrice, 1.05).Down);
    }

    [Fact]
    public void Price_LeavesOtherUnitsAlone()
    {
        var distance = Find(Coin(1m, 30_000m), new PriceFactor(new RiskUnit("ETH")), 1.20);
        Assert.Equal((null, null), (distance.Down, distance.Up));
    }

    [Fact]
    public void Price_OfAnInverseContract_EarnsCoinsWorthTheNewPrice()
    {
        // Long 1 000 of 100 USD at 100 000 and 30 000 USD: the loss of 1/(1 + m) − 1 coins is worth 100 000·m, and Δ$ stays
        // c·S/P = 100 000: 30 000 + 100 000·m = 1.20·(16 000 + own risk of the coins owed). Those are a debt of −100 000·m:
        // short. SCAN is (100 000 + 100 000·m)·16 %, BORROW 2 % of −100 000·m.
        var desk = Desk.At("A").Holds("USD", 30_000m).Priced("BTC", 100_000m)
            .Perp("BTC-INV", mark: 100_000m, quantity: 1_000m, inverse: true, multiplier: 100m).WithScanAlone();
        AssertMove((19_200.0 - 30_000) / (100_000 - 19_200 + 2_400), Find(desk, BtcPrice, 1.20).Down);
    }

    [Fact]
    public void Basis_MovesDatedMarksAlone()
    {
        // 30 000 + 100 000·m = 1.20·(16 000 + 500)·(1 + m); a perpetual does not answer to it.
        var desk = Desk.At("A").Holds("USD", 30_000m).Priced("BTC", 100_000m)
            .Future("BTC-F", days: 30, mark: 100_000m, quantity: 1m).WithScanAlone();
        AssertMove(-10_200.0 / 80_200, Find(desk, new BasisFactor(new RiskUnit("BTC")), 1.20).Down);
        Assert.Null(Find(Coin(1m, 30_000m), new BasisFactor(new RiskUnit("BTC")), 1.20).Down);
    }

    [Fact]
    public void Peg_MovesAStablecoinsPriceAlone()
    {
        // 30 000 USDC count 29 850·(1 + m) against 19 200.
        var desk = Desk.At("A").Holds("USDC", 30_000m).Priced("BTC", 100_000m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: 1m).WithScanAlone();
        var distance = Find(desk, new PegFactor(new Asset("USDC")), 1.20);
        AssertMove((19_200.0 / 29_850) - 1, distance.Down);
        Assert.Null(distance.Up);
    }

    [Fact]
    public void VenueLoss_TakesWhatLiesThereAndItsPositions()
    {
        var desk = Desk.At("A").Holds("USD", 30_000m).Priced("BTC", 100_000m)
            .AndAt("B").Perp("BTC-PERP", mark: 100_000m, quantity: 1m).WithScanAlone();
        Assert.Equal(-1m, Find(desk, new VenueLossFactor(new LocationId("A")), 1.20).Down);
        Assert.Null(Find(desk, new VenueLossFactor(new LocationId("B")), 1.20).Down);
    }

    [Fact]
    public void VenueLoss_LeavesWhatIsOwedThere()
    {
        // 10 000 owed at B, and an option sold there for 5 000: 12 000 at A do not cover 1.20·BORROW and the debts.
        var desk = Desk.At("A").Holds("USD", 12_000m).Priced("BTC", 100_000m).WithScanAlone()
            .AndAt("B").Holds("USD", 50_000m).Owes("USDC", 10_000m);
        Assert.Null(Find(desk, new VenueLossFactor(new LocationId("B")), 1.20).Down);
        desk.Call("BTC-C", days: 30, strike: 1_000_000m, quantity: -1m, vol: 0.5, mark: 5_000m);
        Assert.Equal(-1m, Find(desk, new VenueLossFactor(new LocationId("B")), 1.20).Down);
    }

    [Fact]
    public void VenueLoss_KeepsAPositionWhoseMarkIsTooOldToSayWhatItOwes()
    {
        var desk = Desk.At("A").Holds("USD", 12_000m).Priced("BTC", 100_000m)
            .AndAt("B").Perp("BTC-PERP", mark: 100_000m, quantity: -1m)
            .Quoted("BTC-PERP", said => said with { AsOf = said.AsOf.AddHours(-2) });
        var (book, market) = Perturbation.Apply(
            desk.Book, new PricedMarket(desk.Market, desk.Rules), new VenueLossFactor(new LocationId("B")), -1m);
        Assert.Single(book.Positions);
        Assert.Equal(MarginState.Unknown, HouseModel.Evaluate(book, market).Pools.Single().State);
    }

    [Fact]
    public void VenueLoss_LosesTheHedgeThere()
    {
        // Long at A against short at B with 10 000: 6 400 are needed together, 16 000 alone.
        var desk = Coin(1m, 10_000m).AndAt("B").Position("BTC-PERP", -1m);
        Assert.Null(Find(desk, new VenueLossFactor(new LocationId("A")), 1.20).Up);
        Assert.Equal(-1m, Find(desk, new VenueLossFactor(new LocationId("B")), 1.20).Down);
    }

    [Fact]
    public void Volatility_ScalesEveryOptionsOwnAndKeepsItsResidueToTheModel()
    {
        // Found on one desk, checked on another that is written at the moved volatility: the option is then worth its model there
        // and the 250 by which its mark was above the model here.
        var model = Call(100_000, 110_000, 0.6, 0.2);
        var found = Find(Written(0.6, (decimal)(model + 250)), new VolatilityFactor(new RiskUnit("BTC")), 1.20);
        var rise = (double)found.Up!.Value;
        var moved = 0.6 * (1 + rise);
        Assert.InRange(rise, 0.05, 5);
        var pool = Written(moved, (decimal)(Call(100_000, 110_000, moved, 0.2) + 250)).Pool();
        Assert.InRange(pool.Ratio.Worst!.Value, 1.1999999m, 1.2000001m);
        Assert.Null(found.Down);

        static Desk Written(double volatility, decimal mark) => Desk.At("A").Holds("USD", 60_000m).Priced("BTC", 100_000m)
            .Call("BTC-C", days: 73, strike: 110_000m, quantity: -1m, vol: volatility, mark: mark).WithScanAlone();
    }

    [Fact]
    public void Price_OfAnOption_KeepsItsVolatilityAndItsResidueToTheModel()
    {
        // The same round trip along the price: sticky strike, the volatility read off a smile here and stated there.
        var model = Call(100_000, 110_000, 0.6, 0.2);
        var desk = Desk.At("A").Holds("USD", 60_000m).Priced("BTC", 100_000m)
            .Smile("BTC", 73, new QuotedSmile([new SmilePoint(Math.Log(1.1), 0.6), new SmilePoint(1, 0.9)]))
            .Call("BTC-C", days: 73, strike: 110_000m, quantity: -1m, mark: (decimal)(model + 250)).WithScanAlone();
        var rise = (double)Find(desk, BtcPrice, 1.20).Up!.Value;
        var index = 100_000 * (1 + rise);
        var mark = (decimal)(Call(index, 110_000, 0.6, 0.2) + 250);
        var pool = Desk.At("A").Holds("USD", 60_000m).Priced("BTC", (decimal)index)
            .Call("BTC-C", days: 73, strike: 110_000m, quantity: -1m, vol: 0.6, mark: mark)
            .WithScanAlone().Pool();
        Assert.InRange(pool.Ratio.Worst!.Value, 1.1999999m, 1.2000001m);
    }

    [Fact]
    public void Price_WithAnEntry_EarnsFromThereAndNotTwice()
    {
        // Entered at 90 000: 20 000 and the 10 000 it earned so far are the 30 000 from before.
        var desk = Desk.At("A").Holds("USD", 20_000m).Priced("BTC", 100_000m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: 1m, entry: 90_000m).WithScanAlone();
        AssertMove(-10_800.0 / 80_800, Find(desk, BtcPrice, 1.20).Down);
    }

    [Fact]
    public void Factors_AreEverythingTheBookDependsOn()
    {
        var desk = Desk.At("A").Holds("USDC", 1m).Priced("BTC", 100_000m).Priced("SOL", 100m)
            .Call("BTC-C", days: 30, strike: 100_000m, quantity: 1m, vol: 0.5)
            .AndAt("B").Future("SOL-F", days: 30, mark: 100m, quantity: 1m, quote: "USDT");
        Assert.Equal(
            [
                "BTC price", "SOL price", "BTC volatility", "BTC basis", "SOL basis", "USDC price", "USDT price",
                "loss of A", "loss of B",
            ],
            Distances.FactorsOf(desk.Book, desk.Market, desk.Rules).Select(factor => factor.Name));
    }

    [Fact]
    public void Levels_AreThoseOfCallAndLiquidation() => Assert.Equal([1.20m, 1.05m], Distances.LevelsOf(Desk.At("A").Rules));

    private static Desk Coin(decimal quantity, decimal equity) => Desk.At("A").Holds("USD", equity).Priced("BTC", 100_000m)
        .Perp("BTC-PERP", mark: 100_000m, quantity: quantity).WithScanAlone();

    private static Distance Find(Desk desk, Factor factor, double level) =>
        Assert.Single(Distances.Find(desk.Book, desk.Market, desk.Rules, PoolId.Cross, [factor], [(decimal)level]));

    private static void AssertMove(double expected, decimal? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected, (double)actual.Value, 1.5e-8);
    }
}
