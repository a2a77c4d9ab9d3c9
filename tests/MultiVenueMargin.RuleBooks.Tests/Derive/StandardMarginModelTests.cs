using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.RuleBooks.Tests.Derive;

public sealed class StandardMarginModelTests
{
    /// <summary>10 % and 6.5 % of 100 000; of 20 000 USD of ETH 80 % count, and 0.9375 of that for initial margin.</summary>
    [Fact]
    public void Sm_WhenEtherBacksAPerpetual_AsksItsShareAndCountsEtherInPart()
    {
        var report = new DeriveDesk().Coin("ETH", 10m).Perp("BTC", 100_000m, 1m).Under("derive-sm");

        Assert.Equal((16_000m, 15_000m), (report.Equity.Amount, report.InitialEquity.Amount));
        Assert.Equal(
            [("perpetual", "BTC", 10_000m, 6_500m)],
            report.Components.Select(component => (component.Name, component.Of, component.Initial.Amount, component.Maintenance.Amount)));
    }

    /// <summary>10 % out of the money: max(15 % − 10 %, 13 %) of spot beyond its value; 9 % for maintenance.</summary>
    [Theory]
    [InlineData(OptionRight.Put, 90_000)]
    [InlineData(OptionRight.Call, 110_000)]
    public void Sm_WhenAnOptionIsSold_AsksSharesOfSpotBeyondItsValue(OptionRight right, int strike)
    {
        var report = new DeriveDesk().Coin("USDC", 50_000m).Option("BTC", right, strike, -1m).Under("derive-sm");

        var options = Assert.Single(report.Components);
        Near.Equal(13_000m, options.Initial.Amount, 0.0000001m);
        Near.Equal(9_000m, options.Maintenance.Amount, 0.0000001m);
        Assert.Contains("each by itself", options.Working, StringComparison.Ordinal);
        Assert.True(report.Equity.Amount < 50_000m);
    }

    /// <summary>
    /// A put at 250 000 is owed 150 000. 9 % of that, 13 500, is more than 9 % of spot; and 1.05 × 163 500 is more than 15 % of spot beyond its
    /// value: 171 675 − 150 000. Without volatility, so that it is exact.
    /// </summary>
    [Fact]
    public void Sm_WhenASoldPutIsDeepInTheMoney_AsksAShareOfItsValue()
    {
        var report = new DeriveDesk().Coin("USDC", 200_000m).Option("BTC", OptionRight.Put, 250_000m, -1m, volatility: 0.0001).Under("derive-sm");

        Near.Equal(50_000m, report.Equity.Amount, 0.0000001m);
        Near.Equal(21_675m, report.Initial.Amount, 0.0000001m);
        Near.Equal(13_500m, report.Maintenance.Amount, 0.0000001m);
    }

    /// <summary>The spread cannot lose at expiry: nothing is asked but its own value, so that just the cash is free.</summary>
    [Fact]
    public void Sm_WhenASpreadCannotLose_GivesNoCreditForItsValue()
    {
        var report = new DeriveDesk().Coin("USDC", 1_000m)
            .Option("BTC", OptionRight.Call, 100_000m, 1m)
            .Option("BTC", OptionRight.Call, 110_000m, -1m)
            .Under("derive-sm");

        Assert.True(report.Equity.Amount > 2_000m);
        Near.Equal(1_000m, (report.Equity - report.Initial).Amount, 0.0000001m);
        Near.Equal(1_000m, (report.Equity - report.Maintenance).Amount, 0.0000001m);
        Assert.Contains("maximum loss", report.Components[0].Working, StringComparison.Ordinal);
    }

    /// <summary>The worst payoff is the width of the strikes, whatever the options are worth.</summary>
    [Fact]
    public void Sm_WhenASpreadIsSold_AsksNoMoreThanItsWidth()
    {
        var report = new DeriveDesk().Coin("USDC", 20_000m)
            .Option("BTC", OptionRight.Put, 100_000m, -1m)
            .Option("BTC", OptionRight.Put, 95_000m, 1m)
            .Under("derive-sm");

        Near.Equal(15_000m, (report.Equity - report.Initial).Amount, 0.0000001m);
        Near.Equal(15_000m, (report.Equity - report.Maintenance).Amount, 0.0000001m);
    }

    /// <summary>0.99 − 0.95, twice, of each unit's spot; in cash that is worth 0.95. Maintenance knows nothing of it.</summary>
    [Fact]
    public void Sm_WhenCashLostItsPeg_ChargesPositionsForInitialMarginAlone()
    {
        var report = new DeriveDesk().Priced("USDC", 0.95m).Coin("USDC", 40_000m).Perp("BTC", 100_000m, -1m).Under("derive-sm");

        var depeg = Assert.Single(report.Components, component => component.Name == "depeg");
        Assert.Equal((7_600m, 0m), (depeg.Initial.Amount, depeg.Maintenance.Amount));
        Assert.Equal((9_500m, 6_175m), (report.Components[0].Initial.Amount, report.Components[0].Maintenance.Amount));
    }

    [Fact]
    public void Sm_WhenAMarketListsNoOptions_SaysSoAndEvaluatesTheRest()
    {
        var report = new DeriveDesk().Priced("XYZ", 1m).Coin("USDC", 1_000m).Coin("XYZ", 7m)
            .Perp("SOL", 100m, 10m).Option("SOL", OptionRight.Call, 100m, -1m).Perp("XYZ", 1m, 5m)
            .Under("derive-sm");

        Assert.Equal(["SOL-30-100-Call@DERIVE", "XYZ-PERP@DERIVE", "XYZ"], report.NotCovered.Select(gap => gap.Subject));
        Assert.Equal((100m, 67m), (report.Initial.Amount, report.Maintenance.Amount));
        Assert.Equal(1_000m, report.Equity.Amount);
    }
}
