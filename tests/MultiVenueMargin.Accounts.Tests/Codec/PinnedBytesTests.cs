using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Testing.Values;

namespace MultiVenueMargin.Accounts.Tests.Codec;

/// <summary>
/// Encodings that never change: journals hold them and hashes are taken over them. The bytes are put together by hand from
/// the rules at <see cref="RecordKind"/>. When a record gets a new version, its old bytes stay in a test that reads them, and
/// new ones are pinned beside them.
/// </summary>
public sealed class PinnedBytesTests
{
    // The ticks since the year 1, lowest byte first.
    private const string NoonHex = "00e003f8c647df08";
    private const string ExpiryHex = "00c0fd125d62df08";

    private const string Cross = "0563726f7373";
    private const string Deribit = "0764657269626974";
    private const string Ethereum = "08657468657265756d";
    private const string Btc = "03425443";
    private const string Usd = "03555344";
    private const string Usdc = "0455534443";
    private const string PerpetualId = "0d4254432d50455250455455414c";
    private const string OptionId = "144254432d323544454332362d3130303030302d43";

    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Expiry = new(2026, 12, 25, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Values_WhenWritten_AreTheirPinnedBytes()
    {
        Same(Btc, new Asset("BTC"), ValueCodec.Write, ValueCodec.ReadAsset);
        Same("0461636d65" + "056465736b31", new AccountId(new InstitutionId("acme"), "desk1"), ValueCodec.Write, ValueCodec.ReadAccountId);
        Same("0505", new Quantity(-0.05m), ValueCodec.Write, ValueCodec.ReadQuantity);
        Same("00d08603", new Price(50_000.00m), ValueCodec.Write, ValueCodec.ReadPrice);
        Same("000c" + "01" + Usdc, new Money(12m, new Asset("USDC")), ValueCodec.Write, ValueCodec.ReadMoney);
        Same("0000" + "00", default(Money), ValueCodec.Write, ValueCodec.ReadMoney);
        Same("00" + "ffffffffffffffffffffffffff1f", new Usd(decimal.MaxValue), ValueCodec.Write, ValueCodec.ReadUsd);
        Same("3901", new Usd(-0.0000000000000000000000000001m), ValueCodec.Write, ValueCodec.ReadUsd);
        Same("0080b5f7f57f9f08", DateTimeOffset.UnixEpoch, (writer, value) => writer.Instant(value), reader => reader.Instant());
        Same(NoonHex, Noon, (writer, value) => writer.Instant(value), reader => reader.Instant());
        Same("80989abc04", TimeSpan.FromMinutes(1), (writer, value) => writer.Duration(value), reader => reader.Duration());
        Same("01", -1L, (writer, value) => writer.Int64(value), reader => reader.Int64());
        Same("ffffffffffffffffff01", long.MinValue, (writer, value) => writer.Int64(value), reader => reader.Int64());
        Same("9a9999999999e13f", 0.55, (writer, value) => writer.Double(value), reader => reader.Double());
    }

    /// <summary>A balance of one part is written as before there were parts; one of two has a number of its own.</summary>
    [Fact]
    public void Balance_WithAPartThatIsNotFinal_IsItsPinnedBytes()
    {
        const string Rest = "03455448" + "00" + "0065" + "0000" + "0000" + "00" + "01" + "0618";
        var balance = new BalanceFact(
            new Asset("ETH"), false, new Quantity(101m), Quantity.Zero, Quantity.Zero, BridgeClass.Native, new Finality(3, 12));
        Same("01" + Rest, balance, (writer, fact) => FactCodec.Write(writer, fact), reader => (BalanceFact)FactCodec.ReadFact(reader));
        Same(
            "06" + Rest + "0001",
            balance with { Provisional = new Quantity(1m) },
            (writer, fact) => FactCodec.Write(writer, fact),
            reader => (BalanceFact)FactCodec.ReadFact(reader));
    }

    [Fact]
    public void Book_WhenWritten_IsItsPinnedBytes() => Same(
        "01" + "01" + "0461636d65" + "056465736b31"
        + "01" // One line: 2.5 BTC, 0.1 of profit, 0.02 owed, not a loan, by a light client, 3 of 12 confirmations.
        + "01" + Cross + Ethereum + Btc + "0219" + "0201" + "0402" + "00" + "02" + "01" + "0618" + NoonHex
        + "01" // One position: −10,000 at 9,725.
        + "01" + Cross + Deribit + PerpetualId + "01904e" + "01" + "00fd4b" + NoonHex
        + "01" // One order: ask 5 at 100,000.
        + "01" + Cross + Deribit + PerpetualId + "02" + "0005" + "00a08d06"
        + "01" // One statement: equity 123, no IM, MM 5.
        + Deribit + "01" + Cross + "01007b" + "00" + "010005" + NoonHex
        + "01" // One route: 30 minutes.
        + "01" + Ethereum + Deribit + "80d0918e8601"
        + "01" + Cross + "03" // The cross pool was in a call,
        + "01" + Cross // which expired.
        + "01" // One lost feed: 10 minutes.
        + "01" + Cross + Ethereum + "80f085da2c",
        new Book
        {
            Account = new AccountId(new InstitutionId("acme"), "desk1"),
            Lines =
            [
                new CollateralLine
                {
                    Location = new LocationId("ethereum"),
                    Asset = new Asset("BTC"),
                    Balance = new Quantity(2.5m),
                    UnrealisedProfit = new Quantity(0.1m),
                    Owed = new Quantity(0.02m),
                    Bridge = BridgeClass.LightClient,
                    Finality = new Finality(3, 12),
                    AsOf = Noon,
                },
            ],
            Positions =
            [
                new Position
                {
                    Venue = new LocationId("deribit"),
                    Instrument = new InstrumentId("BTC-PERPETUAL"),
                    Quantity = new Quantity(-10_000m),
                    AverageEntry = new Price(9_725m),
                    AsOf = Noon,
                },
            ],
            Orders =
            [
                new RestingOrder
                {
                    Venue = new LocationId("deribit"),
                    Instrument = new InstrumentId("BTC-PERPETUAL"),
                    Side = OrderSide.Ask,
                    Quantity = new Quantity(5m),
                    Limit = new Price(100_000m),
                },
            ],
            VenueStatements = new Dictionary<LocationId, VenueStatement>
            {
                [new("deribit")] = new() { Equity = new Usd(123m), MaintenanceMargin = new Usd(5m), AsOf = Noon },
            },
            Routes = [new TransferRoute(new LocationId("ethereum"), new LocationId("deribit"), TimeSpan.FromMinutes(30))],
            PriorStates = new Dictionary<PoolId, MarginState> { [PoolId.Cross] = MarginState.Call },
            ExpiredCalls = new HashSet<PoolId> { PoolId.Cross },
            LostFeeds = [new LostFeed(PoolId.Cross, new LocationId("ethereum"), TimeSpan.FromMinutes(10))],
        },
        BookCodec.Write,
        BookCodec.ReadBook);

    [Fact]
    public void MarketSnapshot_WhenWritten_IsItsPinnedBytes() => Same(
        "02" + "01" + "026d31" + NoonHex
        + "01" + Btc + "01" + "00a08d06" + "0601" + NoonHex
        + "01" + "01" + Deribit + "00fd4b" + "0000" + NoonHex // One source says 9,725, it does not say how sure.
        + "02" // By id: the option comes first, for '2' is before 'P'.
        + OptionId + "04" + "01" + OptionId + Btc + "02" + Usd + "0201" + ExpiryHex + "01" + "00a08d06"
        + PerpetualId + "02" + "01" + PerpetualId + Btc + "02" + Usd + "000a"
        + "01" + OptionId + "01" + "010605" + "0000" + NoonHex + "01" + "9a9999999999e13f" + "0100a08d06" + "00" + "00" + "010401" + "01007b"
        + "01" + "0405" + "000c" + "00"
        + "01" + Btc + "01" + "01007b" + "01" + "7b14ae47e17aa43f" + "00"
        + "01" + ExpiryHex + "01" + "01" + "02" // One smile of two points.
        + "9a9999999999b9bf" + "666666666666e63f" + "0000000000000000" + "cdcccccccccce43f"
        + "00"
        + "01" + "01" + Btc + "03455448" + "cdccccccccccec3f" + "666666666666e63f"
        + "01",
        new MarketSnapshot
        {
            Version = new MarketVersion("m1"),
            AsOf = Noon,
            Prices = new Dictionary<Asset, AssetMark>
            {
                [new("BTC")] = new()
                {
                    Mark = new Price(100_000m),
                    Confidence = new Rate(0.001m),
                    AsOf = Noon,
                    Sources = [new SourceMark(new LocationId("deribit"), new Price(9_725m), Rate.Zero, Noon)],
                },
            },
            Instruments = new Instrument[]
            {
                new Perpetual(new("BTC-PERPETUAL"), new RiskUnit("BTC"), ContractStyle.Inverse, Asset.Usd, 10m),
                new EuropeanOption(
                    new("BTC-25DEC26-100000-C"), new RiskUnit("BTC"), ContractStyle.Inverse, Asset.Usd, 0.1m, Expiry, OptionRight.Call, new Price(100_000m)),
            }.ToDictionary(instrument => instrument.Id),
            Marks = new Dictionary<InstrumentId, InstrumentMark>
            {
                [new("BTC-25DEC26-100000-C")] = new()
                {
                    Mark = new Price(0.005m),
                    AsOf = Noon,
                    ImpliedVolatility = 0.55,
                    Forward = new Price(100_000m),
                    HalfSpread = new Rate(0.01m),
                    AverageDailyVolume = new Quantity(123m),
                    Depth = [new DepthLevel(new Rate(0.05m), new Quantity(12m))],
                },
            },
            Units = new Dictionary<RiskUnit, UnitMarket>
            {
                [new("BTC")] = new()
                {
                    AverageDailyVolume = new Quantity(123m),
                    DailyVolatility = 0.04,
                    Smiles = new Dictionary<DateTimeOffset, Smile> { [Expiry] = new QuotedSmile([new(-0.1, 0.7), new(0, 0.65)]) },
                },
            },
            Correlations = [new Correlation(new RiskUnit("BTC"), new RiskUnit("ETH"), 0.9, 0.7)],
            StressFlag = true,
        },
        MarketCodec.Write,
        MarketCodec.ReadMarketSnapshot);

    [Fact]
    public void RuleSet_WhenPinnedBytesAreRead_SaysWhatItSaid()
    {
        var rules = Encoded.ReadHex(PinnedRules.Hex, RuleCodec.ReadRuleSet);
        var lines = PinnedRules.Said.Split('\n');
        Assert.Equal(lines, Said.By(rules).Intersect(lines));
        Assert.Equal(PinnedRules.Hex, Encoded.Hex(rules, RuleCodec.Write));
    }

    private static void Same<T>(string hex, T value, WriteItem<T> write, ReadItem<T> read)
    {
        Assert.Equal(hex, Encoded.Hex(value, write));
        Assert.Equal(Said.By(value), Said.By(Encoded.ReadHex(hex, read)));
    }
}
