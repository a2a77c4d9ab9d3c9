using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Risk.RuleBooks.Books;
using static MultiVenueMargin.RuleBooks.Tests.Perpetuals.PerpetualsDesk;

namespace MultiVenueMargin.RuleBooks.Tests.Hyperliquid;

public sealed class HyperliquidModelTests
{
    private static readonly IMarginModel Model = ModelCatalogue.Shipped.Find("hyperliquid")!;

    /// <summary>
    /// 2 BTC from 98 000: +4 000, 200 000 · 1.25 % = 2 500 and a fortieth of it, 5 000. −30 ETH from 3 900: −3 000, 120 000 · 2 % = 2 400 and
    /// 4 800. 1 000 SOL: 200 000 · 2.5 % = 5 000 and 10 000.
    /// </summary>
    [Fact]
    public void Evaluate_WhenAllIsKnown_AddsUpByHand()
    {
        var report = Model.Evaluate(BookOf(
            [Own(Usdc, 50_000m)], [Hold(BtcUsdc, 2m, 98_000m), Hold(EthUsdc, -30m, 3_900m), Hold(SolUsdc, 1_000m, 200m)]));

        Assert.Equal((2_500m, 2_400m, 5_000m), (Maintenance(report, "position", "BTC"), Maintenance(report, "position", "ETH"), Maintenance(report, "position", "SOL")));
        Assert.Equal((51_000m, 9_900m, 19_800m), (report.Equity.Amount, report.Maintenance.Amount, report.Initial.Amount));
        Assert.StartsWith("position SOL: 200000 USD × 0.025", report.Binding, StringComparison.Ordinal);
        Assert.Empty(report.NotCovered);
        Assert.False(report.Acts);
    }

    /// <summary>300 million of BTC: 2.5 % less 150 million · (2.5 − 1.25) %, and a twentieth to open.</summary>
    [Fact]
    public void Evaluate_WhenBeyondTheFirstTier_TakesTheDeductionOff()
    {
        var report = Model.Evaluate(BookOf([Own(Usdc, 1m)], [Hold(BtcUsdc, -3_000m)]));

        Assert.Equal((5_625_000m, 15_000_000m), (report.Maintenance.Amount, report.Initial.Amount));
    }

    /// <summary>One perpetual per coin there: what two venues list in two currencies is one position.</summary>
    [Fact]
    public void Evaluate_WhenTwoVenuesHoldOpposites_NetsThem()
    {
        var report = Model.Evaluate(BookOf([Own(Usdc, 1m)], [Hold(BtcUsdc, 2m), Hold(BtcUsdt, -1.5m, at: B)]));

        Assert.Equal(50_000m * 0.0125m, report.Maintenance.Amount);
    }

    [Theory]
    [InlineData(2_500, false)]
    [InlineData(2_499.99999999, true)]
    public void Acts_WhenEquityIsExactlyMaintenance_IsSafe(decimal usdc, bool acts) =>
        Assert.Equal(acts, Model.Evaluate(BookOf([Own(Usdc, usdc)], [Hold(BtcUsdc, 2m)])).Acts);

    /// <summary>Two thirds of 2 500 are 1 666.67.</summary>
    [Theory]
    [InlineData(1_600, true)]
    [InlineData(1_700, false)]
    public void Binding_WhenEquityIsBelowTwoThirds_NamesTheBackstop(decimal usdc, bool named) =>
        Assert.Equal(named, Model.Evaluate(BookOf([Own(Usdc, usdc)], [Hold(BtcUsdc, 2m)])).Binding.Contains("backstop", StringComparison.Ordinal));

    [Fact]
    public void Evaluate_WhenPartOfTheBookIsUnknownThere_NamesItAndEvaluatesTheRest()
    {
        var report = Model.Evaluate(BookOf(
            [Own(Usdc, 10_000m), Own(Btc, 1m), Owe(Usdt, 700m)],
            [Hold(BtcUsdc, 1m), Hold(Inverse, 100m, 90_000m), Hold(Future, 1m, 90_000m), Hold(Call, -3m)],
            [Rest(BtcUsdc, OrderSide.Bid, 1m, 90_000m), Rest(Call, OrderSide.Ask, 1m, 9_000m)]));

        Assert.Equal(["BTC-CALL@A", "BTCUSD@A", "BTCUSDT-MAY@A", "order BTC-CALL@A", "BTC", "USDT"], report.NotCovered.Select(gap => gap.Subject));

        Assert.EndsWith("would lend 50000 USDC against it", report.NotCovered[4].Reason, StringComparison.Ordinal);

        // The future's 12 000 of profit left with it; the debt stays.
        Assert.Equal((10_000m - 700m, 1_250m, 2_500m), (report.Equity.Amount, report.Maintenance.Amount, report.Initial.Amount));
        Assert.Contains(report.NotModelled, gap => gap.Subject == "orders");
    }

    [Fact]
    public void Evaluate_WhenACoinHasNoTable_SaysWhichStandsIn()
    {
        var report = Model.Evaluate(BookOf([Own(Usdc, 10_000m)], [Hold(SolUsdc, 1m)]));
        Assert.DoesNotContain(report.NotModelled, gap => gap.Reason.Contains("stands in", StringComparison.Ordinal));

        var market = Market with
        {
            Prices = Market.Prices.Append(new(new Asset("ADA"), new() { Mark = new(1m), AsOf = Now })).ToDictionary(),
            Instruments = Market.Instruments.Append(new(new("ADAUSDC"), new Domain.Instruments.Perpetual(new("ADAUSDC"), new("ADA"), Domain.Instruments.ContractStyle.Linear, Usdc, 1m))).ToDictionary(),
            Marks = Market.Marks.Append(new(new("ADAUSDC"), new() { Mark = new(1m), AsOf = Now })).ToDictionary(),
        };
        var other = Model.Evaluate(BookOf([Own(Usdc, 10_000m)], [Hold(new("ADAUSDC"), 4_000_000m)], market: market));

        // 10x to 3 million, then 5x: 3 million · 5 % + 1 million · 10 %.
        Assert.Equal(250_000m, other.Maintenance.Amount);
        Assert.Contains(other.NotModelled, gap => gap.Subject == "ADA" && gap.Reason.Contains("'others'", StringComparison.Ordinal));
    }

    [Fact]
    public void Evaluate_WhenTheBookIsEmpty_AsksNothing()
    {
        var report = Model.Evaluate(BookOf());

        Assert.Equal((Usd.Zero, Usd.Zero, Usd.Zero), (report.Equity, report.Maintenance, report.Initial));
        Assert.False(report.Acts);
        Assert.Null(report.Ratio);
    }
}
