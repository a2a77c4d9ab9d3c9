using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Pricing;
using MultiVenueMargin.Risk.RuleBooks.Greeks;
using MultiVenueMargin.RuleBooks.Tests.Lending;

namespace MultiVenueMargin.RuleBooks.Tests.Greeks;

public sealed class GreeksModelTests
{
    [Fact]
    public void Report_WhenABookIsLinear_AsksTheRangeOfItsDelta()
    {
        // One bitcoin at 100 000, ±16 %: a fall of 16 000; IM × 1.25.
        var report = Btc().Perp("BTC", 100_000m, 1m).Under("greeks");

        var component = Assert.Single(report.Components);
        Assert.Equal(("Δ", "BTC", new Usd(16_000m), new Usd(20_000m)), (component.Name, component.Of, component.Maintenance, component.Initial));
        Assert.Equal("BTC: -16 %, volatility up", report.Binding);
    }

    [Fact]
    public void Report_WhenACoinCoversAShort_AsksNothing() =>
        Assert.Equal(Usd.Zero, Btc().Holds("BTC", 1m).Perp("BTC", 100_000m, -1m).Under("greeks").Maintenance);

    [Fact]
    public void Report_WhenAnotherUnderlyingIsHeld_HasItsOwnRange() =>
        Assert.Equal(new Usd(300m), new SmallBook().Priced("MYSTERY", 10m).Owes("MYSTERY", 100m).Under("greeks").Maintenance);

    [Fact]
    public void Report_WhenAStraddleIsShort_ItsTermsAddUpToTheLoss()
    {
        var report = Btc()
            .Option("BTC", 100_000m, OptionRight.Call, 60, 0.6, 100_000m, -1m)
            .Option("BTC", 100_000m, OptionRight.Put, 60, 0.6, 100_000m, -1m)
            .Under("greeks");

        // Worst: the full move with volatility up. By textbook formulas, with σ√T = 0.6·√(60/365) and d₁ = −d₂ = half of it; two options.
        var width = 0.6 * Math.Sqrt(60 / 365.0);
        var (density, d1) = (Math.Exp(-width * width / 8) / Math.Sqrt(2 * Math.PI), width / 2);
        var vega = 2 * 100_000 * density * Math.Sqrt(60 / 365.0);
        var change = 0.6 * 0.45 * Math.Pow(30 / 60.0, 0.13);
        var gamma = 0.5 * 2 * 100_000 * density / width * 0.16 * 0.16;
        var delta = 2 * ((2 * Textbook(d1)) - 1) / 2 * 100_000;
        var vanna = vega * d1 / width;
        var volga = -0.5 * vega * d1 * d1 / 0.6 * change * change;
        var theta = vega * 0.6 / 2 / (60 / 365.0) / 365;
        var move = 0.16;
        var expected = (delta * move) + gamma + (vega * change) + (vanna * move * change) + volga - theta;
        Assert.Equal(expected, (double)report.Maintenance.Amount, expected * 1e-9);
        Assert.Equal(["Δ", "Γ", "vega", "vanna", "volga", "θ"], report.Components.Select(component => component.Name));
        Assert.Equal(-theta, (double)report.Components[^1].Maintenance.Amount, theta * 1e-9);
    }

    [Theory]
    [InlineData(OptionRight.Call, 90, 0.4, 0.2)]
    [InlineData(OptionRight.Put, 120, 0.8, 1.5)]
    public void Expansion_WhenMovesAreSmall_FollowsTheRevaluation(OptionRight right, double strike, double volatility, double years)
    {
        var greeks = OptionExpansion.Of(right, 100, strike, volatility, years);
        double Change(double move, double shift) =>
            Black76.Price(right, 100 * (1 + move), strike, volatility + shift, years) - Black76.Price(right, 100, strike, volatility, years);

        foreach (var (move, shift) in new[] { (0.002, 0.001), (-0.002, 0.003), (0.004, -0.002) })
        {
            // What an expansion of second order leaves out is of the third.
            Assert.Equal(Change(move, shift), greeks.At(move, shift, 0).Profit, 2e-5);
        }

        const double Step = 1e-3;
        Assert.Equal((Change(Step, Step) - Change(Step, -Step) - Change(-Step, Step) + Change(-Step, -Step)) / (4 * Step * Step), greeks.Vanna, 1e-2);
        Assert.Equal((Change(0, Step) + Change(0, -Step)) / (Step * Step), greeks.Volga, 1e-2);
    }

    [Fact]
    public void Expansion_WhenNoTimeIsLeft_IsTheStepAtTheStrike() =>
        Assert.Equal(OptionExpansion.Linear(100), OptionExpansion.Of(OptionRight.Call, 100, 90, 0.5, 0));

    private static SmallBook Btc() => new SmallBook().Priced("BTC", 100_000m);

    // N(x) to 1e-12 by its series, which is apart from what prices our options.
    private static double Textbook(double x)
    {
        var (term, sum) = (x, x);
        for (var n = 1; n < 60; n++)
        {
            term *= -x * x / (2 * n);
            sum += term / ((2 * n) + 1);
        }

        return 0.5 + (sum / Math.Sqrt(2 * Math.PI));
    }
}
