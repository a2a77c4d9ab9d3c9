using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MultiVenueMargin.Venues.Numbers;

/// <summary>
/// Reads a number whether it is quoted or bare: venues differ in it from field to field, and some changed their minds. Anything else, a
/// truth value or a list, is no number and refused.
/// </summary>
public sealed class VenueNumberConverter : JsonConverter<VenueNumber>
{
    // A venue's null says that there is no number; without this the serialiser would refuse it for a struct.
    public override bool HandleNull => true;

    public override VenueNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => default,
        JsonTokenType.String => new VenueNumber(reader.GetString()),
        JsonTokenType.Number => new VenueNumber(
            reader.HasValueSequence ? Encoding.UTF8.GetString(reader.ValueSequence) : Encoding.UTF8.GetString(reader.ValueSpan)),
        _ => throw new JsonException($"A number stands here, quoted or bare, not {reader.TokenType}."),
    };

    public override void Write(Utf8JsonWriter writer, VenueNumber value, JsonSerializerOptions options)
    {
        if (value.IsAbsent)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteStringValue(value.Text);
        }
    }
}
