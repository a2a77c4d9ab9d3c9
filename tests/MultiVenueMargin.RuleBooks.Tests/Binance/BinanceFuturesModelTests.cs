using MultiVenueMargin.Domain.Books;
using static MultiVenueMargin.RuleBooks.Tests.Perpetuals.PerpetualsDesk;

namespace MultiVenueMargin.RuleBooks.Tests.Binance;

public sealed class BinanceFuturesModelTests
{
    private static readonly IMarginModel Model = ModelCatalogue.Shipped.Find("binance-um")!;

    /// <summary>
    /// 1 BTC from 95 000: +5 000, 100 000 · 0.5 % = 500, a hundredth to open. −50 ETH: 200 000 · 0.5 % = 1 000, 2 000. 1 000 SOL by the ladder of
    /// ADA: 100 000 · 2.5 % + 100 000 · 5 % = 7 500, a tenth to open.
    /// </summary>
    [Fact]
    public void Evaluate_WhenAllIsKnown_AddsUpByHand()
    {
        var report = Model.Evaluate(BookOf([Own(Usdt, 20_000m)], [Hold(BtcUsdt, 1m, 95_000m), Hold(EthUsdt, -50m, 4_000m), Hold(SolUsdt, 1_000m, 200m)]));

        Assert.Equal(
            (500m, 1_000m, 7_500m),
            (Maintenance(report, "position", "BTCUSDT"), Maintenance(report, "position", "ETHUSDT"), Maintenance(report, "position", "SOLUSDT")));
        Assert.Equal((25_000m, 9_000m, 23_000m), (report.Equity.Amount, report.Maintenance.Amount, report.Initial.Amount));
        Assert.Contains(report.NotModelled, gap => gap.Subject == "SOL" && gap.Reason.Contains("'ADA'", StringComparison.Ordinal));
        Assert.DoesNotContain(report.NotModelled, gap => gap.Subject == "BTC");
    }

    /// <summary>
    /// The venue's worked example as a whole book. At the published liquidation price of one position, the other at its mark, equity is
    /// maintenance: to half a cent of the printed price, times the coins.
    /// </summary>
    [Theory]
    [InlineData(31_967.27, 1_153.26, 3_683.979)]
    [InlineData(26_316.89, 1_335.18, 109.488)]
    public void Evaluate_AtAPublishedLiquidationPrice_StandsOnTheLine(decimal btc, decimal eth, decimal coins)
    {
        var report = Model.Evaluate(BookOf(
            [Own(Usdt, 1_535_443.01m)],
            [Hold(BtcUsdt, 109.488m, 32_481.98m), Hold(EthUsdt, 3_683.979m, 1_456.84m)],
            market: MarketAt(btc, eth)));

        Assert.InRange(report.Cushion.Amount, -0.005m * coins, 0.005m * coins);
    }

    /// <summary>The venue lists USDT, USDC and dated contracts apart: they do not net, the same one at two venues does.</summary>
    [Fact]
    public void Evaluate_WhenContractsDiffer_MarginsThemApart()
    {
        var report = Model.Evaluate(BookOf(
            [Own(Usdt, 1m)], [Hold(BtcUsdt, 2m), Hold(BtcUsdt, -1m, at: B), Hold(BtcUsdc, -1m), Hold(Future, -1m)]));

        Assert.Equal(["BTCUSDC", "BTCUSDT", "BTCUSDT-20260514"], report.Components.Select(component => component.Of));
        Assert.Equal(500m + 500m + 510m, report.Maintenance.Amount);
    }

    /// <summary>Long 1: bids of 2 leave 3 long; asks of 5 leave 4 short, the worse. A hundredth of 400 000 less that of 100 000.</summary>
    [Fact]
    public void Evaluate_WhenOrdersRest_TakesTheWorseSide()
    {
        var report = Model.Evaluate(BookOf(
            [Own(Usdt, 1m)], [Hold(BtcUsdt, 1m)], [Rest(BtcUsdt, OrderSide.Bid, 2m, 90_000m), Rest(BtcUsdt, OrderSide.Ask, 5m, 110_000m)]));

        Assert.Equal((3_000m, 0m), (Initial(report, "orders", "BTCUSDT"), Maintenance(report, "orders", "BTCUSDT")));
    }

    [Fact]
    public void Evaluate_WhenOrdersOnlyReduce_AddsNothing() => Assert.DoesNotContain(
        Model.Evaluate(BookOf([Own(Usdt, 1m)], [Hold(BtcUsdt, 3m)], [Rest(BtcUsdt, OrderSide.Ask, 5m, 110_000m)])).Components,
        component => component.Name == "orders");

    [Theory]
    [InlineData(500, true)]
    [InlineData(500.00000001, false)]
    public void Acts_WhenEquityIsExactlyMaintenance_Liquidates(decimal usdt, bool acts) =>
        Assert.Equal(acts, Model.Evaluate(BookOf([Own(Usdt, usdt)], [Hold(BtcUsdt, 1m)])).Acts);

    [Fact]
    public void Evaluate_WhenPartOfTheBookIsUnknownThere_NamesItAndEvaluatesTheRest()
    {
        var report = Model.Evaluate(BookOf(
            [Own(Usdt, 1_000m), Own(Eth, 5m), Own(Unpriced, 3m)], [Hold(BtcUsdt, 1m), Hold(Inverse, 10m, 50_000m), Hold(Call, 1m)]));

        Assert.Equal(["BTC-CALL@A", "BTCUSD@A", "ETH", "NOPRICE"], report.NotCovered.Select(gap => gap.Subject));
        Assert.Equal((1_000m, 500m), (report.Equity.Amount, report.Maintenance.Amount));
        Assert.Contains(report.NotModelled, gap => gap.Subject == "NOPRICE");
    }

    [Fact]
    public void Evaluate_WhenTheBookIsEmpty_AsksNothing() => Assert.Empty(Model.Evaluate(BookOf()).Components);
}
