using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Domain.Tests.Market;

public sealed class MarketCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Expiry = Now.AddDays(30);
    private static readonly Asset BtcCoin = new("BTC");
    private static readonly Asset Usdt = new("USDT");
    private static readonly Asset Dust = new("DUST");
    private static readonly RiskUnit Btc = new("BTC");
    private static readonly InstrumentId Perp = new("BTC-PERP");
    private static readonly InstrumentId Future = new("BTC-FUT");
    private static readonly InstrumentId Call = new("BTC-CALL");
    private static readonly InstrumentId Pair = new("BTC/USDT");

    private static readonly MarketSnapshot Sound = new()
    {
        Version = new("m-1"),
        AsOf = Now,
        Prices = new Dictionary<Asset, AssetMark>
        {
            [Asset.Usd] = new() { Mark = new(1m), AsOf = Now },
            [BtcCoin] = new() { Mark = new(100_000m), Confidence = new(0.001m), AsOf = Now, Sources = [new(new("A"), new(100_000m), default, Now)] },
            [Usdt] = new() { Mark = new(0.9995m), AsOf = Now.AddSeconds(-10) },
            [Dust] = new() { Mark = new(0m), AsOf = Now },
        },
        Instruments = new Dictionary<InstrumentId, Instrument>
        {
            [Perp] = new Perpetual(Perp, Btc, ContractStyle.Linear, Usdt, 1m),
            [Future] = new DatedFuture(Future, Btc, ContractStyle.Inverse, Asset.Usd, 100m, Expiry),
            [Call] = new EuropeanOption(Call, Btc, ContractStyle.Inverse, Asset.Usd, 1m, Expiry, OptionRight.Call, new(110_000m)),
            [Pair] = new Spot(Pair, BtcCoin, Usdt),
        },
        Marks = new Dictionary<InstrumentId, InstrumentMark>
        {
            [Perp] = new()
            {
                Mark = new(100_010m),
                AsOf = Now,
                PredictedFunding = new(0.0001m),
                HalfSpread = new(0.0001m),
                AverageDailyVolume = new(1_000m),
                Depth = [new(new(0.0001m), new(5m)), new(new(0.001m), new(50m))],
                Sources = [new(new("A"), new(100_010m), default, Now)],
            },
            [Future] = new() { Mark = new(101_000m), AsOf = Now, Forward = new(101_000m) },
            [Call] = new() { Mark = new(0m), AsOf = Now, ImpliedVolatility = 0.55 },
            [Pair] = new() { Mark = new(100_050m), AsOf = Now },
        },
        Units = new Dictionary<RiskUnit, UnitMarket>
        {
            [Btc] = new()
            {
                AverageDailyVolume = new(300_000m),
                DailyVolatility = 0.03,
                InterestRate = -0.01,
                Smiles = new Dictionary<DateTimeOffset, Smile>
                {
                    [Expiry] = new QuotedSmile([new(-0.5, 0.8), new(0, 0.6), new(0.5, 0.7)]),
                    [Expiry.AddDays(30)] = new SviSmile(0.01, 0.1, -0.4, 0.0, 0.2),
                },
                History = new() { PriceReturns = [0.01, -0.02], VolatilityReturns = [0, 0.05], LongRunVolatility = 0.03, Stress = [new(-1.2, 1)] },
            },
        },
        Correlations = [new(Btc, new("ETH"), 0.8, 0.6)],
    };

    [Fact]
    public void Check_OfASoundMarket_FindsNothing() => Assert.Empty(MarketCheck.Check(Sound));

    [Fact]
    public void Check_OfNothing_IsABug() => Assert.Throws<ArgumentNullException>(() => MarketCheck.Check(null!));

    [Theory]
    [MemberData(nameof(Faults))]
    public void Check_WhenOneFigureIsUnsound_FindsExactlyThat(string path, Func<MarketSnapshot, MarketSnapshot> fault)
    {
        var finding = Assert.Single(MarketCheck.Check(fault(Sound)));
        Assert.Equal(path, finding.Path);
        Assert.NotEmpty(finding.Problem);
        Assert.NotEmpty(finding.Fix);
    }

    [Fact]
    public void Check_WhenAStampIsAheadWithinClockTolerance_FindsNothing() => Assert.Empty(MarketCheck.Check(
        Price(BtcCoin, mark => mark with { AsOf = Now + MarketCheck.ClockTolerance })(Sound)));

    [Fact]
    public void Check_WhenADeliveryPriceComesAfterExpiry_FindsNothing() => Assert.Empty(MarketCheck.Check(
        Mark(Future, mark => mark with { Delivery = new(100_500m) })(Sound with { AsOf = Expiry })));

    [Fact]
    public void Check_WhenThereAreMarksOfAnUnlistedInstrument_ChecksWhatItCan()
    {
        var market = Marks(marks => marks[new("UNLISTED")] = new() { Mark = new(0m), Delivery = new(5m), AsOf = Now, ImpliedVolatility = double.NaN })(Sound);
        Assert.Equal("Marks[UNLISTED].ImpliedVolatility", Assert.Single(MarketCheck.Check(market)).Path);
    }

    [Fact]
    public void LargestMark_LeavesRoomForTheLargestScenario() =>
        Assert.Equal(Domain.Price.Largest, MarketCheck.LargestMark * 10m);

    public static TheoryData<string, Func<MarketSnapshot, MarketSnapshot>> Faults => new()
    {
        { "Version", market => market with { Version = default } },
        { "AsOf", market => market with { AsOf = default } },

        { "Prices[]", Prices(prices => prices[default] = new() { Mark = new(1m), AsOf = Now }) },
        { "Prices[BTC].Mark", Price(BtcCoin, mark => mark with { Mark = new(0m) }) },
        { "Prices[BTC].Mark", Price(BtcCoin, mark => mark with { Mark = new(MarketCheck.LeastDivisor / 10) }) },
        { "Prices[USDT].Mark", Price(Usdt, mark => mark with { Mark = new(0m) }) },
        { "Prices[DUST].Mark", Price(Dust, mark => mark with { Mark = new(MarketCheck.LargestMark + 1) }) },
        { "Prices[USD].Mark", Price(Asset.Usd, mark => mark with { Mark = new(1.01m) }) },
        { "Prices[BTC].Confidence", Price(BtcCoin, mark => mark with { Confidence = new(-0.001m) }) },
        { "Prices[BTC].Confidence", Price(BtcCoin, mark => mark with { Confidence = new(1m) }) },
        { "Prices[BTC].AsOf", Price(BtcCoin, mark => mark with { AsOf = default }) },
        { "Prices[BTC].AsOf", Price(BtcCoin, mark => mark with { AsOf = Now + MarketCheck.ClockTolerance + TimeSpan.FromTicks(1) }) },
        { "Prices[BTC].Sources[0].Source", Price(BtcCoin, mark => mark with { Sources = [new(default, new(1m), default, Now)] }) },
        { "Prices[BTC].Sources[1].Source", Price(BtcCoin, mark => mark with { Sources = [mark.Sources[0], mark.Sources[0]] }) },
        { "Prices[BTC].Sources[0].Confidence", Price(BtcCoin, mark => mark with { Sources = [mark.Sources[0] with { Confidence = new(2m) }] }) },
        { "Prices[BTC].Sources[0].AsOf", Price(BtcCoin, mark => mark with { Sources = [mark.Sources[0] with { AsOf = Now.AddHours(1) }] }) },

        { "Instruments[]", Instruments(list => list[default] = new Spot(default, BtcCoin, Usdt)) },
        { "Instruments[BTC-PERP].Id", Instrument(Perp, (Perpetual perp) => perp with { Id = new("OTHER") }) },
        { "Instruments[BTC-PERP].Unit", Instrument(Perp, (Perpetual perp) => perp with { Unit = default }) },
        { "Instruments[BTC-PERP].Style", Instrument(Perp, (Perpetual perp) => perp with { Style = ContractStyle.Unspecified }) },
        { "Instruments[BTC-PERP].Quote", Instrument(Perp, (Perpetual perp) => perp with { Quote = default }) },
        { "Instruments[BTC-FUT].Quote", Instrument(Future, (DatedFuture future) => future with { Quote = Usdt }) },
        { "Instruments[BTC-PERP].Multiplier", Instrument(Perp, (Perpetual perp) => perp with { Multiplier = 0m }) },
        { "Instruments[BTC-PERP].Multiplier", Instrument(Perp, (Perpetual perp) => perp with { Multiplier = -1m }) },
        { "Instruments[BTC-PERP].Multiplier", Instrument(Perp, (Perpetual perp) => perp with { Multiplier = 1e13m }) },
        { "Instruments[BTC-FUT].Expiry", Instrument(Future, (DatedFuture future) => future with { Expiry = default }) },
        { "Instruments[BTC-CALL].Right", Instrument(Call, (EuropeanOption call) => call with { Right = OptionRight.Unspecified }) },
        { "Instruments[BTC-CALL].Right", Instrument(Call, (EuropeanOption call) => call with { Right = (OptionRight)7 }) },
        { "Instruments[BTC-CALL].Strike", Instrument(Call, (EuropeanOption call) => call with { Strike = default }) },
        { "Instruments[BTC-CALL].Strike", Instrument(Call, (EuropeanOption call) => call with { Strike = new(Domain.Price.Largest) }) },
        { "Instruments[BTC/USDT].Base", Instrument(Pair, (Spot pair) => pair with { Base = default }) },
        { "Instruments[BTC/USDT].Quote", Instrument(Pair, (Spot pair) => pair with { Quote = default }) },
        { "Instruments[BTC/USDT].Quote", Instrument(Pair, (Spot pair) => pair with { Quote = BtcCoin }) },

        { "Marks[BTC-PERP].Mark", Mark(Perp, mark => mark with { Mark = new(0m) }) },
        { "Marks[BTC-FUT].Mark", Mark(Future, mark => mark with { Mark = new(0m) }) },
        { "Marks[BTC/USDT].Mark", Mark(Pair, mark => mark with { Mark = new(0m) }) },
        { "Marks[BTC-PERP].Mark", Mark(Perp, mark => mark with { Mark = new(Domain.Price.Largest) }) },
        { "Marks[BTC-FUT].Forward", Mark(Future, mark => mark with { Forward = new(0m) }) },
        { "Marks[BTC-FUT].Delivery", Mark(Future, mark => mark with { Delivery = new(100_000m) }) },
        { "Marks[BTC-PERP].Delivery", Mark(Perp, mark => mark with { Delivery = new(100_000m) }) },
        { "Marks[BTC-PERP].Confidence", Mark(Perp, mark => mark with { Confidence = new(1m) }) },
        { "Marks[BTC-PERP].AsOf", Mark(Perp, mark => mark with { AsOf = Now.AddMinutes(1) }) },
        { "Marks[BTC-PERP].AsOf", Mark(Perp, mark => mark with { AsOf = default }) },
        { "Marks[BTC-CALL].ImpliedVolatility", Mark(Call, mark => mark with { ImpliedVolatility = double.NaN }) },
        { "Marks[BTC-CALL].ImpliedVolatility", Mark(Call, mark => mark with { ImpliedVolatility = double.PositiveInfinity }) },
        { "Marks[BTC-CALL].ImpliedVolatility", Mark(Call, mark => mark with { ImpliedVolatility = -0.5 }) },
        { "Marks[BTC-CALL].ImpliedVolatility", Mark(Call, mark => mark with { ImpliedVolatility = 55 }) },
        { "Marks[BTC-PERP].PredictedFunding", Mark(Perp, mark => mark with { PredictedFunding = new(-1.1m) }) },
        { "Marks[BTC-PERP].HalfSpread", Mark(Perp, mark => mark with { HalfSpread = new(-0.1m) }) },
        { "Marks[BTC-PERP].AverageDailyVolume", Mark(Perp, mark => mark with { AverageDailyVolume = new(0m) }) },
        { "Marks[BTC-PERP].AverageDailyVolume", Mark(Perp, mark => mark with { AverageDailyVolume = new(0.000_009m) }) },
        { "Marks[BTC-FUT].Mark", Mark(Future, mark => mark with { Mark = new(MarketCheck.LeastDivisor / 10) }) },
        { "Marks[BTC-PERP].Depth[1].Distance", Mark(Perp, mark => mark with { Depth = [new(new(0.1m), new(1m)), new(new(0.1m), new(1m))] }) },
        { "Marks[BTC-PERP].Depth[0].Distance", Mark(Perp, mark => mark with { Depth = [new(new(-0.1m), new(1m))] }) },
        { "Marks[BTC-PERP].Depth[0].Coins", Mark(Perp, mark => mark with { Depth = [new(new(0.1m), new(0m))] }) },
        { "Marks[BTC-PERP].Sources[0].AsOf", Mark(Perp, mark => mark with { Sources = [mark.Sources[0] with { AsOf = default }] }) },

        { "Units[]", market => market with { Units = new Dictionary<RiskUnit, UnitMarket> { [default] = new() } } },
        { "Units[BTC].AverageDailyVolume", Unit(unit => unit with { AverageDailyVolume = new(-1m) }) },
        { "Units[BTC].AverageDailyVolume", Unit(unit => unit with { AverageDailyVolume = new(0.000_009m) }) },
        { "Units[BTC].DailyVolatility", Unit(unit => unit with { DailyVolatility = double.NaN }) },
        { "Units[BTC].DailyVolatility", Unit(unit => unit with { DailyVolatility = -0.01 }) },
        { "Units[BTC].DailyVolatility", Unit(unit => unit with { DailyVolatility = 11 }) },
        { "Units[BTC].InterestRate", Unit(unit => unit with { InterestRate = double.NegativeInfinity }) },
        { "Units[BTC].Smiles[2026-04-01T08:00:00Z].Points", Smile(new QuotedSmile([])) },
        { "Units[BTC].Smiles[2026-04-01T08:00:00Z].Points[1].LogMoneyness", Smile(new QuotedSmile([new(0.1, 0.5), new(0.1, 0.5)])) },
        { "Units[BTC].Smiles[2026-04-01T08:00:00Z].Points[0].LogMoneyness", Smile(new QuotedSmile([new(double.NaN, 0.5)])) },
        { "Units[BTC].Smiles[2026-04-01T08:00:00Z].Points[0].Volatility", Smile(new QuotedSmile([new(0, -0.5)])) },
        { "Units[BTC].Smiles[2026-04-01T08:00:00Z].A", Smile(new SviSmile(double.NaN, 0.1, 0, 0, 0.1)) },
        { "Units[BTC].Smiles[2026-04-01T08:00:00Z].B", Smile(new SviSmile(0.1, -0.1, 0, 0, 0.1)) },
        { "Units[BTC].Smiles[2026-04-01T08:00:00Z].Rho", Smile(new SviSmile(0.1, 0.1, 1.1, 0, 0.1)) },
        { "Units[BTC].Smiles[2026-04-01T08:00:00Z].M", Smile(new SviSmile(0.1, 0.1, 0, double.PositiveInfinity, 0.1)) },
        { "Units[BTC].Smiles[2026-04-01T08:00:00Z].Sigma", Smile(new SviSmile(0.1, 0.1, 0, 0, -0.1)) },

        // a + b·s·√(1 − ρ²) = −0.09 + 0.1·1·0.8 = −0.01.
        { "Units[BTC].Smiles[2026-04-01T08:00:00Z]", Smile(new SviSmile(-0.09, 0.1, 0.6, 0, 1)) },
        { "Units[BTC].History.PriceReturns", History(history => history with { PriceReturns = [], VolatilityReturns = [] }) },
        { "Units[BTC].History.VolatilityReturns", History(history => history with { VolatilityReturns = [0.1] }) },
        { "Units[BTC].History.PriceReturns[1]", History(history => history with { PriceReturns = [0, double.NaN] }) },
        { "Units[BTC].History.VolatilityReturns[0]", History(history => history with { VolatilityReturns = [double.NegativeInfinity, 0] }) },
        { "Units[BTC].History.PriceReturns[0]", History(history => history with { PriceReturns = [10.5, 0] }) },
        { "Units[BTC].History.LongRunVolatility", History(history => history with { LongRunVolatility = double.NaN }) },
        { "Units[BTC].History.Stress[0].Price", History(history => history with { Stress = [new(-10.5, 0)] }) },
        { "Units[BTC].History.Stress[0].Volatility", History(history => history with { Stress = [new(0, double.NaN)] }) },

        { "Correlations[0]", Correlations(new Correlation(Btc, default, 0, 0)) },
        { "Correlations[0]", Correlations(new Correlation(Btc, Btc, 1, 1)) },
        { "Correlations[1]", Correlations(new Correlation(Btc, new("ETH"), 0, 0), new Correlation(new("ETH"), Btc, 0, 0)) },
        { "Correlations[0].Days250", Correlations(new Correlation(Btc, new("ETH"), 1.1, 0)) },
        { "Correlations[0].Stress", Correlations(new Correlation(Btc, new("ETH"), 0, double.NaN)) },
    };

    private static Func<MarketSnapshot, MarketSnapshot> Prices(Action<Dictionary<Asset, AssetMark>> change) => market =>
    {
        var prices = new Dictionary<Asset, AssetMark>(market.Prices);
        change(prices);
        return market with { Prices = prices };
    };

    private static Func<MarketSnapshot, MarketSnapshot> Price(Asset asset, Func<AssetMark, AssetMark> change) =>
        Prices(prices => prices[asset] = change(prices[asset]));

    private static Func<MarketSnapshot, MarketSnapshot> Instruments(Action<Dictionary<InstrumentId, Instrument>> change) => market =>
    {
        var instruments = new Dictionary<InstrumentId, Instrument>(market.Instruments);
        change(instruments);
        return market with { Instruments = instruments };
    };

    private static Func<MarketSnapshot, MarketSnapshot> Instrument<T>(InstrumentId id, Func<T, T> change)
        where T : Instrument => Instruments(instruments => instruments[id] = change((T)instruments[id]));

    private static Func<MarketSnapshot, MarketSnapshot> Marks(Action<Dictionary<InstrumentId, InstrumentMark>> change) => market =>
    {
        var marks = new Dictionary<InstrumentId, InstrumentMark>(market.Marks);
        change(marks);
        return market with { Marks = marks };
    };

    private static Func<MarketSnapshot, MarketSnapshot> Mark(InstrumentId id, Func<InstrumentMark, InstrumentMark> change) =>
        Marks(marks => marks[id] = change(marks[id]));

    private static Func<MarketSnapshot, MarketSnapshot> Unit(Func<UnitMarket, UnitMarket> change) =>
        market => market with { Units = new Dictionary<RiskUnit, UnitMarket> { [Btc] = change(market.Units[Btc]) } };

    private static Func<MarketSnapshot, MarketSnapshot> Smile(Smile smile) =>
        Unit(unit => unit with { Smiles = new Dictionary<DateTimeOffset, Smile> { [Expiry] = smile } });

    private static Func<MarketSnapshot, MarketSnapshot> History(Func<ReturnHistory, ReturnHistory> change) =>
        Unit(unit => unit with { History = change(unit.History!) });

    private static Func<MarketSnapshot, MarketSnapshot> Correlations(params Correlation[] correlations) =>
        market => market with { Correlations = correlations };
}
