using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.RuleBooks.Tests.Lending;

namespace MultiVenueMargin.RuleBooks.Tests.Statistical;

public sealed class VarModelTests
{
    // Every day moved by 2 %: each forecast is 2 % too, and filtering changes nothing. 300 days.
    private static readonly double[] Even = [.. Enumerable.Range(0, 300).Select(day => day % 2 == 0 ? 0.02 : -0.02)];

    private static double Loss(double logReturn) => 100_000 * (1 - Math.Exp(logReturn));

    [Fact]
    public void Report_WhenEveryDayMovedAlike_AsksThatMoveOverTwoDays()
    {
        var report = Btc(Even, longRun: 0.01).Perp("BTC", 100_000m, 1m).Under("var");

        // √2 × 2 % down; the buffer stands in full on initial margin.
        Assert.Equal(Loss(-0.02 * Math.Sqrt(2)), (double)report.Maintenance.Amount, 1e-6);
        Assert.Equal(1.25 * Loss(-0.02 * Math.Sqrt(2)), (double)report.Initial.Amount, 1e-6);
        Assert.EndsWith("over 300 days", report.Binding, StringComparison.Ordinal);
        Assert.Empty(report.NotCovered);
    }

    [Fact]
    public void Report_WhenLongRunVolatilityIsHigher_InitialMarginDoesNotFallBelowIt()
    {
        var report = Btc(Even, longRun: 0.03).Perp("BTC", 100_000m, 1m).Under("var");

        Assert.Equal(1.25 * Loss(-0.03 * Math.Sqrt(2)), (double)report.Initial.Amount, 1e-6);
        Assert.Equal(Loss(-0.02 * Math.Sqrt(2)), (double)report.Maintenance.Amount, 1e-6);
    }

    [Fact]
    public void Report_WhenTheStressIsWorse_ItWeighsAQuarterInInitialMargin()
    {
        var report = Btc(Even, longRun: 0.01, stress: -0.7).Perp("BTC", 100_000m, 1m).Under("var");

        Assert.Equal(1.25 * ((0.75 * Loss(-0.02 * Math.Sqrt(2))) + (0.25 * Loss(-0.7))), (double)report.Initial.Amount, 1e-6);
    }

    [Fact]
    public void Report_WhenTheLastDaysWereCalm_TheHistoricalTailBinds()
    {
        // 290 wild days, then 200 calm ones: today's volatility is small, and the rescaled tail with it.
        double[] returns = [.. Enumerable.Range(0, 290).Select(day => day % 2 == 0 ? 0.05 : -0.05), .. Enumerable.Range(0, 200).Select(day => day % 2 == 0 ? 0.001 : -0.001)];

        var report = Btc(returns, longRun: 0.001).Perp("BTC", 100_000m, 1m).Under("var");

        Assert.StartsWith("historical", report.Binding, StringComparison.Ordinal);
        Assert.Equal(Loss(-0.05 * Math.Sqrt(2)), (double)report.Maintenance.Amount, 1e-6);
    }

    [Fact]
    public void Report_WhenTheLastDaysWereWild_TheFilteredTailBinds()
    {
        double[] returns = [.. Enumerable.Range(0, 290).Select(day => day % 2 == 0 ? 0.01 : -0.01), .. Enumerable.Range(0, 20).Select(day => day % 2 == 0 ? 0.04 : -0.04)];

        var report = Btc(returns, longRun: 0.001).Perp("BTC", 100_000m, 1m).Under("var");

        Assert.StartsWith("filtered", report.Binding, StringComparison.Ordinal);
        Assert.True((double)report.Maintenance.Amount > Loss(-0.04 * Math.Sqrt(2)));
    }

    [Fact]
    public void Report_WhenUnderlyingsMovedAgainstEachOther_CountsWhatThatTakesAway()
    {
        var report = Btc(Even, longRun: 0.01).Priced("ETH", 3_000m).History("ETH", [.. Even.Select(each => -each)], 0.01)
            .Perp("BTC", 100_000m, 1m).Holds("ETH", 10m).Under("var");

        // On the days on which bitcoin fell, ten ether at 3 000 rose.
        var both = Loss(-0.02 * Math.Sqrt(2)) - (30_000 * (Math.Exp(0.02 * Math.Sqrt(2)) - 1));
        Assert.Equal(both, (double)report.Maintenance.Amount, 1e-6);
        Assert.Equal(["BTC", "ETH", ""], report.Components.Take(3).Select(component => component.Of));
        Assert.True(report.Components[2].Maintenance < Usd.Zero);
        Assert.Equal("diversification", report.Components[2].Name);
    }

    [Fact]
    public void Report_WhenNoHistoryIsLoaded_SaysSoAndGuessesNothing()
    {
        var report = Btc(Even, longRun: 0.01).Priced("ETH", 3_000m).Perp("BTC", 100_000m, 1m).Holds("ETH", 10m).Under("var");

        Assert.Equal("ETH", Assert.Single(report.NotCovered).Subject);
        Assert.Equal(Loss(-0.02 * Math.Sqrt(2)), (double)report.Maintenance.Amount, 1e-6);
        Assert.Equal(new Usd(30_000m), report.Equity);
    }

    [Fact]
    public void Report_WhenTheHistoryIsShort_SaysHowShort() => Assert.Contains(
        Btc([0.01, -0.02], longRun: 0.01).Perp("BTC", 100_000m, 1m).Under("var").NotModelled,
        gap => gap.Subject == "history" && gap.Reason.Contains("2 days", StringComparison.Ordinal));

    [Fact]
    public void Report_WhenABookIsHedged_AsksNothing() =>
        Assert.Equal(Usd.Zero, Btc(Even, longRun: 0.01).Holds("BTC", 2m).Perp("BTC", 100_000m, -2m).Under("var").Initial);

    [Fact]
    public void Report_WhenOptionsAreHeld_RevaluesThem()
    {
        // A long put far in the money is a short forward: it loses as much as the price rises.
        var report = Btc(Even, longRun: 0.01).Option("BTC", 1_000_000m, OptionRight.Put, 30, 0.2, 100_000m, 1m).Under("var");

        Assert.Equal(-Loss(0.02 * Math.Sqrt(2)), (double)report.Maintenance.Amount, 1e-3);
    }

    private static SmallBook Btc(double[] returns, double longRun, double? stress = null) => stress is { } move
        ? new SmallBook().Priced("BTC", 100_000m).History("BTC", returns, longRun, new Domain.Market.StressMove(move, 0))
        : new SmallBook().Priced("BTC", 100_000m).History("BTC", returns, longRun);
}
