using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.Tests.Valuation;

/// <summary>MARGIN §1, Rounding: to 1e-8 USD, what is counted down, what is required up.</summary>
public sealed class RoundingTests
{
    [Fact]
    public void CountedLine_IsRoundedDown() =>
        Assert.Equal(0.12345678m, Desk.At("A").Holds("USD", 0.123456789m).Line("USD@A").Counted.Amount);

    [Fact]
    public void CountedDebt_IsRoundedDownToo() =>
        Assert.Equal(-0.12345679m, Desk.At("A").Owes("USD", 0.123456781m).Line("loan USD@A").Counted.Amount);

    [Fact]
    public void OptionValue_IsRoundedDownOnBothSides()
    {
        var desk = Desk.At("A").Priced("BTC", 100_000m)
            .Call("BTC-C", days: 30, strike: 1_000_000m, quantity: 1m, vol: 0.5, mark: 0.123456789m)
            .AndAt("B").Position("BTC-C", -1m);
        Assert.Equal([0.12345678m, -0.12345679m], desk.Equity().OptionValues.Select(option => option.Counted.Amount));
    }

    [Fact]
    public void ScenarioValue_IsRoundedDownOnBothSides()
    {
        var desk = Desk.At("A").Priced("BTC", 0.1m).Perp("BTC-PERP", mark: 0.123456789m, quantity: 1m);

        // −0.16·0.123456789 = −0.01975308624; a gain counts 0.6: 0.011851851744.
        Assert.Equal(0.01185185m, desk.Scenario("BTC", "G+4same"));
        Assert.Equal(-0.01975309m, desk.Scenario("BTC", "G-4same"));
        Assert.Equal(0.01975309m, desk.Unit("BTC").Scan.Amount.Amount);
    }

    [Fact]
    public void Component_IsRoundedUpOnceAndItsItemsAddUpToIt()
    {
        var funding = Desk.At("A").Priced("BTC", 1m)
            .Perp("BTC-P1", mark: 1m, quantity: 1m)
            .Quoted("BTC-P1", mark => mark with { PredictedFunding = new Rate(0.111111111m) })
            .Perp("BTC-P2", mark: 1m, quantity: 1m)
            .Quoted("BTC-P2", mark => mark with { PredictedFunding = new Rate(0.222222222m) })
            .Unit("BTC").Funding;

        // 0.333333333 up; what that adds goes to the larger item.
        Assert.Equal(0.33333334m, funding.Amount.Amount);
        Assert.Equal([0.111111111m, 0.222222229m], funding.Items.Select(item => item.Amount.Amount));
    }

    [Fact]
    public void Stale_IsRoundedUp()
    {
        // 0.123456789·0.02.
        var equity = Desk.At("A").Priced("BTC", 0.1m).Perp("BTC-PERP", mark: 0.123456789m, quantity: 1m)
            .Quoted("BTC-PERP", mark => mark with { Confidence = new Rate(0.01m) })
            .Equity();
        Assert.Equal(0.00246914m, equity.Stale.Amount);
    }

    [Fact]
    public void InitialMargin_IsRoundedUp()
    {
        // MM 0.16 + 1e-8: ·1.25 = 0.2000000125.
        var pool = Desk.At("A").Priced("BTC", 1m).Perp("BTC-PERP", mark: 1.0000000625m, quantity: 1m).WithScanAlone().Pool();
        Assert.Equal(0.16000001m, pool.MaintenanceMargin.Amount);
        Assert.Equal(0.20000002m, pool.InitialMargin.Amount);
    }

    [Fact]
    public void Ratio_IsRoundedDownForDisplay()
    {
        // 1/0.16 = 6.25 exactly; 1/0.16000001 = 6.249999609….
        var pool = Desk.At("A").Holds("USD", 1m).Priced("BTC", 1m).Perp("BTC-PERP", mark: 1.0000000625m, quantity: 1m)
            .WithScanAlone().Pool();
        Assert.Equal(6.24999960m, pool.Ratio.Worst);
    }

    [Fact]
    public void Kernel_ReturnsToDecimalAtFifteenDigits() =>
        Assert.Equal(0.333333333333333m, Kernel.ToDecimal(1.0 / 3));
}
