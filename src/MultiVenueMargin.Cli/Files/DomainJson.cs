using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Cli.Files;

/// <summary>
/// How the domain is written: members under their names with underscores and in the order of the type, exact numbers as text,
/// instants in UTC. What is absent is written as null, never left out, so that a reader can tell it from a figure it does not
/// know. Reading is the business of the strict readers beside this file; a round trip through both is a test.
/// </summary>
internal static class DomainJson
{
    public static JsonSerializerOptions Options { get; } = MakeOptions();

    /// <summary>A document of ours: its schema first, then the members of the content.</summary>
    public static string Document(string schema, object content, params IReadOnlyList<(string Name, object? Value)> more)
    {
        var document = new JsonObject { ["schema"] = schema };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(content, Options)!.AsObject().ToList())
        {
            document[name] = value?.DeepClone();
        }

        foreach (var (name, value) in more)
        {
            document[name] = JsonSerializer.SerializeToNode(value, Options);
        }

        return document.ToJsonString(Options);
    }

    public static string OfBook(Book book) => Document(BookFile.Schema, book, ("as_of", AsOfOf(book)));

    public static string OfMarket(MarketSnapshot market) => Document(MarketFile.Schema, market);

    public static string OfRules(RuleSet rules) => Document(RulesFile.Schema, rules);

    // Every fact is written with its own instant; the book's is then only the one that nothing falls back on.
    private static DateTimeOffset AsOfOf(Book book) => book.Lines.Select(line => line.AsOf)
        .Concat(book.Positions.Select(position => position.AsOf))
        .DefaultIfEmpty(DateTimeOffset.UnixEpoch)
        .Max();

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            IgnoreReadOnlyProperties = true,
            WriteIndented = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = JsonStructure.Deepest,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        options.Converters.Add(Text<decimal>(ExactNumber.Format));
        options.Converters.Add(Text<double>(Values.Written));
        options.Converters.Add(Text<DateTimeOffset>(Values.Written));
        options.Converters.Add(Text<TimeSpan>(Values.Written));
        options.Converters.Add(Text<Usd>(amount => amount.ToString()));
        options.Converters.Add(Text<Price>(price => price.ToString()));
        options.Converters.Add(Text<Quantity>(quantity => quantity.ToString()));
        options.Converters.Add(Text<Rate>(rate => rate.ToString()));
        options.Converters.Add(Text<AccountId>(account => account.ToString()));
        options.Converters.Add(Text<PoolId>(pool => pool.Code));
        options.Converters.Add(Text<LocationId>(location => location.Code));
        options.Converters.Add(Text<InstrumentId>(instrument => instrument.Code));
        options.Converters.Add(Text<Asset>(asset => asset.Code));
        options.Converters.Add(Text<RiskUnit>(unit => unit.Code));
        options.Converters.Add(Text<MarketVersion>(version => version.Code));
        options.Converters.Add(Text<RuleVersion>(version => version.Code));
        options.Converters.Add(Shape<Factor>(FactorShape));
        options.Converters.Add(Shape<Instrument>(InstrumentShape));
        options.Converters.Add(Shape<Smile>(SmileShape));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static object FactorShape(Factor factor) => factor switch
    {
        PriceFactor price => new { factor = FactorKind.Price, of = price.Unit },
        VolatilityFactor volatility => new { factor = FactorKind.Volatility, of = volatility.Unit },
        BasisFactor basis => new { factor = FactorKind.Basis, of = basis.Unit },
        PegFactor peg => new { factor = FactorKind.Peg, of = peg.Stablecoin },
        VenueLossFactor loss => new { factor = FactorKind.VenueLoss, of = loss.Venue },
        _ => throw new ArgumentOutOfRangeException(nameof(factor), factor, "No file names this factor."),
    };

    private static object InstrumentShape(Instrument instrument) => instrument switch
    {
        Spot spot => new { Type = InstrumentType.Spot, spot.Base, spot.Quote },
        Perpetual perpetual => new
        {
            Type = InstrumentType.Perpetual,
            perpetual.Unit,
            perpetual.Style,
            perpetual.Quote,
            perpetual.Multiplier,
        },
        DatedFuture future => new
        {
            Type = InstrumentType.Future,
            future.Unit,
            future.Style,
            future.Quote,
            future.Multiplier,
            future.Expiry,
        },
        EuropeanOption option => new
        {
            Type = InstrumentType.Option,
            option.Unit,
            option.Style,
            option.Quote,
            option.Multiplier,
            option.Expiry,
            option.Right,
            option.Strike,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(instrument), instrument, "No file names this kind of instrument."),
    };

    private static object SmileShape(Smile smile) => smile switch
    {
        QuotedSmile quoted => new { quoted.Points },
        SviSmile svi => new { Svi = new { svi.A, svi.B, svi.Rho, svi.M, svi.Sigma } },
        _ => throw new ArgumentOutOfRangeException(nameof(smile), smile, "No file names this kind of smile."),
    };

    private static TextConverter<T> Text<T>(Func<T, string> format)
        where T : struct => new(format);

    private static ShapeConverter<T> Shape<T>(Func<T, object> shape)
        where T : class => new(shape);

    private sealed class TextConverter<T>(Func<T, string> format) : JsonConverter<T>
        where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Files are read by the strict readers.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(format(value));

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(format(value));
    }

    /// <summary>Writes the members of another shape: for families of records, whose members say which of them it is.</summary>
    private sealed class ShapeConverter<T>(Func<T, object> shape) : JsonConverter<T>
        where T : class
    {
        public override bool CanConvert(Type typeToConvert) => typeof(T).IsAssignableFrom(typeToConvert);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Files are read by the strict readers.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, shape(value), options);
    }
}
