using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Risk.RuleBooks.Binance;
using MultiVenueMargin.Risk.RuleBooks.Bybit;
using MultiVenueMargin.Risk.RuleBooks.Hyperliquid;
using MultiVenueMargin.Risk.RuleBooks.Perpetuals;

namespace MultiVenueMargin.RuleBooks.Tests.Perpetuals;

/// <summary>A liquidation price is right when, at it, equity is exactly what must be kept.</summary>
public sealed class LiquidationPriceTests
{
    [Fact]
    public void Binance_AtItsPrice_WalletAndProfitEqualMaintenance() => ForAny((size, entry) =>
    {
        const decimal Wallet = 50m, Rate = 0.02m, Deduction = 3m;
        var other = new BracketedPosition(-2m, 10m, 11m, 0.01m, 0m);
        var price = BinanceLiquidationPrice.Of(Wallet, new BracketedPosition(size, entry, entry, Rate, Deduction), [other]);
        var there = new BracketedPosition(size, entry, price, Rate, Deduction);

        // 2 short from 10 at 11: −2 of profit, 0.22 of maintenance.
        var equity = Wallet + there.Profit - 2m;
        var maintenance = (Math.Abs(size) * price * Rate) - Deduction + 0.22m;
        return Near(equity, maintenance);
    });

    [Fact]
    public void Hyperliquid_AtItsPrice_MarginEqualsMaintenance() => ForAny((size, entry) =>
    {
        const decimal Margin = 40m, Rate = 0.0125m;
        var price = HyperliquidLiquidationPrice.Of(entry, size, Margin, Rate);
        return Near(Margin + (size * (price - entry)), Math.Abs(size) * price * Rate);
    });

    [Fact]
    public void GateAndOkx_AtItsPrice_MarginPaysMaintenanceAndTheFee() => ForAny((size, entry) =>
    {
        const decimal Margin = 40m, Rate = 0.01m, Fee = 0.0006m;
        var price = CloseFeeLiquidationPrice.Of(size, entry, Margin, Rate, Fee);
        return Near(Margin + (size * (price - entry)), Math.Abs(size) * price * (Rate + Fee));
    });

    [Fact]
    public void Bybit_AtItsPrice_WhatIsLeftIsMaintenanceAtEntry() => ForAny((size, entry) =>
    {
        const decimal Leverage = 5m, Rate = 0.01m;
        var price = BybitLiquidationPrice.Isolated(entry, Leverage, Rate, size > 0);
        var left = (Math.Abs(size) * entry / Leverage) + (size * (price - entry));
        return Near(left, Math.Abs(size) * entry * Rate);
    });

    /// <summary>Binance' own worked example of two positions on one wallet; both prices were published.</summary>
    [Fact]
    public void Binance_WhenTwoPositionsShareAWallet_GivesThePublishedPrices()
    {
        var eth = new BracketedPosition(3_683.979m, 1_456.84m, 1_335.18m, 0.1m, 135_365m);
        var btc = new BracketedPosition(109.488m, 32_481.98m, 31_967.27m, 0.025m, 16_300m);

        Assert.Equal(1_153.26m, decimal.Round(BinanceLiquidationPrice.Of(1_535_443.01m, eth, [btc]), 2));
        Assert.Equal(26_316.89m, decimal.Round(BinanceLiquidationPrice.Of(1_535_443.01m, btc, [eth]), 2));
    }

    [Theory]
    [InlineData(true, 100, 80, 81)]
    [InlineData(false, 100, 120, 119)]
    public void Buffered_AnySide_MovesTowardsTheEntry(bool isLong, decimal entry, decimal venue, decimal expected) =>
        Assert.Equal(expected, CloseFeeLiquidationPrice.Buffered(entry, venue, 0.05m, isLong));

    private static void ForAny(Func<decimal, decimal, bool> holds) =>
        Prop.ForAll(ArbMap.Default.ArbFor<short>(), ArbMap.Default.ArbFor<ushort>(), (size, entry) =>
            size == 0 || entry == 0 || holds(size / 100m, entry / 10m)).Check(Config.QuickThrowOnFailure.WithReplay(20_261_121, 7));

    private static bool Near(decimal left, decimal right) => Math.Abs(left - right) < 1e-12m;
}
