using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MultiVenueMargin.Files;

/// <summary>
/// The first look at a file: is it JSON, how deep, and does any object name a member twice? It walks the tokens with their
/// path, so that even text that is not JSON is refused with the place where it stops being so.
/// </summary>
internal static class JsonStructure
{
    /// <summary>Our deepest file has ten levels; more than this is an attack or an accident.</summary>
    public const int Deepest = 32;

    /// <summary>Adds what it finds; nothing added means that the text can be parsed.</summary>
    /// <returns>Whether the text is JSON at all; with duplicates it may still be read for further problems.</returns>
    public static bool Check(ReadOnlySpan<byte> json, ProblemList problems)
    {
        // The reader's own limit counts the levels as ours do; one more, so that ours speaks first.
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Deepest + 1 });
        var open = new Stack<Container>();
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        if (!TryEnterMember(ref reader, open.Peek(), problems))
                        {
                            return false;
                        }

                        break;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        var path = Here(open);
                        if (open.Count == Deepest)
                        {
                            problems.Add(path, $"is nested deeper than {Deepest} levels", "No file here needs more than ten");
                            return false;
                        }

                        open.Push(new Container(path, reader.TokenType == JsonTokenType.StartArray));
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        open.Pop();
                        break;
                }

                // A value that stands in a list, or just ended there, is one more of its items.
                if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.StartObject or JsonTokenType.StartArray)
                    && open.TryPeek(out var container))
                {
                    container.Index++;
                }
            }
        }
        catch (JsonException refusal)
        {
            problems.Add(Here(open), NotJson(json, refusal), "Write plain JSON: quoted names, no comments, no trailing commas, no NaN or Infinity");
            return false;
        }

        return true;
    }

    private static bool TryEnterMember(ref Utf8JsonReader reader, Container container, ProblemList problems)
    {
        string name;
        try
        {
            name = reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            problems.Add(container.Path, "has a member whose name is not valid Unicode", "Write names as plain text");
            return false;
        }

        if (!container.Names.Add(name))
        {
            problems.Add(JsonPath.Member(container.Path, name), "stands there twice", "Keep one of the two; which one counts must not depend on the reader");
        }

        container.Name = name;
        return true;
    }

    /// <summary>The path of the value that begins here.</summary>
    private static string Here(Stack<Container> open) => open.TryPeek(out var container) ? container.PathOfCurrent : string.Empty;

    private static string NotJson(ReadOnlySpan<byte> json, JsonException refusal)
    {
        if (json.IsEmpty || json.Trim(" \t\r\n"u8).IsEmpty)
        {
            return "is empty";
        }

        var (line, column) = (refusal.LineNumber ?? 0, refusal.BytePositionInLine ?? 0);
        var found = LineOf(json, line) is { } text && column < text.Length
            ? JsonPath.Quoted(WordAt(Encoding.UTF8.GetString(text[(int)column..])))
            : "the end of the file";
        return string.Create(
            CultureInfo.InvariantCulture, $"is not JSON from line {line + 1}, column {column + 1} on, where it has {found}");
    }

    private static ReadOnlySpan<byte> LineOf(ReadOnlySpan<byte> json, long line)
    {
        for (; line > 0; line--)
        {
            var end = json.IndexOf((byte)'\n');
            if (end < 0)
            {
                return [];
            }

            json = json[(end + 1)..];
        }

        var length = json.IndexOf((byte)'\n');
        return (length < 0 ? json : json[..length]).TrimEnd((byte)'\r');
    }

    private static string WordAt(string text)
    {
        var end = text.AsSpan(1).IndexOfAny(SearchValues.Create(" \t,:{}[]\""));
        return end < 0 ? text : text[..(end + 1)];
    }

    private sealed class Container(string path, bool isList)
    {
        public string Path { get; } = path;

        public bool IsList { get; } = isList;

        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public string? Name { get; set; }

        public int Index { get; set; }

        public string PathOfCurrent => IsList ? JsonPath.Item(Path, Index) : Name is null ? Path : JsonPath.Member(Path, Name);
    }
}
