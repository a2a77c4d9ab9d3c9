using MultiVenueMargin.RuleBooks.Tests.Grids;

namespace MultiVenueMargin.RuleBooks.Tests.Paradex;

public sealed class ParadexModelTests
{
    private const string Model = "paradex";

    /// <summary>16 % of 100 000; half of it for maintenance; fee 0.03 %, funding 0.01 %.</summary>
    [Fact]
    public void Perpetual_WhenOutright_IsTheScanAndProvisions()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-USDC", 1m), GridDesk.Line("USDC", 16_040m));

        Assert.Equal((16_000m, 8_000m), (report.Component("scan").Initial.Amount, report.Component("scan").Maintenance.Amount));
        Assert.Equal(30m, report.Component("fee provision").Maintenance.Amount);
        Assert.Equal(10m, report.Component("funding provision").Maintenance.Amount);
        Assert.Equal((16_040m, 8_040m), (report.Initial.Amount, report.Maintenance.Amount));
        Assert.Equal("BTC: price -16%, volatility +40%, weight 100%", report.Binding);
    }

    /// <summary>A short one is paid funding: nothing is provided. Its worst tail is 500 % at 3.2 %, exactly the range.</summary>
    [Fact]
    public void Perpetual_WhenShort_ProvidesForNoFunding() =>
        Assert.Equal(16_030m, GridDesk.Evaluate(Model, GridDesk.Held("BTC-USDC", -1m)).Initial.Amount);

    /// <summary>Hedged to nothing: 1 % of the hedged 100 000.</summary>
    [Fact]
    public void Hedge_WhenNothingMoves_AsksTheMinimumForDelta()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-USDC", -1m), GridDesk.Held("BTC-USDT", 1m));

        Assert.Equal((1_000m, 500m), (report.Component("minimum delta").Initial.Amount, report.Component("minimum delta").Maintenance.Amount));
        Assert.Equal(60m, report.Component("fee provision").Initial.Amount);
        Assert.Equal("BTC: minimum delta above a scan of 0", report.Binding);
    }

    [Fact]
    public void ShortCall_WhenVolatilityRises_IsScannedWithTheTermOfItsExpiry()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-CALL", -1m), GridDesk.Held("BTC-USDC", 0.4m));
        var term = Math.Pow(30.0 / 73, 0.13);
        double Profit(double move, double shock) =>
            (0.4 * 100_000 * move) + BlackByHand.Call(100_000, 110_000, 0.6, 0.2) - BlackByHand.Call(100_000 * (1 + move), 110_000, 0.6 * (1 + (shock * term)), 0.2);
        double[] tails = [(0.24 * Profit(-0.66, 0.4)), (0.48 * Profit(-0.33, 0.4)), (0.32 * Profit(0.5, 0.4)), (0.16 * Profit(1, 0.4)), (0.08 * Profit(2, 0.4)), (0.0533 * Profit(3, 0.4)), (0.04 * Profit(4, 0.4)), (0.032 * Profit(5, 0.4))];
        var worst = -Math.Min(tails.Min(), Math.Min(Profit(0.16, 0.4), Profit(-0.16, 0.4)));

        Assert.Equal(worst, (double)report.Component("scan").Initial.Amount, 1e-6 * worst);
    }

    [Fact]
    public void Book_WhenItHasInverseContractsAndCoins_NamesThem()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-INVERSE", 10m), GridDesk.Line("BTC", 1m), GridDesk.Line("USDC", 5m));

        Assert.Equal(["BTC-INVERSE@A", "BTC"], report.NotCovered.Select(gap => gap.Subject));
        Assert.Equal((5m, 0m), (report.Equity.Amount, report.Maintenance.Amount));
    }

    [Fact]
    public void Profit_WhenSettledInAnotherDollar_IsProfitHere() =>
        Assert.Equal(1_000m, GridDesk.Evaluate(Model, GridDesk.Held("BTC-USDT", 1m, 99_000m)).Equity.Amount);
}
