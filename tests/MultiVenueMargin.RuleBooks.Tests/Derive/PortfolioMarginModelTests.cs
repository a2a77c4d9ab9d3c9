using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.RuleBooks.Tests.Derive;

public sealed class PortfolioMarginModelTests
{
    /// <summary>-18 % counts in full; -66 % by 0.21 and -33 % by 0.42 are 13 860 each; 3 % and 1 % of the notional come on top.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Pm2_WhenAPerpetualIsAlone_AsksTheWorstMoveAndTheContingency(int quantity)
    {
        var report = new DeriveDesk().Coin("USDC", 20_000m).Perp("BTC", 100_000m, quantity).Under("derive-pm2");

        Assert.Equal(20_000m, report.Equity.Amount);
        Assert.Equal(22_000m, report.Initial.Amount);
        Assert.Equal(17_400m, report.Maintenance.Amount);
        Assert.Equal(
            [("scenario loss", 18_000m, 14_400m), ("perpetual contingency", 4_000m, 3_000m)],
            report.Components.Select(component => (component.Name, component.Initial.Amount, component.Maintenance.Amount)));
        Assert.StartsWith(quantity > 0 ? "BTC scenario loss spot x0.82" : "BTC scenario loss spot x1.18", report.Binding, StringComparison.Ordinal);
        Assert.False(report.Acts);
    }

    [Theory]
    [InlineData(17_400, false)]
    [InlineData(17_399.99999999, true)]
    public void Pm2_WhenEquityIsOnTheLine_DoesNotActYet(double cash, bool acts)
    {
        var report = new DeriveDesk().Coin("USDC", (decimal)cash).Perp("BTC", 100_000m, 1m).Under("derive-pm2");

        Assert.Equal(acts, report.Acts);
        Assert.Equal(acts, report.Binding.Contains("auction", StringComparison.Ordinal));
    }

    /// <summary>Coin and short offset in every scenario: only haircut (2 %, 1 % more) and contingency (3 %, 1 % more) remain.</summary>
    [Fact]
    public void Pm2_WhenTheCoinHedgesThePerpetual_AsksNoScenarioLoss()
    {
        var report = new DeriveDesk().Coin("BTC", 1m).Perp("BTC", 100_000m, -1m).Under("derive-pm2");

        Assert.Equal((98_000m, 97_000m), (report.Equity.Amount, report.InitialEquity.Amount));
        Assert.Equal(4_000m, report.Initial.Amount);
        Assert.Equal(3_000m, report.Maintenance.Amount);
    }

    /// <summary>Under ETH's manager a bitcoin is shocked by nothing and loses 25 %, 30 % for initial margin. ETH: 18 %, 0.8 of it, and 3 %, 4 %.</summary>
    [Fact]
    public void Pm2_WhenTheCoinMovesWithAnotherUnderlying_TakesTheForeignHaircut()
    {
        var report = new DeriveDesk().Coin("BTC", 1m).Perp("ETH", 2_000m, 1m).Under("derive-pm2");

        Assert.Equal((75_000m, 70_000m), (report.Equity.Amount, report.InitialEquity.Amount));
        Assert.Equal(360m + 80m, report.Initial.Amount);
        Assert.Equal(288m + 60m, report.Maintenance.Amount);
    }

    /// <summary>Coins alone: each under its own manager, where its fall is a scenario; the stablecoin with the first.</summary>
    [Fact]
    public void Pm2_WhenThereAreOnlyCoins_ShocksEachUnderItsOwnManager()
    {
        var report = new DeriveDesk().Coin("BTC", 1m).Coin("ETH", 10m).Coin("USDT", 1_000m).Under("derive-pm2");

        Assert.Equal(121_000m - 2_000m - 300m - 20m, report.Equity.Amount);
        Assert.Equal(121_000m - 3_000m - 400m - 50m, report.InitialEquity.Amount);
        Assert.Equal(14_400m + 2_880m, report.Maintenance.Amount);
        Assert.Equal(18_000m + 3_600m, report.Initial.Amount);
    }

    /// <summary>-20 % and 3 % of the notional, together times 1.25 for initial margin.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Pm_WhenAPerpetualIsAlone_PutsTheContingencyInsideTheFactor(int quantity)
    {
        var report = new DeriveDesk().Coin("USDC", 30_000m).Perp("BTC", 100_000m, quantity).Under("derive-pm");

        Assert.Equal(28_750m, report.Initial.Amount);
        Assert.Equal(23_000m, report.Maintenance.Amount);
        Assert.Equal(
            [("scenario loss", 25_000m, 20_000m), ("perpetual contingency", 3_750m, 3_000m)],
            report.Components.Select(component => (component.Name, component.Initial.Amount, component.Maintenance.Amount)));
    }

    /// <summary>Dollars less a peg of 0.99 by 0.04, four times: 0.16 more of the loss. All of it is in USDC, worth 0.95.</summary>
    [Fact]
    public void Pm2_WhenCashLostItsPeg_AsksMoreAndCountsCashForWhatItIsWorth()
    {
        var report = new DeriveDesk().Priced("USDC", 0.95m).Coin("USDC", 40_000m).Perp("BTC", 100_000m, 1m).Under("derive-pm2");

        Assert.Equal(38_000m, report.Equity.Amount);
        Assert.Equal(0.95m * ((18_000m * 1.16m) + 4_000m), report.Initial.Amount);
        Assert.Equal(0.95m * 17_400m, report.Maintenance.Amount);
    }

    [Theory]
    [InlineData("derive-pm2")]
    [InlineData("derive-pm")]
    public void Manager_WhenProfitIsUnrealised_CountsItAsCash(string model)
    {
        var before = new DeriveDesk().Coin("USDC", 30_000m).Perp("BTC", 100_000m, 1m).Under(model);
        var after = new DeriveDesk().Coin("USDC", 30_000m).Perp("BTC", 100_000m, 1m, entry: 98_000m).Under(model);

        Assert.Equal(2_000m, (after.Equity - before.Equity).Amount);
        Assert.Equal(before.Maintenance, after.Maintenance);
    }

    /// <summary>100 000 contracts of a dollar are one bitcoin at 100 000, and pay the same in dollars.</summary>
    [Theory]
    [InlineData("derive-pm2")]
    [InlineData("derive-pm")]
    [InlineData("derive-sm")]
    public void Manager_WhenThePerpetualPaysInCoin_AsksAsForTheLinearOne(string model)
    {
        var linear = new DeriveDesk().Coin("USDC", 30_000m).Perp("BTC", 100_000m, 1m).Under(model);
        var inverse = new DeriveDesk().Coin("USDC", 30_000m).Perp("BTC", 100_000m, 100_000m, inverse: true).Under(model);

        Assert.Equal((linear.Initial, linear.Maintenance), (inverse.Initial, inverse.Maintenance));
    }

    [Theory]
    [InlineData("derive-pm2")]
    [InlineData("derive-pm")]
    public void Manager_WhenTheRulesDoNotKnowIt_SaysSoAndEvaluatesTheRest(string model)
    {
        var desk = new DeriveDesk().Coin("USDC", 30_000m).Perp("BTC", 100_000m, 1m);
        var alone = desk.Under(model);
        var report = desk.Perp("SOL", 100m, 50m).Future("BTC", 101_000m, 1m).Coin("SOL", 5m).Coin("ETH", -1m).Under(model);

        Assert.Equal(["BTC-FUT@DERIVE", "SOL-PERP@DERIVE", "ETH", "SOL"], report.NotCovered.Select(gap => gap.Subject));
        Assert.Equal(alone.Maintenance, report.Maintenance);
        Assert.Equal(-2_000m, (report.Equity - alone.Equity).Amount);
    }

    /// <summary>
    /// One short call struck at the money 30 days away at 50 %, no interest. The venue's charge for it alone is 0.3 % and 0.2 % of spot,
    /// and equity holds it at its Black-76 value: 100 000·(2·N(0.25·√(30/365)) − 1).
    /// </summary>
    [Fact]
    public void Pm2_WhenACallIsSold_ValuesItByBlackAndChargesTheNakedShort()
    {
        var report = new DeriveDesk().Coin("USDC", 50_000m).Option("BTC", OptionRight.Call, 100_000m, -1m).Under("derive-pm2");

        Near.Equal(50_000m - 5_713.77m, report.Equity.Amount, 0.01m);
        var contingency = Assert.Single(report.Components, component => component.Name == "option contingency");
        Assert.Equal((500m, 300m), (contingency.Initial.Amount, contingency.Maintenance.Amount));
        Assert.Contains("x1.18", report.Binding, StringComparison.Ordinal);
    }

    /// <summary>Paid in coin, a unit at expiry is worth index over forward now; 11 000 of it where the manager discounts, in full where it does not.</summary>
    [Theory]
    [InlineData("derive-pm2", 10_891.08910891)]
    [InlineData("derive-pm", 11_000)]
    [InlineData("derive-sm", 11_000)]
    public void Manager_WhenAForwardIsAboveTheIndex_DiscountsAsItsRulesSay(string model, double value)
    {
        var report = new DeriveDesk()
            .Option("BTC", OptionRight.Call, 90_000m, 1m, forward: 101_000m, inverse: true)
            .Option("BTC", OptionRight.Put, 90_000m, -1m, forward: 101_000m, inverse: true)
            .Under(model);

        Near.Equal((decimal)value, report.Equity.Amount, 0.00001m);
    }

    /// <summary>
    /// 450 s before expiry three quarters of the average are known. A synthetic forward of 10 000 falls by 18 % of 25 000 to 5 500, of which
    /// 0.95 count: 4 775 is lost, where all of it moving would lose 18 000.
    /// </summary>
    [Fact]
    public void Pm2_WhenTheAverageHasBegun_ShocksWhatIsStillToCome()
    {
        var report = new DeriveDesk()
            .Option("BTC", OptionRight.Call, 90_000m, 1m, days: 450.0 / 86_400.0)
            .Option("BTC", OptionRight.Put, 90_000m, -1m, days: 450.0 / 86_400.0)
            .Under("derive-pm2");

        Near.Equal(4_775m, report.Initial.Amount, 0.05m);
    }

    [Theory]
    [InlineData("derive-pm2")]
    [InlineData("derive-pm")]
    [InlineData("derive-sm")]
    public void Manager_WhenAnOptionIsDelivered_CountsItAsCash(string model)
    {
        var report = new DeriveDesk().Coin("USDC", 50_000m).Option("BTC", OptionRight.Call, 90_000m, -1m, days: -1).Delivered(97_000m).Under(model);

        Assert.Equal(43_000m, report.Equity.Amount);
        Assert.Empty(report.Components);
    }

    /// <summary>Past expiry and not delivered yet it is worth 10 000 and moves with nothing any more.</summary>
    [Theory]
    [InlineData("derive-pm2")]
    [InlineData("derive-pm")]
    [InlineData("derive-sm")]
    public void Manager_WhenAnOptionIsPastItsExpiry_ValuesItsPayoff(string model)
    {
        var report = new DeriveDesk().Coin("USDC", 50_000m).Option("BTC", OptionRight.Call, 90_000m, -1m, days: -1).Under(model);

        Assert.Equal(40_000m, report.Equity.Amount);
        Assert.All(report.Components, component => Assert.DoesNotContain(component.Name, new[] { "scenario loss", "forward contingency" }));
    }

    [Theory]
    [InlineData("derive-pm2")]
    [InlineData("derive-pm")]
    [InlineData("derive-sm")]
    public void Manager_WhenTheBookIsEmpty_AsksNothing(string model)
    {
        var report = new DeriveDesk().Under(model);

        Assert.Empty(report.Components);
        Assert.Equal(0m, report.Equity.Amount);
        Assert.False(report.Acts);
        Assert.Null(report.Ratio);
    }

    [Theory]
    [InlineData("derive-pm2")]
    [InlineData("derive-pm")]
    [InlineData("derive-sm")]
    public void Manager_WhenCashHasNoPrice_CountsNothingOfIt(string model)
    {
        var without = new DeriveDesk().Coin("BTC", 1m).Under(model);
        var report = new DeriveDesk().Unpriced("USDC").Coin("USDC", 1_000m).Coin("BTC", 1m).Under(model);

        Assert.Equal(without.Equity, report.Equity);
        Assert.Contains(report.NotModelled, gap => gap.Subject == "USDC");
    }
}
