using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.RuleBooks.Binance;
using static MultiVenueMargin.RuleBooks.Tests.Perpetuals.PerpetualsDesk;

namespace MultiVenueMargin.RuleBooks.Tests.Binance;

public sealed class BinancePortfolioModelTests
{
    private static readonly IMarginModel Model = ModelCatalogue.Shipped.Find("binance-pm")!;

    private static readonly UniMmrBands Bands = new(1.5m, 1.2m, 1.05m, 1m);

    /// <summary>
    /// BTC: 0.5 less 0.04 borrowed less 10 000·(1/80 000 − 1/100 000) = 0.025 lost short: 0.435, 43 500 USD, 95 % of it 41 325. USDT: 10 000
    /// and 1 000 of profit. Loan 4 000: 10 %, and half to borrow at 3 times. Both futures 10 000: 0.5 % and a hundredth.
    /// </summary>
    [Fact]
    public void Evaluate_WhenCoinsFuturesAndALoanMeet_AddsUpByHand()
    {
        var report = Model.Evaluate(BookOf(
            [Own(Btc, 0.5m), Owe(Btc, 0.04m), Own(Usdt, 10_000m)], [Hold(BtcUsdt, 0.1m, 90_000m), Hold(Inverse, -100m, 80_000m)]));

        Assert.Equal(52_325m, report.Equity.Amount);
        Assert.Equal(
            (50m, 50m, 400m),
            (Maintenance(report, "position", "BTCUSDT"), Maintenance(report, "position", "BTCUSD-COIN"), Maintenance(report, "loan", "BTC")));
        Assert.Equal((100m, 100m, 2_000m), (Initial(report, "position", "BTCUSDT"), Initial(report, "position", "BTCUSD-COIN"), Initial(report, "loan", "BTC")));
        Assert.Equal((500m, 2_200m), (report.Maintenance.Amount, report.Initial.Amount));
        Assert.Contains("uniMMR 104.65, normal", report.Binding, StringComparison.Ordinal);
    }

    /// <summary>10 SOL owed and none owned: 2 000 in full, no haircut. A bid of 1 BTC at 101 000 would lose 1 000 at once.</summary>
    [Fact]
    public void Evaluate_WhenOwedOrOrdered_TakesItOffInFull()
    {
        var report = Model.Evaluate(BookOf([Own(Usdt, 10_000m), Owe(Sol, 10m)], orders: [Rest(BtcUsdt, OrderSide.Bid, 1m, 101_000m)]));

        Assert.Equal(7_000m, report.Equity.Amount);
        Assert.Equal((1_000m, 0m), (Initial(report, "orders", "BTCUSDT"), Maintenance(report, "orders", "BTCUSDT")));
        Assert.Equal(200m, report.Maintenance.Amount);
    }

    /// <summary>An inverse ask far below the mark gives coins away: 10 000 · (1/80 000 − 1/100 000) = 0.025 BTC.</summary>
    [Fact]
    public void Evaluate_WhenAnInverseOrderCrossesTheMark_TakesItsLossOff() => Assert.Equal(
        10_000m - 2_500m,
        Model.Evaluate(BookOf([Own(Usdt, 10_000m)], orders: [Rest(Inverse, OrderSide.Ask, 100m, 80_000m)])).Equity.Amount);

    /// <summary>1 BTC asks 500; 1.05 times that is 525, at which liquidation has begun.</summary>
    [Theory]
    [InlineData(525, true)]
    [InlineData(525.00000001, false)]
    public void Acts_WhenUniMmrIsExactlyOnTheBand_Liquidates(decimal usdt, bool acts) =>
        Assert.Equal(acts, Model.Evaluate(BookOf([Own(Usdt, usdt)], [Hold(BtcUsdt, 1m)])).Acts);

    [Theory]
    [InlineData(1.500001, UniMmrState.Normal)]
    [InlineData(1.5, UniMmrState.Reminder)]
    [InlineData(1.2, UniMmrState.ReduceOnly)]
    [InlineData(1.05, UniMmrState.Liquidation)]
    [InlineData(1.0, UniMmrState.LiquidationAndClaim)]
    [InlineData(-3, UniMmrState.LiquidationAndClaim)]
    public void StateAt_WhenExactlyOnABound_IsTheWorseOne(decimal ratio, UniMmrState state) => Assert.Equal(state, Bands.StateAt(ratio));

    [Fact]
    public void Evaluate_WhenACoinHasNoRate_SaysWhatStandsIn()
    {
        var report = Model.Evaluate(BookOf([Own(Sol, 10m)]));

        Assert.Equal(1_400m, report.Equity.Amount);
        Assert.Contains(report.NotModelled, gap => gap.Subject == "SOL" && gap.Reason.Contains("0.7", StringComparison.Ordinal));
    }

    [Fact]
    public void Evaluate_WhenThereIsAnOption_NamesIt() =>
        Assert.Equal("BTC-CALL@A", Assert.Single(Model.Evaluate(BookOf([Own(Usdt, 1m)], [Hold(Call, -1m)])).NotCovered).Subject);

    [Fact]
    public void Evaluate_WhenTheBookIsEmpty_AsksNothing()
    {
        var report = Model.Evaluate(BookOf());

        Assert.Empty(report.Components);
        Assert.Equal(string.Empty, report.Binding);
    }
}
