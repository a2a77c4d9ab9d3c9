using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.RuleBooks.Paradex;
using MultiVenueMargin.RuleBooks.Tests.Grids;

namespace MultiVenueMargin.RuleBooks.Tests.Paradex;

public sealed class ParadexModelTests
{
    private const string Model = "paradex";

    /// <summary>16 % of 100 000; half of it for maintenance; fee 0.02 %, funding 0.01 %.</summary>
    [Fact]
    public void Perpetual_WhenOutright_IsTheScanAndProvisions()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-USDC", 1m), GridDesk.Line("USDC", 16_040m));

        Assert.Equal((16_000m, 8_000m), (report.Component("scan").Initial.Amount, report.Component("scan").Maintenance.Amount));
        Assert.Equal(20m, report.Component("fee provision").Maintenance.Amount);
        Assert.Equal(10m, report.Component("funding provision").Maintenance.Amount);
        Assert.Equal((16_030m, 8_030m), (report.Initial.Amount, report.Maintenance.Amount));
        Assert.Equal("BTC: price -16%, volatility +40%, weight 100%", report.Binding);
    }

    /// <summary>A short one is paid funding: nothing is provided. Its worst tail is 500 % at 2.4 %, 12 000.</summary>
    [Fact]
    public void Perpetual_WhenShort_ProvidesForNoFunding() =>
        Assert.Equal(16_020m, GridDesk.Evaluate(Model, GridDesk.Held("BTC-USDC", -1m)).Initial.Amount);

    /// <summary>Hedged to nothing: 1 % of the hedged 100 000.</summary>
    [Fact]
    public void Hedge_WhenNothingMoves_AsksTheMinimumForDelta()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-USDC", -1m), GridDesk.Held("BTC-USDT", 1m));

        Assert.Equal((1_000m, 500m), (report.Component("minimum delta").Initial.Amount, report.Component("minimum delta").Maintenance.Amount));
        Assert.Equal(40m, report.Component("fee provision").Initial.Amount);
        Assert.Equal("BTC: minimum delta above a scan of 0", report.Binding);
    }

    [Fact]
    public void ShortCall_WhenVolatilityRises_IsScannedWithTheTermOfItsExpiry()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-CALL", -1m), GridDesk.Held("BTC-USDC", 0.4m));
        var term = Math.Pow(30.0 / 73, 0.13);
        double Profit(double move, double shock) =>
            (0.4 * 100_000 * move) + BlackByHand.Call(100_000, 110_000, 0.6, 0.2) - BlackByHand.Call(100_000 * (1 + move), 110_000, 0.6 * (1 + (shock * term)), 0.2);
        double[] tails = [(0.18 * Profit(-0.66, 0.4)), (0.36 * Profit(-0.33, 0.4)), (0.24 * Profit(0.5, 0.4)), (0.12 * Profit(1, 0.4)), (0.06 * Profit(2, 0.4)), (0.04 * Profit(3, 0.4)), (0.03 * Profit(4, 0.4)), (0.024 * Profit(5, 0.4))];
        var worst = -Math.Min(tails.Min(), Math.Min(Profit(0.16, 0.4), Profit(-0.16, 0.4)));

        Assert.Equal(worst, (double)report.Component("scan").Initial.Amount, 1e-6 * worst);
    }

    /// <summary>
    /// Short one at 100 000, with a bid for three at 101 000 and an ask for two at 99 000. At −16 % the bids would lose 3 · 17 000 while the short gains 16 000: 35 000. At
    /// +16 % the short loses 16 000 and the asks 2 · 17 000: 50 000. Fees of 0.02 % are for all six; maintenance knows no orders.
    /// </summary>
    [Fact]
    public void Orders_WhenTheyWouldLose_AreInInitialMarginAlone()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-USDC", -1m), Rest(OrderSide.Bid, 3m, 101_000m), Rest(OrderSide.Ask, 2m, 99_000m));

        Assert.Equal((50_000m, 8_000m), (report.Component("scan").Initial.Amount, report.Component("scan").Maintenance.Amount));
        Assert.Equal((120m, 20m), (report.Component("fee provision").Initial.Amount, report.Component("fee provision").Maintenance.Amount));
    }

    /// <summary>
    /// A bid for two that no scenario fills at a loss (at 1) beside a long and a short of one, each hedged with the other: all longs 3, less the short held, leave 2
    /// unhedged and 1 hedged: 2 % of 200 000 and 1 % of 100 000. Without the order 1 % of 100 000, of which half is maintenance.
    /// </summary>
    [Fact]
    public void Orders_WhenTheyCannotLose_StillCountInTheMinimumForDelta()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-USDC", 1m), GridDesk.Held("BTC-USDT", -1m), Rest(OrderSide.Bid, 2m, 1m));

        Assert.Equal((5_000m, 500m), (report.Component("minimum delta").Initial.Amount, report.Component("minimum delta").Maintenance.Amount));
    }

    /// <summary>0.0125 % of spot is 12.5; an option of 40 USD is charged 12.5 % of that, 5.</summary>
    [Theory]
    [InlineData(5_000, 12.5)]
    [InlineData(40, 5)]
    public void Fees_WhenAnOptionIsWorthLittle_AreCapped(int mark, double fee) =>
        Assert.Equal((decimal)fee, new ParadexFees(0.0002m, 0.000125m, 0.125m).OfOption(100_000m, mark));

    /// <summary>Half of the settlement price is fixed a quarter of an hour before the end: a long straddle's worst is nothing, a call's is half of what it would lose.</summary>
    [Fact]
    public void Option_WhenItsAverageHasBegun_LosesOnlyWhatIsStillOpen()
    {
        static decimal ScanAt(double minutes)
        {
            var call = new EuropeanOption(new("SOON"), GridDesk.Btc, ContractStyle.Linear, GridDesk.Usdc, 1m, GridDesk.Now.AddMinutes(minutes), OptionRight.Call, new(50_000m));
            var market = GridDesk.MarketOf(GridDesk.Prices, new() { [call] = new() { AsOf = GridDesk.Now, ImpliedVolatility = 0.6, Forward = new Price(100_000m) } });
            return ModelCatalogue.Shipped.Find(Model)!.Evaluate(GridDesk.BookOf(market, GridDesk.Held("SOON", -1m))).Component("scan").Initial.Amount;
        }

        // Half in the money and minutes away it moves as the coin: 16 % of 100 000, and +500 % of it at 2.4 %.
        Near.Equal(16_000m, ScanAt(31), 0.01m);
        Near.Equal(8_000m, ScanAt(15), 0.01m);
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

    private static RestingOrder Rest(OrderSide side, decimal quantity, decimal limit) =>
        new() { Venue = GridDesk.Venue, Instrument = new("BTC-USDC"), Side = side, Quantity = new(quantity), Limit = new(limit) };
}
