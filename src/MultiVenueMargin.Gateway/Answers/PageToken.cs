using System.Buffers.Text;
using System.Text;

namespace MultiVenueMargin.Gateway.Answers;

/// <summary>Where a list goes on: the question it belongs to and the last key of the page before. Opaque to clients, and good for that question only.</summary>
internal static class PageToken
{
    // Names hold no control characters.
    private const char Separator = '\n';

    private const int Longest = 2_048;

    public static string Write(string question, params IReadOnlyList<string> key) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(Separator, [question, .. key])));

    /// <summary>The key; null for the first page.</summary>
    public static string[]? Read(string question, string token, int parts)
    {
        if (token.Length == 0)
        {
            return null;
        }

        if (token.Length <= Longest && Base64Url.IsValid(token))
        {
            var said = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split(Separator);
            if (said.Length == parts + 1 && said[0] == question)
            {
                return said[1..];
            }
        }

        throw Invalid();
    }

    /// <summary>The only part of a key, as a value.</summary>
    public static T? Read<T>(string question, string token, Func<string, T?> parse)
        where T : struct => Read(question, token, 1) is [var key] ? parse(key) ?? throw Invalid() : null;

    public static Exception Invalid() => RichStatus.Of(V1.ErrorReason.CursorInvalid, "This is no page token of this question.");
}
