using MultiVenueMargin.Domain.Rules;
using static MultiVenueMargin.Risk.Tests.Textbook;

namespace MultiVenueMargin.Risk.Tests.House;

/// <summary>MARGIN §3: scenarios that are off in the requirement unless a rule set asks for them.</summary>
public sealed class OptionalScenarioTests
{
    [Fact]
    public void Optional_ByDefault_IsOff()
    {
        var scan = Desk.At("A").Priced("BTC", 100_000m).Perp("BTC-PERP", mark: 100_000m, quantity: 1m, quote: "USDT")
            .Unit("BTC").Scan;
        Assert.Equal(37, scan.Vector.Count);
    }

    [Fact]
    public void Skew_RotatesEachVolatilityAroundTheForward()
    {
        // K = 80 000: k = ln 0.8 = −0.2231…; S+1 takes σ·(1 + 0.5·k), S-1 σ·(1 − 0.5·k).
        var desk = Desk.At("A").Priced("BTC", 100_000m).Put("BTC-P", days: 73, strike: 80_000m, quantity: 1m, vol: 0.5)
            .Under(rules => With(rules, new OptionalScenarioRules { Skew = true }));
        var now = Put(100_000, 80_000, 0.5, 0.2);
        var k = Math.Log(0.8);
        AssertNear(Put(100_000, 80_000, 0.5 * (1 + (0.5 * k)), 0.2) - now, desk.Profit("BTC-P", "S+1"));
        AssertNear(Put(100_000, 80_000, 0.5 * (1 - (0.5 * k)), 0.2) - now, desk.Profit("BTC-P", "S-1"));
    }

    [Fact]
    public void Skew_FarFromTheForward_ClampsMoneynessAtOne()
    {
        var desk = Desk.At("A").Priced("BTC", 100_000m).Call("BTC-C", days: 365, strike: 400_000m, quantity: 1m, vol: 0.8)
            .Under(rules => With(rules, new OptionalScenarioRules { Skew = true }));
        var now = Call(100_000, 400_000, 0.8, 1);
        AssertNear(Call(100_000, 400_000, 1.2, 1) - now, desk.Profit("BTC-C", "S+1"));
    }

    [Fact]
    public void VenueLoss_TakesCollateralHedgesAndPositiveOptionsAndLeavesDebts()
    {
        // At A: 1 BTC of which 0.5 hedge the short at B (the rest counts 49 000), an option worth 3 000. At B: 0.2 BTC owed is no
        // loss; −16 % of it all is less.
        var desk = Desk.At("A").Priced("BTC", 100_000m).Holds("BTC", 1m)
            .Call("BTC-C", days: 30, strike: 1_000_000m, quantity: 1m, vol: 0.5, mark: 3_000m)
            .AndAt("B").Perp("BTC-PERP", mark: 100_000m, quantity: -0.3m).Owes("BTC", 0.2m)
            .Under(rules => With(rules, new OptionalScenarioRules { VenueLoss = true }));
        AssertNear(-(50_000 + 49_000 + 3_000), desk.Scenario("BTC", "VENUE-A"));
        Assert.Equal(0m, desk.Scenario("BTC", "VENUE-B"));
        Assert.Equal("VENUE-A", desk.Unit("BTC").Scan.Binding);
        Assert.Equal(desk.Unit("BTC").Scan.Amount.Amount, desk.Unit("BTC").Scan.Contributions.Sum(part => part.Amount.Amount));
    }

    [Fact]
    public void VenueLoss_WhenOptionsThereAreNetOwed_DoesNotForgiveThem()
    {
        var desk = Desk.At("A").Priced("BTC", 100_000m)
            .Call("BTC-C", days: 30, strike: 1_000_000m, quantity: -1m, vol: 0.5, mark: 3_000m)
            .Under(rules => With(rules, new OptionalScenarioRules { VenueLoss = true }));
        Assert.Equal(0m, desk.Scenario("BTC", "VENUE-A"));
    }

    [Fact]
    public void Depeg_OfTheQuote_CostsAShortAndFavoursALong()
    {
        // Δ$ 100 000 in USDT at 0.97/0.90/0.80 of its price.
        var desk = Desk.At("A").Priced("BTC", 100_000m).Perp("BTC-PERP", mark: 100_000m, quantity: -1m, quote: "USDT")
            .Under(rules => With(rules, new OptionalScenarioRules { Depeg = true }));
        Assert.Equal(-3_000m, desk.Scenario("BTC", "DEPEG-USDT@0.97"));
        Assert.Equal(-10_000m, desk.Scenario("BTC", "DEPEG-USDT@0.90"));
        Assert.Equal(-20_000m, desk.Scenario("BTC", "DEPEG-USDT@0.80"));
        Assert.Equal("DEPEG-USDT@0.80", desk.Unit("BTC").Scan.Binding);
    }

    [Fact]
    public void Reorganisation_TakesBackWhatIsNotFinal()
    {
        // 5 of 10 confirmations: 1 BTC counts 50 000·0.98; the final one stays.
        var desk = Desk.At("CHAIN").Priced("BTC", 100_000m).Holds("BTC", 1m, finality: (5, 10))
            .Holds("BTC", 1m, finality: (10, 10))
            .Under(rules => With(rules, new OptionalScenarioRules { Reorganisation = true }));
        AssertNear(-49_000, desk.Scenario("BTC", "REORG"));
    }

    private static RuleSet With(RuleSet rules, OptionalScenarioRules optional) =>
        rules with { Scan = rules.Scan with { Optional = optional } };
}
