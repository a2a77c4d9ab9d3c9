using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MultiVenueMargin.Files;

/// <summary>
/// How a place in a file and what stands there are shown: <c>instruments["BTC-PERPETUAL"].multiplier</c>. Text from a file is
/// cut and its control characters are escaped, so that a hostile file can neither flood nor steer a terminal.
/// </summary>
public static class JsonPath
{
    private const int LongestShown = 60;

    public static string Member(string parent, string name)
    {
        var isPlain = name.Length is > 0 and <= LongestShown
            && !char.IsAsciiDigit(name[0])
            && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '$');
        return isPlain
            ? parent.Length == 0 ? name : $"{parent}.{name}"
            : $"{parent}[{Quoted(name)}]";
    }

    public static string Item(string parent, int index) => string.Create(CultureInfo.InvariantCulture, $"{parent}[{index}]");

    /// <summary>
    /// The path of a member of the domain as it stands in a file: <c>Collateral.Assets[BTC].Haircut[0].UpTo</c> is
    /// <c>collateral.assets.BTC.haircut[0].up_to</c>.
    /// </summary>
    public static string OfDomain(string path)
    {
        var result = string.Empty;
        var at = 0;
        while (at < path.Length)
        {
            if (path[at] == '[')
            {
                var end = path.IndexOf(']', at);
                end = end < 0 ? path.Length : end;
                var key = path[(at + 1)..end];
                result = int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                    ? Item(result, index)
                    : Member(result, key);
                at = end + 1;
            }
            else
            {
                at += path[at] == '.' ? 1 : 0;
                var end = path.IndexOfAny(['.', '['], at);
                end = end < 0 ? path.Length : end;
                result = Member(result, JsonNamingPolicy.SnakeCaseLower.ConvertName(path[at..end]));
                at = end;
            }
        }

        return result;
    }

    /// <summary>A text from outside, in quotes.</summary>
    public static string Quoted(string text) => $"\"{Shown(text)}\"";

    /// <summary>A text from outside, without quotes.</summary>
    public static string Shown(string text, int longest = LongestShown) => text.Length <= longest
        ? Escaped(text)
        : string.Create(CultureInfo.InvariantCulture, $"{Escaped(text[..(longest / 2)])}… ({text.Length:N0} characters)");

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            // Format characters (zero-width, right-to-left marks) are as invisible as control characters.
            var hidden = Rune.IsControl(rune)
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            escaped.Append(hidden ? JavaScriptEncoder.Default.Encode(rune.ToString()) : rune.ToString());
        }

        return escaped.ToString();
    }
}
