using System.Text.Json;

namespace MultiVenueMargin.Files;

/// <summary>
/// The members of one object of a file. It remembers what was asked for: that is what the object may have, and everything else
/// is unknown. <c>null</c> means absent wherever a member may be absent.
/// </summary>
internal sealed class JsonMembers
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly List<string> _asked = [];
    private readonly string _path;
    private readonly ProblemList _problems;

    internal JsonMembers(JsonElement element, string path, ProblemList problems)
    {
        (_path, _problems) = (path, problems);
        foreach (var member in element.EnumerateObject())
        {
            _members[member.Name] = member.Value;
        }
    }

    public T Required<T>(string name, Func<JsonCursor, T> read)
    {
        if (Find(name) is { } at)
        {
            return read(at);
        }

        _problems.Add(JsonPath.Member(_path, name), "is missing", $"Add \"{name}\"{(_path.Length == 0 ? string.Empty : $" to {_path}")}");
        return default!;
    }

    public T Optional<T>(string name, Func<JsonCursor, T> read, T otherwise) =>
        Find(name) is { IsNull: false } at ? read(at) : otherwise;

    /// <summary>A value that may be absent.</summary>
    public T? Maybe<T>(string name, Func<JsonCursor, T> read)
        where T : struct => Find(name) is { IsNull: false } at ? read(at) : null;

    /// <summary>A list that may be absent, and is then empty.</summary>
    public IReadOnlyList<T> OptionalList<T>(string name, Func<JsonCursor, T> read) => Optional(name, at => at.List(read), []);

    /// <summary>A map that may be absent, and is then empty.</summary>
    public IReadOnlyDictionary<TKey, TValue> OptionalMap<TKey, TValue>(
        string name, Func<JsonCursor, TKey> readKey, Func<JsonCursor, TValue> readValue)
        where TKey : struct => Optional(name, at => at.Map(readKey, readValue), new Dictionary<TKey, TValue>());

    /// <summary>Whether the object has a value under this name.</summary>
    public bool Has(string name) => Find(name) is { IsNull: false };

    /// <summary>The member itself; null when the object has none of this name.</summary>
    public JsonCursor? Find(string name)
    {
        if (!_asked.Contains(name))
        {
            _asked.Add(name);
        }

        return _members.TryGetValue(name, out var value)
            ? new JsonCursor(value, JsonPath.Member(_path, name), _problems)
            : null;
    }

    /// <summary>Nothing more is to be said about this object.</summary>
    public void Ignore() => _asked.AddRange(_members.Keys);

    internal void RefuseTheRest()
    {
        foreach (var name in _members.Keys.Where(name => !_asked.Contains(name)))
        {
            var nearest = _problems.KeepsMore ? Spelling.Nearest(name, _asked) : null;
            _problems.Add(
                JsonPath.Member(_path, name),
                "is not known here",
                nearest is null ? $"Remove it; known are {string.Join(", ", _asked)}" : $"Write \"{nearest}\" if that is what is meant");
        }
    }
}
