using static MultiVenueMargin.Risk.Tests.Textbook;

namespace MultiVenueMargin.Risk.Tests.House;

/// <summary>MARGIN §3: weights, buckets, the dampener, and what is made of them.</summary>
public sealed class ScanTests
{
    [Fact]
    public void Scan_OfALong_IsTheRangeAndTheFirstOfEqualMinimaBinds()
    {
        // −16 % with volatility up, same and down are equal, T-0.66 and T-0.33 weigh to −16 % less 25 000, X-1 to −12 %.
        var scan = Long(1m).Unit("BTC").Scan;
        Assert.Equal(16_000m, scan.Amount.Amount);
        Assert.Equal("G-4up", scan.Binding);
    }

    [Fact]
    public void Scan_OfAShort_BindsOnTheRise()
    {
        var scan = Long(-1m).Unit("BTC").Scan;
        Assert.Equal(16_000m, scan.Amount.Amount);
        Assert.Equal("G+4up", scan.Binding);
    }

    [Fact]
    public void Scan_OfNothingAtRisk_IsNothing()
    {
        var scan = Long(1m).Position("BTC-PERP", -1m).Unit("BTC").Scan;
        Assert.Equal(0m, scan.Amount.Amount);
        Assert.Empty(scan.Contributions);
    }

    [Theory]
    [InlineData("G-3same", -12_000)]
    [InlineData("X-1", -12_000)] // −24 % at half weight.
    [InlineData("G+2same", 8_000 * 0.6)]
    [InlineData("X+1", 12_000 * 0.6)]
    [InlineData("T-0.66", 0)] // 16 000 less 25 000: nothing.
    [InlineData("T+1.00", 16_000 * 0.6)]
    public void Vector_OfOneCoin_WeighsEveryMove(string scenario, double expected) =>
        Assert.Equal((decimal)expected, Long(1m).Scenario("BTC", scenario), 8);

    [Fact]
    public void Dampener_TakesTwentyFiveThousandOffTailsAlone()
    {
        // 10 coins: 160 000 in every corner; the tails count 135 000.
        var desk = Long(10m);
        Assert.Equal(-160_000m, desk.Scenario("BTC", "G-4same"));
        Assert.Equal(-135_000m, desk.Scenario("BTC", "T-0.66"), 8);
        Assert.Equal(-120_000m, desk.Scenario("BTC", "X-1"));
    }

    [Fact]
    public void Dampener_ActsOnTheUnitAndNotOnEachLocation()
    {
        // 5 coins here and there: −80 000 each, dampened once.
        Assert.Equal(-135_000m, Long(5m).AndAt("B").Position("BTC-PERP", 5m).Scenario("BTC", "T-0.33"), 8);
    }

    [Fact]
    public void Buckets_CountSixTenthsOfAGainElsewhere()
    {
        // Long 1 at A, short 1 at B: on −16 % A loses 16 000 and B's 16 000 count 9 600.
        var scan = Long(1m).AndAt("B").Position("BTC-PERP", -1m).Unit("BTC").Scan;
        Assert.Equal(6_400m, scan.Amount.Amount);
        Assert.Equal("G-4up", scan.Binding);
    }

    [Fact]
    public void Buckets_NetFullyInsideOneLocation() =>
        Assert.Equal(0m, Long(1m).Perp("BTC-OTHER", mark: 100_000m, quantity: -1m).Unit("BTC").Scan.Amount.Amount);

    [Fact]
    public void Buckets_CountTwentyMillionOfAGainAtMost()
    {
        // ±3 000 coins: 48 M on 16 %; 0.6 of it is 28.8 M, of which 20 M count.
        Assert.Equal(28_000_000m, Long(3_000m).AndAt("B").Position("BTC-PERP", -3_000m).Unit("BTC").Scan.Amount.Amount);
    }

    [Fact]
    public void Buckets_ArePerLocationWhateverTheInstrument()
    {
        // A: long 2, short 1 in another contract: −16 000. B: short 1: +9 600.
        var scan = Long(2m).Perp("BTC-OTHER", mark: 100_000m, quantity: -1m).AndAt("B").Position("BTC-OTHER", -1m)
            .Unit("BTC").Scan;
        Assert.Equal(6_400m, scan.Amount.Amount);
    }

    [Fact]
    public void Scan_CountsDebtsAndHedgePartsLikeSpot()
    {
        // One coin hedges a short of one at the same venue.
        Assert.Equal(0m, Long(-1m).Holds("BTC", 1m).Unit("BTC").Scan.Amount.Amount);

        // A coin owed is short.
        var owed = Desk.At("A").Priced("BTC", 100_000m).Owes("BTC", 2m).Unit("BTC").Scan;
        Assert.Equal(32_000m, owed.Amount.Amount);
        Assert.Equal("G+4up", owed.Binding);
    }

    [Fact]
    public void Scan_CountsAnUnsureDebtAtItsWorstEnd()
    {
        // 100 000·(1 + 1 %)·16 %.
        Assert.Equal(
            16_160m, Desk.At("A").Priced("BTC", 100_000m, confidence: 0.005m).Owes("BTC", 1m).Unit("BTC").Scan.Amount.Amount);
    }

    [Fact]
    public void FreeCollateral_IsGrossedUpAndItsHaircutPaysFirst()
    {
        // One BTC at a venue with 1 %: counted 99 000·0.98 = 97 020, G = 99 000. −16 %: 99 000·(0.16 − 0.02).
        var unit = Desk.At("A", haircut: 0.01m).Priced("BTC", 100_000m).Holds("BTC", 1m).Unit("BTC");
        Assert.Equal(13_860m, unit.Scan.Amount.Amount);
        Assert.Equal(99_000m, unit.AllDelta);
        Assert.Equal(0m, unit.NetDelta);
    }

    [Theory]
    [InlineData("G-4same", -14_000)]
    [InlineData("G-1same", -2_000)] // −4 %, of which 2 % are paid.
    [InlineData("X-1", -10_000)] // ½·24 % − 2 %.
    [InlineData("G+4same", 16_000 * 0.6)]
    public void FreeCollateral_LosesBeyondItsHaircutAndGainsInFull(string scenario, double expected) => Assert.Equal(
        (decimal)expected, Desk.At("A").Priced("BTC", 100_000m).Holds("BTC", 1m).Scenario("BTC", scenario), 8);

    [Fact]
    public void FreeCollateral_WhoseHaircutExceedsTheMove_LosesNothing()
    {
        // 30 % haircut pays for −30 %; X-1 is ½·45 %; the tails weigh to −30 %.
        Assert.Equal(0m, Desk.At("A").Priced("PEPE", 1m).Holds("PEPE", 1_000_000m).Unit("PEPE").Scan.Amount.Amount);
    }

    [Fact]
    public void FreeCollateral_WhenCapped_MovesByWhatItCounts()
    {
        // 50 000 SOL at 250 with 0.75 M of USD count 9.8 M: G = 9.8/0.9, on −20 %: G·(0.20 − 0.10).
        var unit = Desk.At("A").Priced("SOL", 250m).Holds("SOL", 50_000m).Holds("USD", 750_000m).Unit("SOL");
        AssertNear(9_800_000 / 0.9 * 0.1, unit.Scan.Amount.Amount);
    }

    [Fact]
    public void FreeCollateral_OfWrappedTokens_MovesWithItsUnit()
    {
        // 100 000·0.95 counted, G = 100 000, −16 %: G·(0.16 − 0.05).
        Assert.Equal(
            11_000m,
            Desk.At("A").Priced("BTC", 100_000m).Priced("WBTC", 100_000m).Holds("WBTC", 1m).Unit("BTC").Scan.Amount.Amount);
    }

    [Fact]
    public void FreeCollateral_HedgesAShortByItsGain()
    {
        // A wrapped coin stays free: +16 % gains 16 000 at the same venue where the short loses 16 000; on −16 % the short
        // gains 16 000 and the token loses 11 000.
        var unit = Long(-1m).Priced("WBTC", 100_000m).Holds("WBTC", 1m).Unit("BTC");
        Assert.Equal(0m, unit.Scan.Amount.Amount);
    }

    [Fact]
    public void Stablecoins_BelongToNoUnit() =>
        Assert.Empty(Desk.At("A").Priced("EUR", 1.1m).Holds("USDC", 1_000_000m).Holds("EUR", 1_000m).Pool().Units);

    [Fact]
    public void CoveredShort_NeedsNoScanAndCountsItsCoinInFull()
    {
        var pool = Long(-1m).Holds("BTC", 1m).Pool();
        Assert.Equal(0m, pool.Units[0].Scan.Amount.Amount);
        Assert.Equal(100_000m, pool.Equity.Adjusted.Amount);
    }

    [Fact]
    public void LoanAgainstACoin_NeedsTheCoinsFall()
    {
        // 10 BTC free against 900 000 USDC owed: 1 000 000·(0.16 − 0.02).
        var unit = Desk.At("CHAIN").Priced("BTC", 100_000m).Holds("BTC", 10m).Owes("USDC", 900_000m).Unit("BTC");
        Assert.Equal(140_000m, unit.Scan.Amount.Amount);
    }

    [Fact]
    public void Contributions_AreProfitTimesWeightBucketAndDampenerAndAddUp()
    {
        // −16 %: A loses 32 000; B's short gains 16 000 and its debt 4 800, of which 0.6 count.
        var scan = Long(2m).AndAt("B").Position("BTC-PERP", -1m).Owes("BTC", 0.3m).Unit("BTC").Scan;
        Assert.Equal(32_000m - 12_480m, scan.Amount.Amount);
        Assert.Equal(
            [("BTC-PERP@A", 32_000m), ("BTC-PERP@B", -9_600m), ("loan BTC@B", -2_880m)],
            scan.Contributions.Select(part => (part.Holding, part.Amount.Amount)));
    }

    [Fact]
    public void Contributions_WhenATailBinds_ShareItsDampener()
    {
        // Far calls sold at both venues lose most when the price multiplies; the 25 000 are shared in proportion.
        var scan = Desk.At("A").Priced("BTC", 100_000m)
            .Call("BTC-C", days: 30, strike: 150_000m, quantity: -30m, vol: 0.5)
            .AndAt("B").Position("BTC-C", -10m)
            .Unit("BTC").Scan;
        Assert.StartsWith("T+", scan.Binding, StringComparison.Ordinal);
        Assert.Equal(scan.Amount.Amount, scan.Contributions.Sum(part => part.Amount.Amount));
        AssertNear((double)scan.Amount.Amount * 0.75, scan.Contributions[0].Amount.Amount);
    }

    [Fact]
    public void Contributions_SplitPriceFromVolatility()
    {
        // A put sold: on −16 % with volatility up, the price alone is the same move with its own volatility.
        var desk = Desk.At("A").Priced("BTC", 100_000m).Put("BTC-P", days: 30, strike: 100_000m, quantity: -1m, vol: 0.5);
        var scan = desk.Unit("BTC").Scan;
        var part = Assert.Single(scan.Contributions);
        Assert.Equal("G-4up", scan.Binding);
        var now = Put(100_000, 100_000, 0.5, 30 / 365.0);
        AssertNear(Put(84_000, 100_000, 0.5, 30 / 365.0) - now, part.OfPrice.Amount);
        AssertNear(Put(84_000, 100_000, 0.725, 30 / 365.0) - Put(84_000, 100_000, 0.5, 30 / 365.0), part.OfVolatility.Amount);
        Assert.Equal(scan.Amount, part.OfPrice + part.OfVolatility);
    }

    [Fact]
    public void Contributions_OnOddFigures_AddUpToTheLastDigit()
    {
        var scan = Desk.At("A", haircut: 0.0137m).Priced("BTC", 98_765.4321m, confidence: 0.00013m)
            .Holds("BTC", 1.23456789m)
            .Perp("BTC-PERP", mark: 98_777.777m, quantity: 3.333333m)
            .AndAt("B").Position("BTC-PERP", -1.7777777m).Owes("BTC", 0.1234567m)
            .Unit("BTC").Scan;
        Assert.Equal(scan.Amount.Amount, scan.Contributions.Sum(part => part.Amount.Amount));
    }

    private static Desk Long(decimal quantity) =>
        Desk.At("A").Priced("BTC", 100_000m).Perp("BTC-PERP", mark: 100_000m, quantity: quantity);
}
