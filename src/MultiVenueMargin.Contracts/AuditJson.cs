using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.Files;

namespace MultiVenueMargin.Contracts;

/// <summary>
/// Records as JSON: members under their names with underscores, as in files. Exact numbers are text, and so are versions, epochs and sequences,
/// which may be larger than what a JSON reader keeps exactly; bytes are base64. A record is said in full; nothing is left out.
/// </summary>
public static class AuditJson
{
    private static readonly JsonSerializerOptions Options = MakeOptions();

    public static string Of(JournalRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return JsonSerializer.Serialize(record, record.GetType(), Options);
    }

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(DomainJson.Options) { WriteIndented = false };
        options.Converters.Add(DomainJson.Text<long>(number => ExactNumber.Format(number)));
        options.Converters.Add(DomainJson.Text<DecisionId>(decision => decision.ToString()));
        options.Converters.Add(DomainJson.Text<VenueAccountId>(feed => feed.ToString()));
        options.Converters.Add(DomainJson.Text<InstitutionId>(institution => institution.Code));
        options.Converters.Add(DomainJson.Text<PrincipalId>(principal => principal.Code));
        options.Converters.Add(DomainJson.Text<RequestId>(request => request.Code));
        options.Converters.Add(DomainJson.Text<RuleBookId>(book => book.Code));
        options.Converters.Add(new FactConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>A fact, which says first which of them it is.</summary>
    private sealed class FactConverter : JsonConverter<FeedFact>
    {
        public override FeedFact Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Records are read from their canonical bytes.");

        public override void Write(Utf8JsonWriter writer, FeedFact value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("fact", JsonNamingPolicy.SnakeCaseLower.ConvertName(value.GetType().Name[..^"Fact".Length]));
            foreach (var (name, member) in (JsonObject)JsonSerializer.SerializeToNode(value, value.GetType(), options)!)
            {
                writer.WritePropertyName(name);
                JsonSerializer.Serialize(writer, member, options);
            }

            writer.WriteEndObject();
        }
    }
}
