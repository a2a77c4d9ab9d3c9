using System.Text.Json;
using MultiVenueMargin.Golden.House;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Golden.Tests.House;

public sealed class HouseCaseReaderTests
{
    private static readonly DateTimeOffset Now = HouseCaseReader.AsOf;

    [Fact]
    public void Read_WhenALotHasEveryField_MapsEach()
    {
        var line = Assert.Single(Read(lots: """
            [{ "pool": "iso1", "location": "CHAIN", "asset": "ETH", "amount": 10.600000000000001, "unrealised": "-2.5",
               "owed": "0.1", "bridge": "light_client", "confirmations": 7, "required": 12, "age": 90.5 }]
            """).Book.Lines);

        Assert.Equal(new PoolId("iso1"), line.Pool);
        Assert.Equal(new LocationId("CHAIN"), line.Location);
        Assert.Equal(new Asset("ETH"), line.Asset);
        Assert.Equal(10.600000000000001m, line.Balance.Value);
        Assert.Equal(-2.5m, line.UnrealisedProfit.Value);
        Assert.Equal(0.1m, line.Owed.Value);
        Assert.Equal(BridgeClass.LightClient, line.Bridge);
        Assert.Equal(new Finality(7, 12), line.Finality);
        Assert.Equal(Now - TimeSpan.FromSeconds(90.5), line.AsOf);
        Assert.False(line.IsLoan);
        Assert.Equal("ETH@CHAIN/light_client/7of12", GoldenNames.Of(line));
    }

    [Fact]
    public void Read_WhenALotIsALoan_ItIsOwed()
    {
        var line = Assert.Single(Read(lots: """[{ "location": "A", "asset": "USDC", "amount": "900", "loan": true }]""").Book.Lines);

        Assert.Equal(-900m, line.Amount.Value);
        Assert.Null(line.Finality);
        Assert.Equal(PoolId.Cross, line.Pool);
        Assert.Equal("loan USDC@A", GoldenNames.Of(line));
    }

    [Fact]
    public void Read_WhenAPositionAndOrdersAreGiven_MapsThem()
    {
        var book = Read(
            positions: """[{ "venue": "A", "instrument": "X", "qty": "-1", "entry": "99.5", "age": 30, "pool": "iso1" }]""",
            more: """
                , "orders": [{ "venue": "A", "instrument": "X", "side": "bid", "qty": "1", "price": "9" },
                             { "venue": "B", "instrument": "Y", "side": "ask", "qty": "2", "price": "11" }]
                , "routes": [{ "from": "B", "to": "A", "seconds": 1800 }]
                , "prior_state": { "cross": "Notice" }
                , "expired_calls": ["iso1"]
                , "lost_feeds": [{ "location": "B", "seconds": 4000 }]
                """).Book;

        var position = Assert.Single(book.Positions);
        Assert.Equal((-1m, 99.5m), (position.Quantity.Value, position.AverageEntry!.Value.Value));
        Assert.Equal(Now - TimeSpan.FromSeconds(30), position.AsOf);
        Assert.Equal([OrderSide.Bid, OrderSide.Ask], book.Orders.Select(order => order.Side));
        Assert.Equal(new TransferRoute(new("B"), new("A"), TimeSpan.FromMinutes(30)), Assert.Single(book.Routes));
        Assert.Equal(MarginState.Notice, book.PriorStates[PoolId.Cross]);
        Assert.Contains(new PoolId("iso1"), book.ExpiredCalls);
        Assert.Equal(new LostFeed(PoolId.Cross, new("B"), TimeSpan.FromSeconds(4000)), Assert.Single(book.LostFeeds));
    }

    [Fact]
    public void Read_WhenALocationHasTermsAndFigures_SplitsThem()
    {
        var house = Read(locations: """
            { "A": { "haircut": "0.01", "own_token": "BNB", "grace_s": 600, "venue_equity": "8000", "venue_mm": "12000", "venue_im": "15000" },
              "B": { "haircut": "0.02" } }
            """);

        var terms = house.Rules.Locations[new("A")];
        Assert.Equal((0.01m, new Asset("BNB"), TimeSpan.FromMinutes(10)), (terms.Haircut, terms.OwnToken, terms.Grace));
        var (location, statement) = Assert.Single(house.Book.VenueStatements);
        Assert.Equal("A", location.Code);
        Assert.Equal((8000m, 12000m, 15000m),
            (statement.Equity!.Value.Amount, statement.MaintenanceMargin!.Value.Amount, statement.InitialMargin!.Value.Amount));
        Assert.Null(house.Rules.Locations[new("B")].Grace);
    }

    [Fact]
    public void Read_WhenInstrumentsAreOfEveryKind_MapsThem()
    {
        var market = Read(market: """
            { "prices": { "BTC": { "mark": "100000", "conf": "0.001", "age": 120 }, "GONE": { "mark": null } },
              "units": { "BTC": { "adv": "300000", "sigma_day": "0.03", "rate": "0.02" } },
              "instruments": {
                "P": { "kind": "perp", "unit": "BTC", "quote": "USDT", "mult": "0.1", "mark": "100001", "funding": "-0.0001",
                       "conf": "0.002", "age": 61, "half_spread": "0.0003", "adv": "5", "depth": [["0.5", "0.0005"], ["20", "0.002"]] },
                "F": { "kind": "future", "unit": "BTC", "inverse": true, "mult": "100", "mark": null, "expiry_days": 0.5 },
                "O": { "kind": "option", "unit": "BTC", "quote": "USDC", "mult": "1", "type": "P", "strike": "90000",
                       "expiry_days": 30, "iv": null, "forward": "100800", "delivery": "99500" } },
              "rho": { "BTC-ETH": { "d250": "0.85", "stress": "0.7" } },
              "stress_flag": true }
            """).Market;

        Assert.Equal((100000m, 0.001m), (market.Prices[new("BTC")].Mark.Value, market.Prices[new("BTC")].Confidence.Value));
        Assert.Equal(Now - TimeSpan.FromMinutes(2), market.Prices[new("BTC")].AsOf);
        Assert.False(market.Prices.ContainsKey(new("GONE")));
        Assert.Equal(
            new Perpetual(new("P"), new("BTC"), ContractStyle.Linear, new("USDT"), 0.1m), market.Instruments[new("P")]);
        Assert.Equal(
            new DatedFuture(new("F"), new("BTC"), ContractStyle.Inverse, Asset.Usd, 100m, Now.AddHours(12)), market.Instruments[new("F")]);
        Assert.Equal(
            new EuropeanOption(
                new("O"), new("BTC"), ContractStyle.Linear, new("USDC"), 1m, Now.AddDays(30), OptionRight.Put, new Price(90000m)),
            market.Instruments[new("O")]);
        var perpetual = market.Marks[new("P")];
        Assert.Equal(-0.0001m, perpetual.PredictedFunding!.Value.Value);
        Assert.Equal([new DepthLevel(new(0.0005m), new(0.5m)), new DepthLevel(new(0.002m), new(20m))], perpetual.Depth);
        Assert.Equal((0.0003m, 5m), (perpetual.HalfSpread!.Value.Value, perpetual.AverageDailyVolume!.Value.Value));
        Assert.Equal(Now - TimeSpan.FromSeconds(61), perpetual.AsOf);
        Assert.Null(market.Marks[new("F")].Mark);
        Assert.Null(market.Marks[new("O")].ImpliedVolatility);
        Assert.Equal((100800m, 99500m), (market.Marks[new("O")].Forward!.Value.Value, market.Marks[new("O")].Delivery!.Value.Value));
        Assert.Equal((300000m, 0.03, 0.02), (market.Units[new("BTC")].AverageDailyVolume!.Value.Value,
            market.Units[new("BTC")].DailyVolatility, market.Units[new("BTC")].InterestRate));
        Assert.Equal(new Correlation(new("BTC"), new("ETH"), 0.85, 0.7), Assert.Single(market.Correlations));
        Assert.True(market.StressFlag);
    }

    [Fact]
    public void Read_WhenSmilesAndHistoryAreGiven_MapsThem()
    {
        var unit = Read(market: """
            { "prices": {}, "units": {}, "instruments": {},
              "smiles": { "BTC": { "30": [["-0.2", "0.65"], ["0", "0.55"]],
                                   "0.5": { "a": "0.04", "b": "0.1", "rho": "-0.3", "m": "0.01", "sigma": "0.2" } } },
              "history": { "BTC": { "returns": [-0.007676, 0.015343], "vol_returns": [0.0397, 0.01], "sigma_long_run": 0.03,
                                    "stress": [[-0.4, 0.6]] } } }
            """).Market.Units[new("BTC")];

        Assert.Equal(
            [new SmilePoint(-0.2, 0.65), new SmilePoint(0, 0.55)], Assert.IsType<QuotedSmile>(unit.Smiles[Now.AddDays(30)]).Points);
        Assert.Equal(new SviSmile(0.04, 0.1, -0.3, 0.01, 0.2), unit.Smiles[Now.AddHours(12)]);
        Assert.Equal([-0.007676, 0.015343], unit.History!.PriceReturns);
        Assert.Equal([0.0397, 0.01], unit.History.VolatilityReturns);
        Assert.Equal(0.03, unit.History.LongRunVolatility);
        Assert.Equal([new StressMove(-0.4, 0.6)], unit.History.Stress);
    }

    [Theory]
    [InlineData("""[{ "asset": "BTC", "amount": "1" }]""", "/book/lots/0/location")]
    [InlineData("""[{ "location": "A", "asset": "BTC", "amount": "1,5" }]""", "/book/lots/0/amount")]
    [InlineData("""[{ "location": "A", "asset": "BTC", "amount": "0.12345678901234567890123456789" }]""", "/book/lots/0/amount")]
    [InlineData("""[{ "location": "A", "asset": "BTC", "amount": "1", "bridge": "rope" }]""", "/book/lots/0/bridge")]
    [InlineData("""[{ "location": "A", "asset": "BTC", "amount": "1", "confirmations": 3 }]""", "/book/lots/0")]
    [InlineData("""[{ "location": "A", "asset": "BTC", "amount": "1", "confirmations": 3.5, "required": 6 }]""", "/book/lots/0/confirmations")]
    [InlineData("""[{ "location": "A", "asset": "BTC", "amount": "1", "colour": "red" }]""", "/book/lots/0/colour")]
    [InlineData("""{ "location": "A" }""", "/book/lots")]
    public void Read_WhenALotCannotBeMapped_NamesWhere(string lots, string path) =>
        Assert.Equal(path, Assert.Throws<UnmappableInputException>(() => Read(lots: lots)).Path);

    [Theory]
    [InlineData("""[["0.0005", "10000"]]""")]
    [InlineData("""[["10000", "0.002"], ["10000", "0.001"]]""")]
    public void Read_WhenDepthMakesNoBook_RefusesIt(string depth)
    {
        var market = $$"""
            { "prices": {}, "units": {}, "instruments": { "P": { "kind": "perp", "unit": "BTC", "quote": "USDT", "mult": "1", "depth": {{depth}} } } }
            """;

        Assert.StartsWith(
            "/market/instruments/P/depth/", Assert.Throws<UnmappableInputException>(() => Read(market: market)).Path, StringComparison.Ordinal);
    }

    private static HouseCase Read(
        string lots = "[]",
        string positions = "[]",
        string more = "",
        string locations = "{}",
        string market = """{ "prices": {}, "units": {}, "instruments": {} }""") =>
        HouseCaseReader.Read(new InputValue(JsonDocument.Parse($$"""
            { "id": "x",
              "book": { "lots": {{lots}}, "positions": {{positions}}, "locations": {{locations}} {{more}} },
              "market": {{market}}, "rules": {}, "expected": {} }
            """).RootElement, string.Empty));
}
