using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.RuleBooks.Tests.Grids;

namespace MultiVenueMargin.RuleBooks.Tests.Okx;

public sealed class OkxPmModelTests
{
    private const string Model = "okx-pm";
    private static readonly Asset Usdt = new("USDT");

    /// <summary>The position builder's example in the venue's API documentation, as a whole book: 100 USDT, short 0.1 BTC, long 10 LTC.</summary>
    [Fact]
    public void Account_WhenItIsTheVenuesExample_HasItsTotals()
    {
        const decimal Dollar = 0.99954m;
        var market = GridDesk.MarketOf(
            new() { [new("BTC")] = 97_078.9m * Dollar, [new("LTC")] = 101.9951m * Dollar, [Usdt] = Dollar },
            new Dictionary<Instrument, InstrumentMark>
            {
                [new Perpetual(new("BTC-USDT-SWAP"), new("BTC"), ContractStyle.Linear, Usdt, 0.01m)] = GridDesk.Mark(97_093.7m),
                [new Perpetual(new("LTC-USDT-SWAP"), new("LTC"), ContractStyle.Linear, Usdt, 1m)] = GridDesk.Mark(102m),
            });
        var book = GridDesk.BookOf(
            market, GridDesk.Line("USDT", 100m), GridDesk.Held("BTC-USDT-SWAP", -10m, 100_000m), GridDesk.Held("LTC-USDT-SWAP", 10m, 8_000m));
        var report = ModelCatalogue.Shipped.Find(Model)!.Evaluate(book);

        decimal Of(string unit) => report.Components.Where(component => component.Of == unit).Sum(component => component.Maintenance.Amount);
        Assert.Equal(1_183.8207, (double)Of("BTC"), 0.0001);
        Assert.Equal(191.6630, (double)Of("LTC"), 0.0001);
        Assert.Equal(1_571.0644, (double)report.Component("MR8 borrowing").Maintenance.Amount, 0.0001);
        Assert.Equal(2_946.5481, (double)report.Maintenance.Amount, 0.0001);
        Assert.Equal(9_643.4507, (double)report.Initial.Amount, 0.0001);
        Assert.True(report.Acts);
    }

    /// <summary>MR1 12 % of 10M, MR4 0.2 %; MR7: 0.45 % is 45 000, all in the first slice.</summary>
    [Fact]
    public void Unit_WhenThePositionIsOutright_IsTheSpotShockAndBasis()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-USDT", 100m));

        Assert.Equal([("MR1 spot shock", 1_200_000m), ("MR4 basis", 20_000m)], report.Components.Select(part => (part.Name, part.Maintenance.Amount)));
        Assert.Equal(1_586_000m, report.Initial.Amount);
        Assert.Equal("BTC: price -12%, volatility down", report.Binding);
    }

    /// <summary>
    /// 10M against 10.2M of an expiry: the basis is held, so nothing moves; 0.2 % of 10M and 5 % * 0.2 years of 10.2M. The minimum
    /// charge of both legs is 0.45 % of 20.2M = 90 900, below that.
    /// </summary>
    [Fact]
    public void Calendar_WhenItNets_IsTheBasis()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-USDC", 100m), GridDesk.Held("BTC-DATED", -100m));

        Assert.Equal(122_000m, report.Maintenance.Amount);
        Assert.Equal(["MR4 basis"], report.Components.Select(part => part.Name));
    }

    /// <summary>USDT against USDC perpetuals: nothing moves and no basis is left. MR9 is 1M * 0.5 % + 4M * 1 % + 5M * 2.5 %, MR7 0.45 % of 20M.</summary>
    [Fact]
    public void Hedge_WhenQuotedInTwoDollars_IsChargedForTheirParting()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-USDC", 100m), GridDesk.Held("BTC-USDT", -100m));

        Assert.Equal([("MR9 stablecoins", 170_000m)], report.Components.Select(part => (part.Name, part.Maintenance.Amount)));
    }

    [Fact]
    public void MinimumCharge_WhenLargerThanTheSum_IsAllThatIsAsked()
    {
        // 1 020M a side in one quote: 0.45 % of 2 040M = 9.18M, of which 5.18M twelve times.
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-DATED", -10_000m), GridDesk.Held("BTC-USDC", 10_200m));

        // 0.25 + 0.25 * 2 + 0.5 * 4 + 6 + 8 + 10 + 5.18 * 12 = 88.91M; the delta moved by the index is what the 200 coins more lose: 2.4M.
        Assert.Equal(88_910_000m, report.Component("MR7 minimum charge").Maintenance.Amount);
        Assert.Single(report.Components);
    }

    /// <summary>What is owned of the coin takes the other side of a short up to its delta.</summary>
    [Fact]
    public void Coin_WhenItCoversAShort_LeavesBasisAndStablecoins()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-USDC", -10m), GridDesk.Line("BTC", 12m));

        // 0.2 % of 1M; USDC against USD: 1M at 0.5 %.
        Assert.Equal(7_000m, report.Maintenance.Amount);
        Assert.Equal(1_200_000m, report.Equity.Amount);
    }

    [Fact]
    public void Spread_WhenThePriceFalls_LosesMostWithVolatilityDown()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-CALL", 10m), GridDesk.Held("BTC-FAR-CALL", -10m));
        var down = 0.6 * (1 - (0.25 * Math.Pow(30.0 / 73, 0.13)));
        static double Value(double strike, double forward, double volatility) => BlackByHand.Call(forward, strike, volatility, 0.2);
        var loss = 10 * (Value(110_000, 100_000, 0.6) - Value(250_000, 100_000, 0.6) - Value(110_000, 88_000, down) + Value(250_000, 88_000, down));

        Assert.Equal(loss, (double)report.Component("MR1 spot shock").Maintenance.Amount, 1e-6 * loss);
    }

    [Fact]
    public void Collateral_WhenItsRateIsUnknown_CountsNothingAndIsNamed()
    {
        var report = GridDesk.Evaluate(Model, GridDesk.Line("DOGE", 100m), GridDesk.Line("USDT", 11_000_000m));

        Assert.Equal(10_300_000m, report.Equity.Amount);
        Assert.Equal(["DOGE"], report.NotCovered.Select(gap => gap.Subject));
    }

    /// <summary>A straddle with little more than a day to go has little left tomorrow; no move of the grid takes as much.</summary>
    [Fact]
    public void Straddle_WhenItEndsTomorrow_LosesADayOfDecay()
    {
        var tomorrow = GridDesk.Now.AddDays(1.05);
        var listed = new Dictionary<Instrument, InstrumentMark>();
        foreach (var right in new[] { OptionRight.Call, OptionRight.Put })
        {
            listed[new EuropeanOption(new($"{right}"), GridDesk.Btc, ContractStyle.Linear, GridDesk.Usdc, 1m, tomorrow, right, new(100_000m))] =
                new() { AsOf = GridDesk.Now, ImpliedVolatility = 0.6, Forward = new Price(100_000m) };
        }

        var book = GridDesk.BookOf(GridDesk.MarketOf(GridDesk.Prices, listed), GridDesk.Held("Call", 1m), GridDesk.Held("Put", 1m));
        var report = ModelCatalogue.Shipped.Find(Model)!.Evaluate(book);
        var value = 2 * (BlackByHand.Call(100_000, 100_000, 0.6, 1.05 / 365) - BlackByHand.Call(100_000, 100_000, 0.6, 0.05 / 365));

        Assert.Equal(value, (double)report.Component("MR2 theta decay").Maintenance.Amount, 1e-6 * value);
        Assert.Equal("BTC: one day of decay", report.Binding);
    }

    [Fact]
    public void Debt_WhenTheDerivativesAreLong_IsHedgedByThem()
    {
        // 5 BTC owed against 10 long: MR1 12 % of the other 500 000, basis of 1M, 5 BTC borrowed at 2 %, USDC against USD 500 000 at 0.5 %.
        var report = GridDesk.Evaluate(Model, GridDesk.Held("BTC-USDC", 10m), GridDesk.Line("BTC", -5m));

        Assert.Equal(60_000m, report.Component("MR1 spot shock").Maintenance.Amount);
        Assert.Equal(2_000m, report.Component("MR4 basis").Maintenance.Amount);
        Assert.Equal(2_500m, report.Component("MR9 stablecoins").Maintenance.Amount);
        Assert.Equal(10_000m, report.Component("MR8 borrowing").Maintenance.Amount);
    }

    /// <summary>A coin of no named class moves 25 % and 50 %, half of which counts.</summary>
    [Fact]
    public void Unit_WhenOfAnyOtherClass_TakesTheWidestMoves()
    {
        var prices = new Dictionary<Asset, decimal>(GridDesk.Prices) { [new("NEW")] = 1m };
        var listed = new Dictionary<Instrument, InstrumentMark> { [new Perpetual(new("NEW-USDT"), new("NEW"), ContractStyle.Linear, Usdt, 1m)] = GridDesk.Mark(1m) };
        var report = ModelCatalogue.Shipped.Find(Model)!.Evaluate(GridDesk.BookOf(GridDesk.MarketOf(prices, listed), GridDesk.Held("NEW-USDT", 1_000m)));

        Assert.Equal([("MR1 spot shock", 250m), ("MR4 basis", 8m)], report.Components.Select(part => (part.Name, part.Maintenance.Amount)));
    }

    /// <summary>The index moves by 12 000 and takes a forward of 110 000 along to 122 000, not to 123 200.</summary>
    [Fact]
    public void ShortCall_WhenTheForwardIsAboveTheIndex_KeepsItsBasis()
    {
        var call = new EuropeanOption(new("CALL"), GridDesk.Btc, ContractStyle.Linear, GridDesk.Usdc, 1m, GridDesk.Expiry, OptionRight.Call, new(110_000m));
        var mark = new InstrumentMark { AsOf = GridDesk.Now, ImpliedVolatility = 0.6, Forward = new Price(110_000m) };
        var report = ModelCatalogue.Shipped.Find(Model)!.Evaluate(GridDesk.BookOf(GridDesk.MarketOf(GridDesk.Prices, new() { [call] = mark }), GridDesk.Held("CALL", -1m)));
        var up = 0.6 * (1 + (0.5 * Math.Pow(30.0 / 73, 0.13)));
        var loss = BlackByHand.Call(122_000, 110_000, up, 0.2) - BlackByHand.Call(110_000, 110_000, 0.6, 0.2);

        Assert.Equal(loss, (double)report.Component("MR1 spot shock").Maintenance.Amount, 1e-6 * loss);
    }
}
