using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace MultiVenueMargin.Files;

/// <summary>
/// How every file is read: bytes within a limit, the first look at their structure, the file's own reader, and last what the
/// domain itself objects to. What comes out is either sound as a whole or refused as a whole.
/// </summary>
internal static class JsonFile
{
    /// <summary>Some hundred thousand positions. A larger file is not a book, and nobody reads it into memory.</summary>
    public const int LargestBytes = 64 * 1024 * 1024;

    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <param name="file">The file's name.</param>
    /// <param name="schema">The version its first member has to name: <c>mvm-book/1</c>.</param>
    /// <param name="read">Reads its members.</param>
    /// <param name="check">What the domain objects to in content that could be read.</param>
    public static Loaded<T> Load<T>(
        string file, string schema, Func<JsonMembers, T> read, Func<T, IReadOnlyList<FileProblem>> check)
        where T : class
    {
        var problems = new ProblemList();
        var bytes = BytesOf(file, problems);
        return bytes is null ? Refused<T>(file, problems) : Parse(file, bytes, schema, read, check, problems);
    }

    /// <summary>The same from bytes that are already here.</summary>
    public static Loaded<T> Parse<T>(
        string file, ReadOnlyMemory<byte> json, string schema, Func<JsonMembers, T> read, Func<T, IReadOnlyList<FileProblem>> check)
        where T : class => Parse(file, json, schema, read, check, new ProblemList());

    private static Loaded<T> Parse<T>(
        string file,
        ReadOnlyMemory<byte> json,
        string schema,
        Func<JsonMembers, T> read,
        Func<T, IReadOnlyList<FileProblem>> check,
        ProblemList problems)
        where T : class
    {
        json = json.Span.StartsWith(Utf8Mark) ? json[Utf8Mark.Length..] : json;
        if (!Utf8.IsValid(json.Span))
        {
            problems.Add(string.Empty, "is not UTF-8 text", "Save it as UTF-8 (UTF-16 and other encodings are not read)");
            return Refused<T>(file, problems);
        }

        if (!JsonStructure.Check(json.Span, problems))
        {
            return Refused<T>(file, problems);
        }

        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonStructure.Deepest + 1 });
        var content = new JsonCursor(document.RootElement, string.Empty, problems).Members(members => ReadVersioned(members, schema, read));
        if (problems.Count == 0)
        {
            foreach (var finding in check(content))
            {
                problems.Add(finding.Path, finding.Found, finding.Fix);
            }
        }

        return problems.Count == 0 ? new Loaded<T>(file, content, [], 0) : Refused<T>(file, problems);
    }

    private static T ReadVersioned<T>(JsonMembers members, string schema, Func<JsonMembers, T> read)
        where T : class
    {
        // For editors, which complete and check a file that names its JSON Schema; and for people.
        members.Optional("$schema", at => at.Text("Write the address of a JSON Schema"), null);
        members.Optional("note", at => at.Text("Write what the file is about"), null);
        var isOurs = members.Required("schema", at =>
        {
            var fix = $"Write \"{schema}\", the version that this program reads";
            return at.Text(fix) is { } found && (found == schema || at.Refuse<bool>($"is {JsonPath.Quoted(found)}", fix));
        });

        // The members of another version would only be refused one by one.
        if (!isOurs && members.Has("schema"))
        {
            members.Ignore();
            return null!;
        }

        return read(members);
    }

    private static byte[]? BytesOf(string file, ProblemList problems)
    {
        if (Directory.Exists(file))
        {
            problems.Add(string.Empty, "is a folder", "Name a file in it");
            return null;
        }

        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            return Within(stream, problems);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            problems.Add(string.Empty, "is not there", "Check the name and the folder");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problems.Add(string.Empty, $"cannot be read ({JsonPath.Shown(unreadable.Message, longest: 200)})", "Check who may read it and who else has it open");
        }

        return null;
    }

    // The length of a pipe or a device is unknown and its content may never end: read to one byte beyond the limit.
    private static byte[]? Within(FileStream stream, ProblemList problems)
    {
        var content = new MemoryStream();
        var buffer = new byte[81_920];
        while (stream.Read(buffer) is var count and > 0)
        {
            content.Write(buffer, 0, count);
            if (content.Length > LargestBytes)
            {
                problems.Add(
                    string.Empty,
                    string.Create(CultureInfo.InvariantCulture, $"is larger than {LargestBytes / (1024 * 1024)} MiB"),
                    "Split it; that is some hundred thousand positions");
                return null;
            }
        }

        return content.ToArray();
    }

    private static Loaded<T> Refused<T>(string file, ProblemList problems)
        where T : class => new(file, null, problems.Kept, problems.Count);
}
