using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Market;
using static MultiVenueMargin.Risk.Tests.Textbook;

namespace MultiVenueMargin.Risk.Tests.House;

/// <summary>MARGIN §5: LIQ. With 10 000 coins a day and σ_day 4 % one coin's impact is 0.7·0.04·√(1/10 000) = 2.8 bp.</summary>
public sealed class LiquidityCostTests
{
    private const decimal Impact = 0.00028m;

    [Fact]
    public void Liquidity_IsHalfSpreadAndImpact() => Assert.Equal(100_000m * (0.0005m + Impact), Amount(Long(1m)));

    [Theory]
    [InlineData("SOL", 0.0010)]
    [InlineData("PEPE", 0.0025)]
    public void Liquidity_WhenTheFeedSaysNoSpread_TakesItsClasss(string unit, double spread) => Assert.Equal(
        100_000m * (decimal)spread,
        Desk.At("A").Priced(unit, 100m).DailyVolatility(unit, 0).Perp($"{unit}-PERP", mark: 100m, quantity: -1_000m)
            .Unit(unit).Liquidity.Amount.Amount);

    [Fact]
    public void Liquidity_WhenTheFeedSaysASpread_TakesThat() => Assert.Equal(
        100_000m * (0.0001m + Impact), Amount(Long(1m).Quoted("BTC-PERP", mark => mark with { HalfSpread = new Rate(0.0001m) })));

    [Fact]
    public void Liquidity_WhenTheInstrumentHasItsOwnVolume_TakesThat()
    {
        // √(1/400) = 0.05: 14 bp.
        Assert.Equal(
            100_000m * (0.0005m + 0.0014m),
            Amount(Long(1m).Quoted("BTC-PERP", mark => mark with { AverageDailyVolume = new Quantity(400m) })));
    }

    [Fact]
    public void Liquidity_WhenNobodySaysWhatTrades_TakesAWholeDay() => Assert.Equal(
        100_000m * (0.0005m + 0.028m),
        Amount(Desk.At("A").Priced("BTC", 100_000m).Perp("BTC-PERP", mark: 100_000m, quantity: 1m)));

    [Fact]
    public void Liquidity_CountsCoinsAtTheIndex()
    {
        // Δ$ 400 000 at an index of 100 000 are 4 coins, whatever the mark: √(4/10 000) = 0.02.
        Assert.Equal(
            400_000m * (0.0005m + 0.00056m),
            Amount(Desk.At("A").Priced("BTC", 100_000m).Volume("BTC", 10_000m).Perp("BTC-PERP", mark: 200_000m, quantity: 2m)));
    }

    [Fact]
    public void Liquidity_OfEachInstrumentAndVenue_AddsUpWithoutNetting() => Assert.Equal(
        2 * 100_000m * (0.0005m + Impact), Amount(Long(1m).AndAt("B").Position("BTC-PERP", -1m)));

    [Fact]
    public void Liquidity_OfAnOption_IsFivePerCentAndTwoBasisPoints()
    {
        // Ten of 0.1 BTC far from the money: 5 %·50 + 0.02 %·100 000·0.1 = 4.5 each.
        Assert.Equal(45m, Amount(Option(-10m, mark: 500m, multiplier: 0.1m)), 6);
        Assert.Equal(45m, Amount(Option(10m, mark: 500m, multiplier: 0.1m)), 6);
    }

    [Fact]
    public void Liquidity_OfACheapOption_IsItsMarkAtMost() => Assert.Equal(10m, Amount(Option(-1m, mark: 10m)), 6);

    [Fact]
    public void Liquidity_OfAnOptionInCoin_TakesItsMarkInUsd()
    {
        // 0.02 BTC = 2 000 USD: 100 + 20.
        var desk = Desk.At("A").Priced("BTC", 100_000m).Volume("BTC", 10_000m)
            .Call("BTC-C", days: 30, strike: 10_000_000m, quantity: -1m, vol: 0.3, mark: 0.02m, inverse: true);
        Assert.Equal(120m, Amount(desk), 6);
    }

    [Fact]
    public void Liquidity_OfAnOption_AddsTheImpactOfItsDelta()
    {
        // At the strike of nothing Δ$ is 100 000: 5 %·99 000 + 20 + 28.
        Assert.Equal(4_950m + 20m + 28m, Amount(Deep(1m, mark: 99_000m)), 4);
    }

    [Fact]
    public void Liquidity_OfALongOption_IsNeverAboveItsMark()
    {
        Assert.Equal(25m, Amount(Deep(1m, mark: 25m)), 4);

        // Short: min(25, 1.25 + 20) + 28.
        Assert.Equal(49.25m, Amount(Deep(-1m, mark: 25m)), 4);
    }

    [Fact]
    public void Liquidity_OfCoins_IsOneLine()
    {
        // 2 hedge and 1 is owed: one coin net at the class' spread and the unit's volume, and the short of one.
        var unit = Desk.At("A").Priced("BTC", 100_000m).Volume("BTC", 10_000m).Holds("BTC", 2m)
            .AndAt("B").Owes("BTC", 1m).Perp("BTC-PERP", mark: 100_000m, quantity: -1m)
            .Unit("BTC");
        Assert.Equal(2 * 100_000m * (0.0005m + Impact), unit.Liquidity.Amount.Amount);
        Assert.Equal(["BTC-PERP@B", "coins"], unit.Liquidity.Items.Select(item => item.Subject));
    }

    [Fact]
    public void Liquidity_OfFreeCollateral_IsNothing() =>
        Assert.Equal(0m, Amount(Desk.At("A").Priced("BTC", 100_000m).Holds("BTC", 1m)));

    [Fact]
    public void Liquidity_WhereABookIsPublished_WalksItAndTakesTheRestByTheFormula()
    {
        // 0.4 at 2 bp and 0.4 at 10 bp: 8 + 40. The last 0.2 by the formula, with the impact of the whole coin.
        var desk = Long(1m).Quoted("BTC-PERP", WithBook);
        Assert.Equal(48m + (20_000m * (0.0005m + Impact)), Amount(desk));
    }

    [Fact]
    public void Liquidity_WithinAPublishedBook_IsTheWalkAlone() =>
        Assert.Equal(8m + 10m, Amount(Long(0.5m).Quoted("BTC-PERP", WithBook)));

    [Fact]
    public void Liquidity_WhenTheUnitHasNoPrice_TakesAWholeDayOfVolume()
    {
        // Wrapped tokens may have a price where their unit has none; 0.5 owed of them is 50 000 of Δ$.
        var unit = Desk.At("A").Volume("BTC", 10_000m).Priced("WBTC", 100_000m).Owes("WBTC", 0.5m).Unit("BTC");
        Assert.Equal(50_000m * (0.0005m + 0.028m), unit.Liquidity.Amount.Amount);
    }

    private static InstrumentMark WithBook(InstrumentMark mark) => mark with
    {
        Depth = [new DepthLevel(new Rate(0.0002m), new Quantity(0.4m)), new DepthLevel(new Rate(0.001m), new Quantity(0.4m))],
    };

    private static decimal Amount(Desk desk) => desk.Unit("BTC").Liquidity.Amount.Amount;

    private static Desk Long(decimal quantity) => Desk.At("A").Priced("BTC", 100_000m).Volume("BTC", 10_000m)
        .Perp("BTC-PERP", mark: 100_000m, quantity: quantity);

    private static Desk Option(decimal quantity, decimal mark, decimal multiplier = 1m) =>
        Desk.At("A").Priced("BTC", 100_000m).Volume("BTC", 10_000m)
            .Call("BTC-C", days: 30, strike: 10_000_000m, quantity, vol: 0.3, mark: mark, multiplier: multiplier);

    private static Desk Deep(decimal quantity, decimal mark) => Desk.At("A").Priced("BTC", 100_000m).Volume("BTC", 10_000m)
        .Call("BTC-C", days: 30, strike: 1m, quantity, vol: 0.3, mark: mark);
}
