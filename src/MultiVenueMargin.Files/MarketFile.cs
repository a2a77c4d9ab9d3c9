using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Files;

/// <summary>
/// <c>market.json</c>: what the market says at one moment. A price or mark without its own <c>as_of</c> is as old as the
/// market's; a member that is absent is unknown.
/// </summary>
public static class MarketFile
{
    public const string Schema = "mvm-market/1";

    public static Loaded<MarketSnapshot> Load(string file) => JsonFile.Load(file, Schema, Read, Checks.Of);

    public static Loaded<MarketSnapshot> Parse(string file, ReadOnlyMemory<byte> json) =>
        JsonFile.Parse(file, json, Schema, Read, Checks.Of);

    /// <summary>The market as a file that reads as the same market.</summary>
    public static string Write(MarketSnapshot market) => DomainJson.Document(Schema, market);

    private static MarketSnapshot Read(JsonMembers market)
    {
        var version = market.Required("version", Values.MarketVersion);
        var asOf = market.Required("as_of", Values.Instant);
        var instruments = market.Required("instruments", Instruments);
        return new MarketSnapshot
        {
            Version = version,
            AsOf = asOf,
            Prices = market.Required("prices", at => at.Map(Values.Asset, price => AssetMark(price, asOf))),
            Instruments = instruments,
            Marks = market.Required("marks", at => Marks(at, instruments, asOf)),
            Units = market.Required("units", at => at.Map(Values.Unit, Unit)),
            Correlations = market.OptionalList("correlations", Correlation),
            StressFlag = market.Optional("stress_flag", flag => flag.Flag(), false),
        };
    }

    private static AssetMark AssetMark(JsonCursor at, DateTimeOffset marketAsOf) => at.Members(price => new AssetMark
    {
        Mark = price.Required("mark", Values.Price),
        Confidence = price.Optional("confidence", Values.Rate, default),
        AsOf = price.Optional("as_of", Values.Instant, marketAsOf),
        Sources = price.OptionalList("sources", source => Source(source, marketAsOf)),
    });

    private static SourceMark Source(JsonCursor at, DateTimeOffset marketAsOf) => at.Members(source => new SourceMark(
        source.Required("source", Values.Location),
        source.Required("mark", Values.Price),
        source.Optional("confidence", Values.Rate, default),
        source.Optional("as_of", Values.Instant, marketAsOf)));

    private static Dictionary<InstrumentId, Instrument> Instruments(JsonCursor at)
    {
        var instruments = new Dictionary<InstrumentId, Instrument>();
        foreach (var (id, value) in at.Entries(Values.Instrument))
        {
            instruments[id] = value.Members(instrument => Instrument(id, instrument));
        }

        return instruments;
    }

    private static Instrument Instrument(InstrumentId id, JsonMembers instrument)
    {
        switch (instrument.Required("type", type => Values.Choice(type, InstrumentType.Unspecified)))
        {
            case InstrumentType.Spot:
                return new Spot(id, instrument.Required("base", Values.Asset), instrument.Required("quote", Values.Asset));
            case InstrumentType.Perpetual:
                var perpetual = Terms(instrument);
                return new Perpetual(id, perpetual.Unit, perpetual.Style, perpetual.Quote, perpetual.Multiplier);
            case InstrumentType.Future:
                var future = Terms(instrument);
                return new DatedFuture(
                    id, future.Unit, future.Style, future.Quote, future.Multiplier, instrument.Required("expiry", Values.Instant));
            case InstrumentType.Option:
                var option = Terms(instrument);
                return new EuropeanOption(
                    id,
                    option.Unit,
                    option.Style,
                    option.Quote,
                    option.Multiplier,
                    instrument.Required("expiry", Values.Instant),
                    instrument.Required("right", right => Values.Choice(right, OptionRight.Unspecified)),
                    instrument.Required("strike", Values.Price));
            default:
                // The type was refused; what the other members should be is anybody's guess.
                instrument.Ignore();
                return null!;
        }
    }

    private static (RiskUnit Unit, ContractStyle Style, Asset Quote, decimal Multiplier) Terms(JsonMembers contract)
    {
        var style = contract.Required("style", at => Values.Choice(at, ContractStyle.Unspecified));
        return (
            contract.Required("unit", Values.Unit),
            style,
            style == ContractStyle.Inverse
                ? contract.Optional("quote", Values.Asset, Asset.Usd)
                : contract.Required("quote", Values.Asset),
            contract.Required("multiplier", Values.Number));
    }

    /// <summary>A mark of something that is not listed is a slip in one of two names; the position it was meant for would be unpriced.</summary>
    private static Dictionary<InstrumentId, InstrumentMark> Marks(
        JsonCursor at, Dictionary<InstrumentId, Instrument>? instruments, DateTimeOffset marketAsOf)
    {
        var marks = new Dictionary<InstrumentId, InstrumentMark>();
        foreach (var (id, value) in at.Entries(Values.Instrument))
        {
            marks[id] = instruments?.ContainsKey(id) == false
                ? value.Refuse<InstrumentMark>("marks an instrument that is not listed", "Add it to \"instruments\", or remove the mark")
                : Mark(value, marketAsOf);
        }

        return marks;
    }

    private static InstrumentMark Mark(JsonCursor at, DateTimeOffset marketAsOf) => at.Members(mark => new InstrumentMark
    {
        Mark = mark.Maybe("mark", Values.Price),
        Confidence = mark.Optional("confidence", Values.Rate, default),
        AsOf = mark.Optional("as_of", Values.Instant, marketAsOf),
        ImpliedVolatility = mark.Maybe("implied_volatility", Values.Measured),
        Forward = mark.Maybe("forward", Values.Price),
        Delivery = mark.Maybe("delivery", Values.Price),
        PredictedFunding = mark.Maybe("predicted_funding", Values.Rate),
        HalfSpread = mark.Maybe("half_spread", Values.Rate),
        AverageDailyVolume = mark.Maybe("average_daily_volume", Values.Quantity),
        Depth = mark.OptionalList("depth", Level),
        Sources = mark.OptionalList("sources", source => Source(source, marketAsOf)),
    });

    private static DepthLevel Level(JsonCursor at) => at.Members(level => new DepthLevel(
        level.Required("distance", Values.Rate), level.Required("coins", Values.Quantity)));

    private static UnitMarket Unit(JsonCursor at) => at.Members(unit => new UnitMarket
    {
        AverageDailyVolume = unit.Maybe("average_daily_volume", Values.Quantity),
        DailyVolatility = unit.Maybe("daily_volatility", Values.Measured),
        InterestRate = unit.Maybe("interest_rate", Values.Measured),
        Smiles = unit.OptionalMap("smiles", Values.Instant, Smile),
        History = unit.Optional<ReturnHistory?>("history", History, null),
    });

    /// <summary>Quoted points or SVI parameters, one of the two.</summary>
    private static Smile Smile(JsonCursor at) => at.Members<Smile>(smile =>
    {
        if (smile.Has("svi") == smile.Has("points"))
        {
            return at.Refuse<Smile>("is neither or both of the two kinds of smile", "Write either \"points\" or \"svi\"");
        }

        return smile.Has("svi")
            ? smile.Required("svi", svi => svi.Members(Svi))
            : new QuotedSmile(smile.Required("points", points => points.List(SmilePoint)));
    });

    private static SviSmile Svi(JsonMembers svi) => new(
        svi.Required("a", Values.Measured),
        svi.Required("b", Values.Measured),
        svi.Required("rho", Values.Measured),
        svi.Required("m", Values.Measured),
        svi.Required("sigma", Values.Measured));

    private static SmilePoint SmilePoint(JsonCursor at) => at.Members(point => new SmilePoint(
        point.Required("log_moneyness", Values.Measured), point.Required("volatility", Values.Measured)));

    private static ReturnHistory History(JsonCursor at) => at.Members(history => new ReturnHistory
    {
        PriceReturns = history.Required("price_returns", returns => returns.List(Values.Measured)),
        VolatilityReturns = history.Required("volatility_returns", returns => returns.List(Values.Measured)),
        LongRunVolatility = history.Required("long_run_volatility", Values.Measured),
        Stress = history.OptionalList("stress", StressMove),
    });

    private static StressMove StressMove(JsonCursor at) => at.Members(move => new StressMove(
        move.Required("price", Values.Measured), move.Required("volatility", Values.Measured)));

    private static Correlation Correlation(JsonCursor at) => at.Members(correlation => new Correlation(
        correlation.Required("first", Values.Unit),
        correlation.Required("second", Values.Unit),
        correlation.Required("days250", Values.Measured),
        correlation.Required("stress", Values.Measured)));
}
