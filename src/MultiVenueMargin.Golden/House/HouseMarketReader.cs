using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Golden.House;

/// <summary>The market of a <c>house-golden/1</c> case.</summary>
public static class HouseMarketReader
{
    public static MarketSnapshot Read(InputValue input, DateTimeOffset asOf)
    {
        var fields = input.Fields();
        var (instruments, marks) = ReadInstruments(fields.Get("instruments"), asOf);
        var market = new MarketSnapshot
        {
            Version = new MarketVersion("golden"),
            AsOf = asOf,
            Prices = ReadPrices(fields.Get("prices"), asOf),
            Instruments = instruments,
            Marks = marks,
            Units = ReadUnits(fields, asOf),
            Correlations = (fields.Find("rho")?.Fields().Entries() ?? []).Select(ReadCorrelation).ToList(),
            StressFlag = fields.Find("stress_flag")?.Flag() ?? false,
        };
        fields.RequireAllRead();
        return market;
    }

    private static Dictionary<Asset, AssetMark> ReadPrices(InputValue input, DateTimeOffset asOf)
    {
        var prices = new Dictionary<Asset, AssetMark>();
        foreach (var (asset, value) in input.Fields().Entries())
        {
            var price = value.Fields();
            var confidence = new Rate(price.Find("conf")?.Number() ?? 0);
            var age = price.Find("age")?.Seconds() ?? TimeSpan.Zero;
            if (price.Find("mark") is { } mark)
            {
                prices.Add(
                    new Asset(asset),
                    new AssetMark { Mark = new Price(mark.Number()), Confidence = confidence, AsOf = asOf - age });
            }

            price.RequireAllRead();
        }

        return prices;
    }

    private static (Dictionary<InstrumentId, Instrument> Instruments, Dictionary<InstrumentId, InstrumentMark> Marks)
        ReadInstruments(InputValue input, DateTimeOffset asOf)
    {
        var instruments = new Dictionary<InstrumentId, Instrument>();
        var marks = new Dictionary<InstrumentId, InstrumentMark>();
        foreach (var (name, value) in input.Fields().Entries())
        {
            var id = new InstrumentId(name);
            var fields = value.Fields();
            instruments.Add(id, ReadInstrument(id, fields, asOf));
            marks.Add(id, ReadMark(fields, asOf));
            fields.RequireAllRead();
        }

        return (instruments, marks);
    }

    private static Derivative ReadInstrument(InstrumentId id, InputObject fields, DateTimeOffset asOf)
    {
        var unit = new RiskUnit(fields.Get("unit").Text());
        var style = fields.Find("inverse")?.Flag() ?? false ? ContractStyle.Inverse : ContractStyle.Linear;

        // An inverse contract is quoted in USD and settles in its coin (MARGIN §1). The files give some of them the quote
        // of their linear siblings, or none; it has no meaning there.
        var quoted = fields.Find("quote");
        var quote = style == ContractStyle.Inverse ? Asset.Usd : new Asset((quoted ?? fields.Get("quote")).Text());
        var multiplier = fields.Get("mult").Number();
        var kind = fields.Get("kind");
        return kind.Text() switch
        {
            "perp" => new Perpetual(id, unit, style, quote, multiplier),
            "future" => new DatedFuture(id, unit, style, quote, multiplier, ReadExpiry(fields, asOf)),
            "option" => new EuropeanOption(
                id, unit, style, quote, multiplier, ReadExpiry(fields, asOf), ReadRight(fields.Get("type")),
                new Price(fields.Get("strike").Number())),
            _ => throw kind.Refused($"no kind of instrument '{kind.Text()}' is known"),
        };
    }

    private static InstrumentMark ReadMark(InputObject fields, DateTimeOffset asOf) => new()
    {
        Mark = ReadPrice(fields.Find("mark")),
        Confidence = new Rate(fields.Find("conf")?.Number() ?? 0),
        AsOf = asOf - (fields.Find("age")?.Seconds() ?? TimeSpan.Zero),
        ImpliedVolatility = fields.Find("iv")?.Statistic(),
        Forward = ReadPrice(fields.Find("forward")),
        Delivery = ReadPrice(fields.Find("delivery")),
        PredictedFunding = fields.Find("funding") is { } funding ? new Rate(funding.Number()) : null,
        HalfSpread = fields.Find("half_spread") is { } spread ? new Rate(spread.Number()) : null,
        AverageDailyVolume = fields.Find("adv") is { } volume ? new Quantity(volume.Number()) : null,
        Depth = fields.Find("depth") is { } depth ? ReadDepth(depth) : [],
    };

    private static Dictionary<RiskUnit, UnitMarket> ReadUnits(InputObject market, DateTimeOffset asOf)
    {
        var units = new Dictionary<RiskUnit, UnitMarket>();
        foreach (var (name, value) in market.Get("units").Fields().Entries())
        {
            var fields = value.Fields();
            units.Add(new RiskUnit(name), new UnitMarket
            {
                AverageDailyVolume = fields.Find("adv") is { } volume ? new Quantity(volume.Number()) : null,
                DailyVolatility = fields.Find("sigma_day")?.Statistic(),
                InterestRate = fields.Find("rate")?.Statistic(),
            });
            fields.RequireAllRead();
        }

        foreach (var (name, value) in market.Find("smiles")?.Fields().Entries() ?? [])
        {
            var smiles = value.Fields().Entries().ToDictionary(
                entry => asOf + ReadDays(entry), entry => ReadSmile(entry.Value));
            units[new RiskUnit(name)] = units.GetValueOrDefault(new RiskUnit(name), new UnitMarket()) with { Smiles = smiles };
        }

        foreach (var (name, value) in market.Find("history")?.Fields().Entries() ?? [])
        {
            units[new RiskUnit(name)] =
                units.GetValueOrDefault(new RiskUnit(name), new UnitMarket()) with { History = ReadHistory(value.Fields()) };
        }

        return units;
    }

    private static ReturnHistory ReadHistory(InputObject fields)
    {
        var history = new ReturnHistory
        {
            PriceReturns = fields.Get("returns").Items().Select(item => item.Statistic()).ToList(),
            VolatilityReturns = fields.Get("vol_returns").Items().Select(item => item.Statistic()).ToList(),
            LongRunVolatility = fields.Get("sigma_long_run").Statistic(),
            Stress = (fields.Find("stress")?.Items() ?? []).Select(ReadStressMove).ToList(),
        };
        fields.RequireAllRead();
        return history;
    }

    private static Smile ReadSmile(InputValue value)
    {
        if (value.IsArray)
        {
            return new QuotedSmile(value.Items().Select(ReadSmilePoint).ToList());
        }

        var fields = value.Fields();
        var smile = new SviSmile(
            fields.Get("a").Statistic(), fields.Get("b").Statistic(), fields.Get("rho").Statistic(),
            fields.Get("m").Statistic(), fields.Get("sigma").Statistic());
        fields.RequireAllRead();
        return smile;
    }

    private static Correlation ReadCorrelation(KeyValuePair<string, InputValue> entry)
    {
        var names = entry.Key.Split('-');
        if (names.Length != 2)
        {
            throw entry.Value.Refused("two units joined by a hyphen are expected, such as BTC-ETH");
        }

        var fields = entry.Value.Fields();
        var correlation = new Correlation(
            new RiskUnit(names[0]), new RiskUnit(names[1]), fields.Get("d250").Statistic(), fields.Get("stress").Statistic());
        fields.RequireAllRead();
        return correlation;
    }

    private static SmilePoint ReadSmilePoint(InputValue point)
    {
        var pair = point.Items(2);
        return new SmilePoint(pair[0].Statistic(), pair[1].Statistic());
    }

    private static StressMove ReadStressMove(InputValue move)
    {
        var pair = move.Items(2);
        return new StressMove(pair[0].Statistic(), pair[1].Statistic());
    }

    // The note of the family says [distance, size]; its cases hold [size, distance], and their LIQ comes out that way only.
    // Read as the cases are, and refused where that reading makes no book: distances are below 1 and grow.
    private static List<DepthLevel> ReadDepth(InputValue depth)
    {
        var levels = new List<DepthLevel>();
        foreach (var item in depth.Items())
        {
            var pair = item.Items(2);
            var distance = pair[1].Number();
            if (distance is < 0 or >= 1 || (levels.Count > 0 && distance < levels[^1].Distance.Value))
            {
                throw item.Refused("a level is [size in coins, relative distance], nearest first");
            }

            levels.Add(new DepthLevel(new Rate(distance), new Quantity(pair[0].Number())));
        }

        return levels;
    }

    private static OptionRight ReadRight(InputValue type) => type.Text() switch
    {
        "C" => OptionRight.Call,
        "P" => OptionRight.Put,
        _ => throw type.Refused("C or P is expected"),
    };

    private static DateTimeOffset ReadExpiry(InputObject fields, DateTimeOffset asOf) => asOf + fields.Get("expiry_days").Days();

    // The days of a smile are a key, and so a text that holds a number.
    private static TimeSpan ReadDays(KeyValuePair<string, InputValue> entry) =>
        ExactNumber.TryParse(entry.Key, out var days) == NumberRefusal.None
            ? TimeSpan.FromTicks((long)decimal.Round(days * TimeSpan.TicksPerDay, MidpointRounding.ToEven))
            : throw entry.Value.Refused("a smile is keyed by its days to expiry");

    private static Price? ReadPrice(InputValue? value) => value is { } price ? new Price(price.Number()) : null;
}
