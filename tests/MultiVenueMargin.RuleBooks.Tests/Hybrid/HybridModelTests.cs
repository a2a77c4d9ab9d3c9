using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Pricing;
using MultiVenueMargin.RuleBooks.Tests.Lending;

namespace MultiVenueMargin.RuleBooks.Tests.Hybrid;

public sealed class HybridModelTests
{
    [Theory]
    [InlineData(1, "-16 %, volatility × 1.4")]
    [InlineData(-1, "+16 %, volatility × 1.4")]
    public void Report_WhenABookIsLinear_TheStressBinds(int quantity, string scenario)
    {
        var report = new SmallBook().Priced("BTC", 100_000m).Perp("BTC", 100_000m, quantity).Under("hybrid");

        Assert.Equal((new Usd(16_000m), new Usd(20_000m)), (report.Maintenance, report.Initial));
        Assert.Equal($"BTC: stress, {scenario}", report.Binding);
    }

    [Fact]
    public void Report_WhenAStraddleIsShort_TheFarTailOfTheRevaluationBinds()
    {
        static double Straddle(double forward, double volatility) =>
            Black76.Price(OptionRight.Call, forward, 100_000, volatility, 1 / 365.0) + Black76.Price(OptionRight.Put, forward, 100_000, volatility, 1 / 365.0);

        var component = Assert.Single(Straddled(days: 1, quantity: -1m).Under("hybrid").Components);

        // At six times the price the call is worth 500 000; 3.2 % of the loss counts. No other scenario counts more.
        Assert.Equal(("stress", "+500 %, volatility × 1.4"), (component.Name, component.Working));
        Assert.Equal(0.032 * (Straddle(600_000, 0.84) - Straddle(100_000, 0.6)), (double)component.Maintenance.Amount, 1e-6);
    }

    [Fact]
    public void Report_WhenAStraddleIsLong_NetGreeksBind()
    {
        // It loses where nothing moves: at ten days the volatility falls by 0.25 × 3^0.3 = 34.8 % in the expansion, with a day of decay; in the stress by 22 %.
        var component = Assert.Single(Straddled(days: 10, quantity: 1m).Under("hybrid").Components);

        Assert.Equal(("net greeks", "0 %, volatility down"), (component.Name, component.Working));
    }

    private static SmallBook Straddled(double days, decimal quantity) => new SmallBook().Priced("BTC", 100_000m)
        .Option("BTC", 100_000m, OptionRight.Call, days, 0.6, 100_000m, quantity)
        .Option("BTC", 100_000m, OptionRight.Put, days, 0.6, 100_000m, quantity);
}
