using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Files;

/// <summary>
/// How the domain is written: members under their names with underscores and in the order of the type, exact numbers as text,
/// instants in UTC. What is absent is written as null, never left out, so that a reader can tell it from a figure it does not
/// know. Reading is the business of the strict readers beside this file; a round trip through both is a test.
/// </summary>
public static class DomainJson
{
    public static JsonSerializerOptions Options { get; } = MakeOptions();

    /// <summary>A document of ours: its schema, then the members of a record, then more.</summary>
    public static string Document(string schema, object content, params IReadOnlyList<(string Name, object? Value)> more)
    {
        var members = JsonSerializer.SerializeToNode(content, Options)!.AsObject();
        return Document(schema, [.. members.Select(member => (member.Key, (object?)member.Value)), .. more]);
    }

    /// <summary>A document of ours: its schema, then members.</summary>
    public static string Document(string schema, IReadOnlyList<(string Name, object? Value)> members)
    {
        var document = new JsonObject { ["schema"] = schema };
        foreach (var (name, value) in members)
        {
            document[name] = JsonSerializer.SerializeToNode(value, Options);
        }

        return document.ToJsonString(Options);
    }

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
        options.Converters.Add(Text<ModelName>(model => model.Code));
        options.Converters.Add(new RuleBookTextConverter());
        options.Converters.Add(Shape<Factor>(FactorShape));
        options.Converters.Add(Shape<Instrument>(InstrumentShape));
        options.Converters.Add(Shape<Smile>(SmileShape));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static Member[] FactorShape(Factor factor) => factor switch
    {
        PriceFactor price => [new("factor", FactorKind.Price), new("of", price.Unit)],
        VolatilityFactor volatility => [new("factor", FactorKind.Volatility), new("of", volatility.Unit)],
        BasisFactor basis => [new("factor", FactorKind.Basis), new("of", basis.Unit)],
        PegFactor peg => [new("factor", FactorKind.Peg), new("of", peg.Stablecoin)],
        VenueLossFactor loss => [new("factor", FactorKind.VenueLoss), new("of", loss.Venue)],
        _ => throw new ArgumentOutOfRangeException(nameof(factor), factor, "No file names this factor."),
    };

    private static Member[] InstrumentShape(Instrument instrument) => instrument switch
    {
        Spot spot => [new("type", InstrumentType.Spot), new("base", spot.Base), new("quote", spot.Quote)],
        Perpetual perpetual => [new("type", InstrumentType.Perpetual), .. TermsOf(perpetual)],
        DatedFuture future => [new("type", InstrumentType.Future), .. TermsOf(future), new("expiry", future.Expiry)],
        EuropeanOption option =>
        [
            new("type", InstrumentType.Option),
            .. TermsOf(option),
            new("expiry", option.Expiry),
            new("right", option.Right),
            new("strike", option.Strike),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(instrument), instrument, "No file names this kind of instrument."),
    };

    private static Member[] TermsOf(Derivative contract) =>
    [
        new("unit", contract.Unit),
        new("style", contract.Style),
        new("quote", contract.Quote),
        new("multiplier", contract.Multiplier),
    ];

    private static Member[] SmileShape(Smile smile) => smile switch
    {
        QuotedSmile quoted => [new("points", quoted.Points)],
        SviSmile svi => [new("svi", new Dictionary<string, double>
        {
            ["a"] = svi.A,
            ["b"] = svi.B,
            ["rho"] = svi.Rho,
            ["m"] = svi.M,
            ["sigma"] = svi.Sigma,
        })],
        _ => throw new ArgumentOutOfRangeException(nameof(smile), smile, "No file names this kind of smile."),
    };

    /// <summary>Writes a value as text, as a key, too: for documents that know more types than files do.</summary>
    public static JsonConverter Text<T>(Func<T, string> format)
        where T : struct => new TextConverter<T>(format);

    private static ShapeConverter<T> Shape<T>(Func<T, Member[]> shape)
        where T : class => new(shape);

    /// <summary>As the object that it is, so that a person can read it.</summary>
    private sealed class RuleBookTextConverter : JsonConverter<RuleBookText>
    {
        public override RuleBookText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Files are read by the strict readers.");

        public override void Write(Utf8JsonWriter writer, RuleBookText value, JsonSerializerOptions options)
        {
            using var document = JsonDocument.Parse(value.Json);
            document.RootElement.WriteTo(writer);
        }
    }

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
    private sealed class ShapeConverter<T>(Func<T, Member[]> shape) : JsonConverter<T>
        where T : class
    {
        public override bool CanConvert(Type typeToConvert) => typeof(T).IsAssignableFrom(typeToConvert);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Files are read by the strict readers.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var member in shape(value))
            {
                writer.WritePropertyName(member.Name);
                JsonSerializer.Serialize(writer, member.Value, options);
            }

            writer.WriteEndObject();
        }
    }

    private readonly record struct Member(string Name, object? Value);
}
