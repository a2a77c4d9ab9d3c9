using static MultiVenueMargin.Risk.Tests.Textbook;

namespace MultiVenueMargin.Risk.Tests.Valuation;

/// <summary>
/// MARGIN §1: the value of an option. At the money with σ√T = 0.2 the textbook gives d₁ = 0.1, N(0.1) = 0.539827837277029,
/// φ(0.1) = 0.396952547477012 and B = F·(2·N(0.1) − 1) = 0.079655674554058·F: all that these examples need.
/// </summary>
public sealed class OptionContractTests
{
    private const double N = 0.539827837277029;
    private const double Phi = 0.396952547477012;
    private const double B = 0.079655674554058;

    [Fact]
    public void ModelValue_WhenPremiumIsInTheQuote_IsDiscountedAtTheRate()
    {
        var option = Desk.At("A").Priced("BTC", 98_000m).Priced("USDT", 0.98m)
            .Underlying("BTC", market => market with { InterestRate = 0.05 })
            .Call("BTC-C", days: 365, strike: 100_000m, quantity: 1m, vol: 0.2, forward: 100_000m, quote: "USDT")
            .PriceOption("BTC-C");

        // X·e^{−rT}·B.
        AssertNear(0.98 * 0.951229424500714 * B * 100_000, option.ModelValue);
        Assert.Equal(option.ModelValue, option.Value);
    }

    [Fact]
    public void ModelValue_WhenPremiumIsInCoin_IsDiscountedByIndexOverForward()
    {
        var option = Desk.At("A").Priced("BTC", 100_000m)
            .Underlying("BTC", market => market with { InterestRate = 0.05 })
            .Put("BTC-P", days: 365, strike: 105_000m, quantity: 1m, vol: 0.2, forward: 105_000m, inverse: true)
            .PriceOption("BTC-P");

        // D = S/F, so V = (S/F)·0.0796…·F; the rate plays no part.
        AssertNear(B * 100_000, option.ModelValue);
    }

    [Theory]
    [InlineData(false, 7_900, 7_900.0)]
    [InlineData(true, 0.079, 7_900.0)]
    public void Value_WhenTheVenueHasAMark_IsTheMark(bool inverse, double mark, double expected)
    {
        var option = Desk.At("A").Priced("BTC", 100_000m)
            .Call("BTC-C", days: 365, strike: 100_000m, quantity: 1m, vol: 0.2, mark: (decimal)mark, inverse: inverse)
            .PriceOption("BTC-C");
        Assert.Equal((decimal)expected, option.Value);
        AssertNear(B * 100_000, option.ModelValue);
    }

    [Fact]
    public void Value_WhenTheMarkIsInAStablecoin_IsConvertedAtItsPrice()
    {
        var option = Desk.At("A").Priced("BTC", 98_000m).Priced("USDT", 0.98m)
            .Call("BTC-C", days: 365, strike: 100_000m, quantity: 1m, vol: 0.2, mark: 5_000m, quote: "USDT", multiplier: 0.1m)
            .PriceOption("BTC-C");
        Assert.Equal(4_900m, option.Value);
        Assert.Equal(490m, option.ContractValue);
    }

    [Fact]
    public void Delta_OfACall_IsForwardTimesItsNormal()
    {
        var option = Desk.At("A").Priced("BTC", 98_000m).Priced("USDT", 0.98m)
            .Call("BTC-C", days: 365, strike: 100_000m, quantity: 1m, vol: 0.2, quote: "USDT", multiplier: 0.1m)
            .PriceOption("BTC-C");

        // m·X·D·F·N(d₁) with F = S/X = 100 000 and D = 1.
        AssertNear(0.1 * 0.98 * 100_000 * N, option.Delta);
    }

    [Fact]
    public void Delta_OfAPut_IsNegative()
    {
        var option = Desk.At("A").Priced("BTC", 100_000m)
            .Put("BTC-P", days: 365, strike: 100_000m, quantity: 1m, vol: 0.2)
            .PriceOption("BTC-P");
        AssertNear(-100_000 * (1 - N), option.Delta);
    }

    [Fact]
    public void Delta_WhenInverse_CarriesTheDiscount()
    {
        var option = Desk.At("A").Priced("BTC", 100_000m)
            .Call("BTC-C", days: 365, strike: 105_000m, quantity: 1m, vol: 0.2, forward: 105_000m, inverse: true)
            .PriceOption("BTC-C");

        // m·(S/F)·F·N(d₁).
        AssertNear(100_000 * N, option.Delta);
    }

    [Fact]
    public void Vega_IsPerVolatilityPointAndRootOfTime()
    {
        var option = Desk.At("A").Priced("BTC", 100_000m)
            .Call("BTC-C", days: 91.25, strike: 100_000m, quantity: 1m, vol: 0.4, multiplier: 0.1m)
            .PriceOption("BTC-C");

        // T = ¼, σ√T = 0.2: 0.01·m·F·φ(d₁)·√T.
        AssertNear(0.01 * 0.1 * 100_000 * Phi * 0.5, option.Vega);
    }

    [Fact]
    public void Scan_OfAnOptionDeepInTheMoney_IsThatOfItsDiscountedForward()
    {
        var desk = Desk.At("A").Priced("BTC", 98_000m)
            .Call("BTC-C", days: 365, strike: 1m, quantity: -2m, vol: 0.2, forward: 100_000m, inverse: true, multiplier: 0.5m);

        // q·m·D·(F′ − F) with D = 0.98 held.
        AssertNear(-2 * 0.5 * 0.98 * 16_000, desk.Scenario("BTC", "G+4same"));
    }

    [Fact]
    public void Scan_WhenTheMarkDiffersFromTheModel_IsTheModelsChange()
    {
        var desk = Desk.At("A").Priced("BTC", 100_000m)
            .Call("BTC-C", days: 365, strike: 100_000m, quantity: 1m, vol: 0.2, mark: 20_000m);
        var expected = Call(116_000, 100_000, 0.2, 1) - (B * 100_000);
        AssertNear(expected, desk.Profit("BTC-C", "G+4same"));
    }

    [Fact]
    public void Scan_WhenVolatilityRises_UsesTheTermOfTheOption()
    {
        // 45 days: p = 0.13. σ′ = 0.6·(1 + 0.45·(30/45)^0.13) and, down, 0.6·(1 − 0.25·(30/45)^0.13).
        var desk = Desk.At("A").Priced("BTC", 100_000m).Put("BTC-P", days: 45, strike: 90_000m, quantity: 1m, vol: 0.6);
        var term = Math.Pow(30.0 / 45, 0.13);
        var now = Put(100_000, 90_000, 0.6, 45 / 365.0);
        AssertNear(Put(100_000, 90_000, 0.6 * (1 + (0.45 * term)), 45 / 365.0) - now, desk.Profit("BTC-P", "G+0up"));
        AssertNear(Put(100_000, 90_000, 0.6 * (1 - (0.25 * term)), 45 / 365.0) - now, desk.Profit("BTC-P", "G+0down"));
    }

    [Fact]
    public void Scan_WhenVolatilityRisesOnAShortOption_UsesTheShortTermPower()
    {
        // 10 days: p = 0.30.
        var desk = Desk.At("A").Priced("BTC", 100_000m).Put("BTC-P", days: 10, strike: 100_000m, quantity: 1m, vol: 0.6);
        var term = Math.Pow(3, 0.30);
        var now = Put(100_000, 100_000, 0.6, 10 / 365.0);
        AssertNear(Put(100_000, 100_000, 0.6 * (1 + (0.45 * term)), 10 / 365.0) - now, desk.Profit("BTC-P", "G+0up"));
        AssertNear(Put(100_000, 100_000, 0.6 * (1 - (0.25 * term)), 10 / 365.0) - now, desk.Profit("BTC-P", "G+0down"));
    }

    [Fact]
    public void Scan_WhenLessThanADayIsLeft_CountsADayInTheTerm()
    {
        // d = ½ counts as D = 1: (30/1)^0.30 = 2.774…; 1 − 0.25·2.774 is still positive.
        var desk = Desk.At("A").Priced("BTC", 100_000m).Call("BTC-C", days: 0.5, strike: 100_000m, quantity: 1m, vol: 0.6);
        var term = Math.Pow(30, 0.30);
        var now = Call(100_000, 100_000, 0.6, 0.5 / 365);
        AssertNear(Call(100_000, 100_000, 0.6 * (1 + (0.45 * term)), 0.5 / 365) - now, desk.Profit("BTC-C", "G+0up"));
        AssertNear(Call(100_000, 100_000, 0.6 * (1 - (0.25 * term)), 0.5 / 365) - now, desk.Profit("BTC-C", "G+0down"));
    }

    [Fact]
    public void Scan_WhenVolatilityIsLow_RisesToAHalfAtLeast()
    {
        // 0.2·(1 + 0.45·…) is far below 0.50.
        var desk = Desk.At("A").Priced("BTC", 100_000m).Call("BTC-C", days: 365, strike: 100_000m, quantity: 1m, vol: 0.2);
        AssertNear(Call(100_000, 100_000, 0.5, 1) - (B * 100_000), desk.Profit("BTC-C", "G+0up"));
    }
}
