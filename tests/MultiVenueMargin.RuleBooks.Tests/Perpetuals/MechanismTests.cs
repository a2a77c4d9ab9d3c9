using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.RuleBooks.Bybit;
using MultiVenueMargin.Risk.RuleBooks.Collateral;
using MultiVenueMargin.Risk.RuleBooks.Hyperliquid;
using MultiVenueMargin.Risk.RuleBooks.Perpetuals;

namespace MultiVenueMargin.RuleBooks.Tests.Perpetuals;

public sealed class MechanismTests
{
    [Theory]
    [InlineData(10_000, 50_000, 40_000, -0.05)] // 10 000/50 000 − 10 000/40 000 = 0.20 − 0.25
    [InlineData(-10_000, 50_000, 40_000, 0.05)]
    [InlineData(10_000, 40_000, 50_000, 0.05)]
    public void Inverse_WhenThePriceFalls_ALongLosesCoins(decimal notional, decimal entry, decimal mark, decimal coins) =>
        Assert.Equal(coins, FuturesProfit.Inverse(notional, entry, mark));

    [Theory]
    [InlineData(2, 101, 100, 2)] // a bid above the mark
    [InlineData(2, 99, 100, 0)]
    [InlineData(-2, 99, 100, 2)] // an ask below it
    [InlineData(-2, 101, 100, 0)]
    public void OrderLoss_WhenALimitCrossesTheMark_IsWhatItGivesAway(decimal size, decimal limit, decimal mark, decimal loss) =>
        Assert.Equal(loss, OrderLoss.Of(size, limit, mark));

    [Theory]
    [InlineData(120, 100, 90, 0.2, 4, 0.8)] // 120/(120 − 90) = 4; 0.2 · 4
    [InlineData(90, 100, 67.5, -0.1, 4, -0.025)] // 90/22.5 = 4; −0.1 / 4
    [InlineData(-80, -100, -120, 0.2, 2, 0.4)] // a short: 80/40 = 2
    public void Score_WhenAPositionWinsOrLoses_MultipliesOrDivides(decimal mark, decimal entry, decimal bankrupt, decimal profit, decimal leverage, decimal score) =>
        Assert.Equal(new AutoDeleveragingScore(profit, leverage, score), AutoDeleveragingScore.Of(mark, entry, bankrupt));

    [Theory]
    [InlineData(35, 32.55)] // 9.8 + 9.5 + 9 + 4.25
    [InlineData(60, 44.8)] // 9.8 + 9.5 + 9 + 8.5 + 8, and nothing of the last ten
    [InlineData(-3, -3)]
    public void Coins_WhenInSlices_CountEachAtItsRateAndDebtsInFull(decimal amount, decimal counted) => Assert.Equal(
        counted,
        CollateralValue.Coins(amount, [new Tier(10m, 0.98m), new Tier(20m, 0.95m), new Tier(30m, 0.9m), new Tier(40m, 0.85m), new Tier(50m, 0.8m), new Tier(null, 0m)]));

    [Theory]
    [InlineData(17_500, 16_800)]
    [InlineData(-17_500, -17_500)]
    public void AfterHaircut_WhenOwed_CountsInFull(decimal value, decimal counted) => Assert.Equal(counted, CollateralValue.AfterHaircut(value, 0.04m));

    [Theory]
    [InlineData(170_000, 0.95, false)] // (20 + 1 480 + 160 000)/170 000 is exactly 0.95
    [InlineData(169_999, 0.95, true)]
    public void PortfolioMargin_WhenExactlyAtTheThreshold_IsSafe(decimal value, decimal threshold, bool liquidatable) =>
        Assert.Equal(liquidatable, new HyperliquidPortfolioMargin(20m, threshold).IsLiquidatable(1_480m, 160_000m, value));

    [Fact]
    public void PortfolioMargin_WhenNothingCanBeSold_HasNoRatio() => Assert.Null(new HyperliquidPortfolioMargin(20m, 0.95m).Ratio(0m, 0m, 0m));

    [Theory]
    [InlineData(4_000, 10_000)]
    [InlineData(12_000, 12_000)]
    public void TransferMargin_AnyInitialMargin_IsAtLeastATenthOfTheNotional(decimal initial, decimal expected) =>
        Assert.Equal(expected, HyperliquidPortfolioMargin.TransferMargin(initial, 100_000m, 0.1m));

    /// <summary>A call 10 000 out of the money: 15 000 − 10 000 is below the least 10 000; a put 1 000 out of it: 14 000.</summary>
    [Theory]
    [InlineData(true, 110_000, 18_000)]
    [InlineData(false, 99_000, 22_000)]
    [InlineData(false, 105_000, 23_000)]
    public void OptionInitial_WhenOutOfTheMoney_IsReducedToTheLeast(bool isCall, decimal strike, decimal expected)
    {
        var terms = new BybitOptionTerms(0.03m, 0.002m, 0.15m, 0.1m);

        Assert.Equal(expected, terms.Initial(-1m, 100_000m, 8_000m, 7_000m, BybitOptionTerms.OutOfTheMoney(isCall, 100_000m, strike)));
        Assert.Equal(0m, terms.Initial(1m, 100_000m, 8_000m, 7_000m, 0m));
    }

    [Theory]
    [InlineData(42_000, 3_500, 1_050, 3.78)] // 0.03 % of 42 000 is 12.6, below 12.5 % of 3 500
    [InlineData(42_000, 50, 15, 1.875)] // 12.5 % of 50 is 6.25, below 12.6
    public void Purchase_WhenTheOptionIsCheap_CapsTheFee(decimal index, decimal price, decimal premium, decimal fee) =>
        Assert.Equal(new OptionPurchase(premium, fee), OptionPurchase.Of(0.3m, price, index, 0.0003m, 0.125m));

    /// <summary>4 at day 30 against −2 at day 40 (gap 10), then against −3 at day 0 (gap 30), whose last goes against day 90.</summary>
    [Fact]
    public void AmountDays_WhenExpiriesOppose_MatchesTheNearestFirst() =>
        Assert.Equal((2m * 10m) + (2m * 30m) + (1m * 90m), ExpirySpread.AmountDays([(0m, -3m), (30m, 4m), (40m, -2m), (90m, 4m)]));
}
