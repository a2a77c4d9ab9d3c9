using MultiVenueMargin.Domain.Books;
using static MultiVenueMargin.RuleBooks.Tests.Perpetuals.PerpetualsDesk;

namespace MultiVenueMargin.RuleBooks.Tests.Bybit;

public sealed class BybitUnifiedModelTests
{
    private static readonly IMarginModel Model = ModelCatalogue.Shipped.Find("bybit-uta")!;

    /// <summary>
    /// 35 BTC count 32.55, at 100 000. Short ten calls of 0.1 BTC: 3 % of the index, the mark of 8 000 and 0.2 % of the index: 11 200; to open,
    /// 10 000 (15 % less 10 000 out of the money is less) and the larger of entry and mark. 1 BTC perpetual: 500, 1 000. 10 000 USDT owed: 5 and 10 %.
    /// </summary>
    [Fact]
    public void Evaluate_WhenEverythingMeets_AddsUpByHand()
    {
        var report = Model.Evaluate(BookOf(
            [Own(Btc, 35m), Owe(Usdt, 10_000m)], [Hold(BtcUsdt, 1m, 95_000m), Hold(Call, -10m, 9_000m)]));

        Assert.Equal(3_255_000m - 10_000m + 5_000m, report.Equity.Amount);
        Assert.Equal((500m, 1_000m), (Maintenance(report, "position", "BTCUSDT"), Initial(report, "position", "BTCUSDT")));
        Assert.Equal((11_200m, 19_000m), (Maintenance(report, "option", "BTC-CALL"), Initial(report, "option", "BTC-CALL")));
        Assert.Equal((500m, 1_000m), (Maintenance(report, "loan", "USDT"), Initial(report, "loan", "USDT")));
        Assert.Equal((12_200m, 21_000m), (report.Maintenance.Amount, report.Initial.Amount));
        Assert.StartsWith("option BTC-CALL", report.Binding, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_WhenAnOptionIsLong_AsksAndCountsNothingOfIt()
    {
        var report = Model.Evaluate(BookOf([Own(Usdt, 1_000m)], [Hold(Call, 10m)]));

        Assert.Empty(report.Components);
        Assert.Equal(1_000m, report.Equity.Amount);
    }

    [Fact]
    public void Evaluate_WhenTwoVenuesHoldOneOption_NetsIt()
    {
        var report = Model.Evaluate(BookOf([Own(Usdt, 1_000m)], [Hold(Call, 4m), Hold(Call, -5m, at: B)]));

        Assert.Equal(1_120m, report.Maintenance.Amount);
        Assert.Empty(Model.Evaluate(BookOf([Own(Usdt, 1_000m)], [Hold(Call, 5m), Hold(Call, -5m, at: B)])).Components);
    }

    [Fact]
    public void Evaluate_WhenInverseProfitIsInCoin_CountsItAtTheCoinsRate()
    {
        // 10 000 USD long from 80 000: 0.125 − 0.1 = 0.025 BTC, 98 % of 2 500.
        var report = Model.Evaluate(BookOf([], [Hold(Inverse, 100m, 80_000m)]));

        Assert.Equal((2_450m, 50m), (report.Equity.Amount, report.Maintenance.Amount));
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(500.00000001, false)]
    public void Acts_WhenTheMaintenanceRateIsExactlyOne_Liquidates(decimal usdt, bool acts) =>
        Assert.Equal(acts, Model.Evaluate(BookOf([Own(Usdt, usdt)], [Hold(BtcUsdt, 1m)])).Acts);

    [Fact]
    public void Evaluate_WhenAnOrderCrossesTheMark_TakesItsLossOffEquity() => Assert.Equal(
        9_000m, Model.Evaluate(BookOf([Own(Usdt, 10_000m)], orders: [Rest(BtcUsdt, OrderSide.Ask, 1m, 99_000m)])).Equity.Amount);

    [Fact]
    public void Evaluate_WhenTheBookIsEmpty_AsksNothing() => Assert.Empty(Model.Evaluate(BookOf()).Components);
}
