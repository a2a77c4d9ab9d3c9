using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.RuleBooks.Pricing;

namespace MultiVenueMargin.RuleBooks.Tests.Pricing;

public sealed class OptionPricingTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(137)]
    public void ForwardOption_WhenCallLessPut_IsForwardLessStrikeToTheLastDigit(int strike)
    {
        var call = ForwardOption.Price(OptionRight.Call, 101.37m, strike, 0.63, 0.4, discount: 1m);
        var put = ForwardOption.Price(OptionRight.Put, 101.37m, strike, 0.63, 0.4, discount: 1m);

        Assert.Equal(101.37m - strike, call - put);
    }

    /// <summary>At the money a call is F·(2·N(σ√T/2) − 1); N(0.1) = 0.539827837277029.</summary>
    [Fact]
    public void ForwardOption_WhenAtTheMoney_IsTheWellKnownFormula() =>
        Near.Equal(0.9m * 100m * 0.079655674554058m, ForwardOption.Price(OptionRight.Call, 100m, 100m, 0.2, 1.0, discount: 0.9m), 0.000000000001m);

    /// <summary>The textbook's share at 42, strike 40, half a year, 10 %, 20 %: 4.76 and 0.81 (Hull).</summary>
    [Theory]
    [InlineData(OptionRight.Call, 4.76)]
    [InlineData(OptionRight.Put, 0.81)]
    public void CarriedOption_WhenCarriedAtInterest_IsTheTextbooks(OptionRight right, double price) =>
        Near.Equal((decimal)price, CarriedOption.Price(right, 42m, 40m, years: 0.5, rate: 0.1, carry: 0.1, volatility: 0.2), 0.005m);
}
