using System.Text.Json;

namespace MultiVenueMargin.Files;

/// <summary>
/// One value of a file and the path that leads to it. Reading goes on after a problem, so that a file's problems are found in
/// one go: a value that is refused reads as <c>default</c>, and since the file as a whole is then refused, nobody sees it.
/// </summary>
internal sealed class JsonCursor(JsonElement element, string path, ProblemList problems)
{
    public string Path => path;

    /// <summary>Names a problem here and gives the stand-in to go on with.</summary>
    public T Refuse<T>(string found, string fix)
    {
        problems.Add(path, found, fix);
        return default!;
    }

    /// <summary>An object; whatever members <paramref name="read"/> did not ask for are refused as unknown.</summary>
    public T Members<T>(Func<JsonMembers, T> read)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return Refuse<T>(WhatItIs(), "Write an object here, { … }");
        }

        var members = new JsonMembers(element, path, problems);
        var value = read(members);
        members.RefuseTheRest();
        return value;
    }

    public IReadOnlyList<T> List<T>(Func<JsonCursor, T> read)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            Refuse<T>(WhatItIs(), "Write a list here, [ … ]");
            return [];
        }

        var items = new List<T>(element.GetArrayLength());
        foreach (var item in element.EnumerateArray())
        {
            items.Add(read(new JsonCursor(item, JsonPath.Item(path, items.Count), problems)));
        }

        return items;
    }

    /// <summary>An object whose member names are keys. Two spellings of one key are one key twice, and refused.</summary>
    public IReadOnlyDictionary<TKey, TValue> Map<TKey, TValue>(Func<JsonCursor, TKey> readKey, Func<JsonCursor, TValue> readValue)
        where TKey : struct
    {
        var map = new Dictionary<TKey, TValue>();
        foreach (var (key, value) in Entries(readKey))
        {
            map[key] = readValue(value);
        }

        return map;
    }

    /// <summary>The entries of an object whose member names are keys.</summary>
    public IEnumerable<(TKey Key, JsonCursor Value)> Entries<TKey>(Func<JsonCursor, TKey> readKey)
        where TKey : struct
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Refuse<TKey>(WhatItIs(), "Write an object here, { … }");
            yield break;
        }

        var seen = new Dictionary<TKey, string>();
        foreach (var member in element.EnumerateObject())
        {
            var at = JsonPath.Member(path, member.Name);
            var before = problems.Count;
            var key = readKey(new JsonCursor(JsonSerializer.SerializeToElement(member.Name), at, problems));
            if (problems.Count > before)
            {
                continue;
            }

            if (seen.TryGetValue(key, out var earlier) && earlier != member.Name)
            {
                problems.Add(at, $"means the same as {JsonPath.Quoted(earlier)}", "Keep one of the two");
            }

            seen[key] = member.Name;
            yield return (key, new JsonCursor(member.Value, at, problems));
        }
    }

    /// <summary>An object as it stands, for what only others can read.</summary>
    public string? ObjectText() => element.ValueKind == JsonValueKind.Object ? element.GetRawText() : Refuse<string?>(WhatItIs(), "Write an object here, { … }");

    public bool IsNull => element.ValueKind == JsonValueKind.Null;

    public bool Flag() => element.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? element.GetBoolean()
        : Refuse<bool>(WhatItIs(), "Write true or false, without quotes");

    /// <summary>A text; null when it was refused.</summary>
    public string? Text(string fix) => element.ValueKind == JsonValueKind.String ? Unescaped() : Refuse<string?>(WhatItIs(), fix);

    /// <summary>A number as it was written, in quotes or bare, never by way of a double; null when it was refused.</summary>
    public string? NumberText() => element.ValueKind switch
    {
        JsonValueKind.String => Unescaped(),
        JsonValueKind.Number => element.GetRawText(),
        _ => Refuse<string?>(WhatItIs(), "Write a number, such as \"1234.5\" or 1234.5"),
    };

    private string? Unescaped()
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return Refuse<string?>("is not valid Unicode (half of a surrogate pair)", "Write the text without \\u escapes");
        }
    }

    private string WhatItIs() => element.ValueKind switch
    {
        JsonValueKind.Object => "is an object",
        JsonValueKind.Array => "is a list",
        JsonValueKind.String => $"is the text {JsonPath.Quoted(Unescaped() ?? string.Empty)}",
        JsonValueKind.Number => $"is the number {JsonPath.Shown(element.GetRawText())}",
        JsonValueKind.Null => "is null",
        _ => $"is {element.GetRawText()}",
    };
}
