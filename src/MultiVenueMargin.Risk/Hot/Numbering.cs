namespace MultiVenueMargin.Risk.Hot;

/// <summary>Numbers things in the order in which they are first named.</summary>
internal sealed class Numbering<T>
    where T : notnull
{
    private readonly Dictionary<T, int> _numberOf = [];
    private readonly List<T> _items = [];

    public IReadOnlyList<T> Items => _items;

    public int Of(T item)
    {
        if (!_numberOf.TryGetValue(item, out var number))
        {
            number = _items.Count;
            _items.Add(item);
            _numberOf.Add(item, number);
        }

        return number;
    }

    /// <summary>The number of something named before; −1 where it was not.</summary>
    public int Find(T item) => _numberOf.GetValueOrDefault(item, -1);
}
