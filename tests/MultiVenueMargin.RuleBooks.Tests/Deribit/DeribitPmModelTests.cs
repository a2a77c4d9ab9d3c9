using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.RuleBooks.Tests.Grids;

namespace MultiVenueMargin.RuleBooks.Tests.Deribit;

public sealed class DeribitPmModelTests
{
    private const string Model = "deribit-pm";

    [Fact]
    public void Perpetual_WhenShortAndInverse_LosesInCoinOnTheRise()
    {
        // 100 000 contracts of 10 USD are 10 BTC: 10 * 0.16 / 1.16 BTC, and 1 % of 10 BTC to roll.
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-INVERSE", -100_000m), GridDesk.Line("BTC", 2m));

        Assert.Equal(137_931.03448276m, report.Component("worst case").Initial.Amount);
        Assert.Equal(110_344.82758621m, report.Component("worst case").Maintenance.Amount);
        Assert.Equal((10_000m, 8_000m), (report.Component("roll shock").Initial.Amount, report.Component("roll shock").Maintenance.Amount));
        Assert.Equal(200_000m, report.Equity.Amount);
        Assert.Equal("BTC: price +16%, volatility down", report.Binding);
        Assert.False(report.Acts);
    }

    [Fact]
    public void Perpetual_WhenLongAndInverse_LosesMoreInCoinOnTheFall() =>
        Assert.Equal(190_476.19047620m, GridDesk.Evaluate(Model, GridDesk.Held("BTC-INVERSE", 100_000m)).Component("worst case").Initial.Amount);

    /// <summary>
    /// In coin the BTC bucket makes 137 931 USD on the rise, of which nothing counts; the USD bucket loses 160 000 there. On the fall
    /// 40 % of its 160 000 count against 190 476.
    /// </summary>
    [Fact]
    public void Hedge_WhenSettledInTwoCurrencies_CountsGainsByShare()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-INVERSE", 100_000m), GridDesk.Held("BTC-USDC", -10m));

        Assert.Equal(160_000m, report.Component("worst case").Initial.Amount);
        Assert.Equal("BTC: price +16%, volatility down", report.Binding);
        Assert.Equal(20_000m, report.Component("roll shock").Initial.Amount);
    }

    [Fact]
    public void Gain_WhenAboveTheCap_CountsTheCap()
    {
        // 40 % of the USD bucket's 16M gain would be 6.4M; 1M counts. The coin bucket loses 0.16/0.84 of 100M.
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-INVERSE", 10_000_000m), GridDesk.Held("BTC-USDC", -1_000m));

        Assert.Equal(18_047_619.04761905m, report.Component("worst case").Initial.Amount);
    }

    /// <summary>2 000 contracts of 1 USD are one ETH: 0.18 / 1.18 of it, and 0.5 % to roll.</summary>
    [Fact]
    public void Position_WhenInEth_TakesItsOwnRange()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("ETH-INVERSE", -2_000m));

        Assert.Equal(305.08474577m, report.Component("worst case").Initial.Amount);
        Assert.Equal(10m, report.Component("roll shock").Initial.Amount);
    }

    [Fact]
    public void Calendar_WhenItNets_AsksToRollBothExpiries()
    {
        // Same mark, so that coins cancel; 1 % of 10 BTC for the perpetual, 7.5 % * 0.2 years of 10 BTC for the dated one.
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-INVERSE", 100_000m), GridDesk.Held("BTC-INVERSE-DATED", -100_000m));

        Assert.Equal(0m, report.Component("worst case").Initial.Amount);
        Assert.Equal(25_000m, report.Component("roll shock").Initial.Amount);
    }

    /// <summary>20M USD are 200 BTC. 200.001 BTC: 0.001 above at 0.005 % each; 500 BTC: 300 above make 1.5 %, 7.5 BTC; beyond 2 000 above, 10 %.</summary>
    [Theory]
    [InlineData(-2_000_000, "0")]
    [InlineData(-2_000_010, "1.000005")]
    [InlineData(-5_000_000, "750000")]
    [InlineData(30_000_000, "30000000")]
    public void DeltaShock_WhenAboveTheThreshold_GrowsWithTheCoinsAbove(int contracts, string shock)
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-INVERSE", contracts));

        Assert.Equal(decimal.Parse(shock), report.Components.SingleOrDefault(component => component.Name == "delta shock")?.Initial.Amount ?? 0m);
    }

    /// <summary>Short far call: at +500 % with volatility up it loses most; range over move, 3.2 %, of that counts, less 25 000 USD.</summary>
    [Fact]
    public void ShortCall_WhenFarOutOfTheMoney_IsHeldByTheExtendedTable()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-FAR-CALL", -10m));
        var up = 0.6 * (1 + (0.5 * Math.Pow(30.0 / 73, 0.13)));
        double Loss(double move) => BlackByHand.Call(100_000 * (1 + move), 250_000, up, 0.2) - BlackByHand.Call(100_000, 250_000, 0.6, 0.2);
        var far = new[] { 0.5, 1, 2, 3, 4, 5 }.Max(move => (10 * Loss(move) * 0.16 / move) - 25_000);
        var near = 10 * Loss(0.16);

        Assert.True(far > near);
        Assert.Equal(far, (double)report.Component("worst case").Initial.Amount, 1e-6 * far);
        Assert.Equal("BTC: extended table, price +500%", report.Binding);
    }

    [Fact]
    public void CoinOption_WhenThePriceMoves_IsWorthItsCoinsAtThePriceAsItStands()
    {
        // The venue counts coins: B(F')/F' - B/F, times the index. Its delta is N(d1) less the model's mark in coin.
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-COIN-CALL", -1m));
        var up = 0.6 * (1 + (0.5 * Math.Pow(30.0 / 73, 0.13)));
        var mark = BlackByHand.Call(100_000, 120_000, 0.6, 0.2);
        var loss = (BlackByHand.Call(116_000, 120_000, up, 0.2) / 1.16) - mark;
        var delta = BlackByHand.Normal(BlackByHand.D1(100_000, 120_000, 0.6, 0.2)) - (mark / 100_000);

        Assert.Equal(loss, (double)report.Component("worst case").Initial.Amount, 1e-6 * loss);
        Assert.Equal(delta * 0.075 * 0.2 * 100_000, (double)report.Component("roll shock").Initial.Amount, 1e-5);
        Assert.Equal(-5_000m, report.Equity.Amount);
    }

    [Fact]
    public void Collateral_WhenItHasAHaircut_LosesItForInitialMarginOnly()
    {
        var listed = new Dictionary<Asset, decimal>(GridDesk.Prices) { [new("stETH")] = 2_000m };
        var book = GridDesk.BookOf(GridDesk.MarketOf(listed, GridDesk.Listed), GridDesk.Line("stETH", 10m), GridDesk.Line("DOGE", 100m), GridDesk.Line("BTC", -0.01m));
        var report = ModelCatalogue.Shipped.Find(Model)!.Evaluate(book);

        Assert.Equal((19_000m, 17_500m), (report.Equity.Amount, report.InitialEquity.Amount));
        Assert.Contains(report.NotCovered, gap => gap.Subject == "DOGE");
    }

    [Fact]
    public void Book_WhenItHasWhatTheVenueHasNot_NamesItAndEvaluatesTheRest()
    {
        var order = new RestingOrder { Venue = GridDesk.Venue, Instrument = new("BTC-USDC"), Side = OrderSide.Bid, Quantity = new(1m), Limit = new(90_000m) };
        var report = GridDesk.Evaluate(Model, GridDesk.Held("DOGE-USDT", 1_000m), GridDesk.Held("BTC-USDC", 1m), order);

        Assert.Contains(report.NotCovered, gap => gap.Subject == "DOGE-USDT@A");
        Assert.Contains(report.NotModelled, gap => gap.Subject == "1 open orders");
        Assert.Equal(16_000m, report.Component("worst case").Initial.Amount);
    }

    [Fact]
    public void Option_WhenDelivered_IsAtNoRisk()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-OLD-CALL", 3m));

        Assert.Equal(Usd.Zero, report.Initial);
        Assert.Equal(30_000m, report.Equity.Amount);
    }

    [Fact]
    public void Option_WhenExpiredAndNotDelivered_MovesWithItsIntrinsicValue() =>
        Assert.Equal(10_000m, GridDesk.Evaluate(Model, GridDesk.Held("BTC-LAST-CALL", 1m)).Component("worst case").Initial.Amount);

    /// <summary>Long: the price falls and volatility with it.</summary>
    [Fact]
    public void LongCall_WhenThePriceFalls_LosesMostWithVolatilityDown()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-CALL", 2m));
        var down = 0.6 * (1 - (0.25 * Math.Pow(30.0 / 73, 0.13)));
        var loss = 2 * (BlackByHand.Call(100_000, 110_000, 0.6, 0.2) - BlackByHand.Call(84_000, 110_000, down, 0.2));

        Assert.Equal(loss, (double)report.Component("worst case").Initial.Amount, 1e-6 * loss);
        Assert.Equal("BTC: price -16%, volatility down", report.Binding);
    }

    /// <summary>What settles in ETH lets 60 % of its gain pay, what settles in USDC 40 %.</summary>
    [Fact]
    public void Hedge_WhenInEth_CountsMoreOfTheCoinsGain()
    {
        var listed = new Dictionary<Instrument, InstrumentMark>(GridDesk.Listed)
        {
            [new Perpetual(new("ETH-USDC"), GridDesk.Eth, ContractStyle.Linear, GridDesk.Usdc, 1m)] = GridDesk.Mark(2_000m),
        };
        var market = GridDesk.MarketOf(GridDesk.Prices, listed);
        decimal Worst(decimal coin, decimal usd) => ModelCatalogue.Shipped.Find(Model)!
            .Evaluate(GridDesk.BookOf(market, GridDesk.Held("ETH-INVERSE", coin), GridDesk.Held("ETH-USDC", usd))).Component("worst case").Initial.Amount;

        // Twice as much in USDC: on the rise the coin makes 0.18/1.18 of 200 000, of which 60 %, and USDC loses 72 000. As much the other way round: 40 % of 36 000.
        Assert.Equal(Math.Round(72_000m - (0.6m * 200_000m * 0.18m / 1.18m), 8, MidpointRounding.ToPositiveInfinity), Worst(200_000m, -200m));
        Assert.Equal(Math.Round((200_000m * 0.18m / 1.18m) - (0.4m * 36_000m), 8, MidpointRounding.ToPositiveInfinity), Worst(-200_000m, 100m));
    }
}
