namespace MultiVenueMargin.Accounts.Markets;

/// <summary>
/// A table that is read by many and changed by one: what was handed out never changes, and is copied once before the next change. Copying beats a
/// persistent tree here: slices change thousands of marks at once, and lookups stay those of a dictionary.
/// </summary>
internal sealed class SharedTable<TKey, TValue>
    where TKey : struct
{
    private Dictionary<TKey, TValue> _items = [];
    private bool _isShared;

    /// <summary>What there is now. Only for looking at once.</summary>
    public IReadOnlyDictionary<TKey, TValue> Items => _items;

    /// <summary>What there is now, to keep.</summary>
    public IReadOnlyDictionary<TKey, TValue> Share()
    {
        _isShared = true;
        return _items;
    }

    public void Set(IReadOnlyDictionary<TKey, TValue> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        if (_isShared)
        {
            (_items, _isShared) = (new Dictionary<TKey, TValue>(_items), false);
        }

        foreach (var (key, value) in changes)
        {
            _items[key] = value;
        }
    }
}
