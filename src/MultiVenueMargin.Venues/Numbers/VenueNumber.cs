using System.Text.Json.Serialization;

namespace MultiVenueMargin.Venues.Numbers;

/// <summary>
/// A number in the words of a venue, before anybody decided what it means: the text between the quotes, or the digits as they stand.
/// Kept as text so that no digit is lost on the way to the field that knows in which direction to round. The default value, JSON's null and
/// the empty text are absent, which is not zero.
/// </summary>
[JsonConverter(typeof(VenueNumberConverter))]
public readonly record struct VenueNumber
{
    private readonly string? _text;

    public VenueNumber(string? text) => _text = text;

    public string Text => _text ?? string.Empty;

    public bool IsAbsent => string.IsNullOrEmpty(_text);

    public override string ToString() => Text;
}
