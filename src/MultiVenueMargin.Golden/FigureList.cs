namespace MultiVenueMargin.Golden;

/// <summary>Figures by path, in order. Texts of a list may repeat; the second carries <c>#2</c>, on both sides alike.</summary>
public sealed class FigureList<T>
{
    private readonly Dictionary<string, T> _byPath = new(StringComparer.Ordinal);
    private readonly List<string> _paths = [];

    public IReadOnlyList<string> Paths => _paths;

    public T this[string path] => _byPath[path];

    public bool TryGet(string path, out T? figure) => _byPath.TryGetValue(path, out figure);

    public void Add(string path, T figure)
    {
        var unique = path;
        for (var n = 2; !_byPath.TryAdd(unique, figure); n++)
        {
            unique = $"{path}#{n}";
        }

        _paths.Add(unique);
    }
}
