using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.House;
using static MultiVenueMargin.Risk.Tests.Textbook;

namespace MultiVenueMargin.Risk.Tests.House;

/// <summary>MARGIN §5: PEG.</summary>
public sealed class PegRiskTests
{
    [Fact]
    public void Peg_OfOppositeQuotes_ChargesTheMatchedDelta() =>
        Assert.Equal(60_000m * 0.005m, Amount(("USDT", 1m), ("USD", -0.6m)));

    [Fact]
    public void Peg_OfEqualSignsOrOneQuote_IsNothing()
    {
        Assert.Equal(0m, Amount(("USDT", 1m), ("USD", 1m)));
        Assert.Equal(0m, Amount(("USDT", 1m)));
    }

    [Theory]
    [InlineData(10, 5_000)] // 1 M·0.5 %
    [InlineData(50, 5_000 + 40_000)] // + 4 M·1 %
    [InlineData(200, 5_000 + 40_000 + 300_000)] // + 15 M·2 %
    [InlineData(250, 5_000 + 40_000 + 300_000 + 200_000)] // + 5 M·4 %
    public void Peg_OverSlices_IsTheirAverage(int coins, int expected) =>
        AssertNear(expected, Amount(("USDT", coins), ("USDC", -coins)));

    [Fact]
    public void Peg_MatchesInItsOrder()
    {
        // USDT +100 000 first takes USD's 60 000, then 40 000 of USDC's; what USDC has left finds nobody.
        var peg = Of(("USDT", 1m), ("USD", -0.6m), ("USDC", -0.6m)).Unit("BTC").Peg;
        Assert.Equal(
            [("USDT against USD", 300m), ("USDT against USDC", 200m)],
            peg.Items.Select(item => (item.Subject, item.Amount.Amount)));

        // USDC against USD comes after both.
        peg = Of(("USDT", 0.5m), ("USD", -1m), ("USDC", 0.7m)).Unit("BTC").Peg;
        Assert.Equal(
            [("USDT against USD", 250m), ("USDC against USD", 250m)],
            peg.Items.Select(item => (item.Subject, item.Amount.Amount)));
    }

    [Fact]
    public void Peg_OfOtherQuotes_ComesAfterAndByName()
    {
        var peg = Of(("DAI", -1m), ("EUR", 0.4m), ("USD", 0.3m), ("USDT", 0.3m)).Priced("DAI", 1m).Priced("EUR", 1m)
            .Unit("BTC").Peg;
        Assert.Equal(
            ["DAI against EUR", "DAI against USD", "DAI against USDT"], peg.Items.Select(item => item.Subject));
    }

    [Fact]
    public void Peg_CountsCoinsAndInverseContractsAsUsd()
    {
        // A coin hedging a short in USDT; a short inverse contract of Δ$ 100 000 against a long in USDT.
        Assert.Equal(500m, Desk.At("A").Priced("BTC", 100_000m).Holds("BTC", 1m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: -1m, quote: "USDT")
            .Unit("BTC").Peg.Amount.Amount);
        var peg = Desk.At("A").Priced("BTC", 100_000m)
            .Perp("BTC-PERP", mark: 100_000m, quantity: 1m, quote: "USDT")
            .Perp("BTC-INV", mark: 100_000m, quantity: -1_000m, inverse: true, multiplier: 100m)
            .Unit("BTC").Peg;
        Assert.Equal("USDT against USD", Assert.Single(peg.Items).Subject);
        Assert.Equal(500m, peg.Amount.Amount);
    }

    [Theory]
    [InlineData(1.01, 0.005)]
    [InlineData(0.995, 0.005)]
    [InlineData(0.9925, 0.015)] // Half way from ρ to 5ρ.
    [InlineData(0.99, 0.025)]
    [InlineData(0.895, 0.2125)] // Half way from 5ρ to 40 %.
    [InlineData(0.80, 0.40)]
    [InlineData(0.30, 0.40)]
    public void Rate_OverThePrice_IsCalmThenStrainedThenBroken(double price, double expected) =>
        Assert.Equal((decimal)expected, PegRisk.Rate(0.005m, (decimal)price, new AddOnRules()));

    [Fact]
    public void Rate_OfALargeMatch_GrowsFromItsOwnAverage() =>
        Assert.Equal(0.10m, PegRisk.Rate(0.02m, 0.99m, new AddOnRules()));

    [Fact]
    public void Peg_TakesTheLowerOfTheTwoPrices()
    {
        // USDT at 0.9925: Δ$ 100 000·0.9925 against −100 000 in USDC, matched 99 250 at 1.5 %.
        Assert.Equal(99_250m * 0.015m, Of(("USDT", 1m), ("USDC", -1m)).Priced("USDT", 0.9925m).Unit("BTC").Peg.Amount.Amount);
        Assert.Equal(99_250m * 0.015m, Of(("USDT", 1m), ("USDC", -1m)).Priced("USDC", 0.9925m).Unit("BTC").Peg.Amount.Amount);
    }

    private static decimal Amount(params (string Quote, decimal Coins)[] legs) => Of(legs).Unit("BTC").Peg.Amount.Amount;

    private static Desk Of(params (string Quote, decimal Coins)[] legs)
    {
        var desk = Desk.At("A").Priced("BTC", 100_000m);
        foreach (var (quote, coins) in legs)
        {
            desk.Perp($"BTC-{quote}", mark: 100_000m, quantity: coins, quote: quote);
        }

        return desk;
    }
}
