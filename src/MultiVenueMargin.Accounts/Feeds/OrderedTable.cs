using System.Runtime.InteropServices;

namespace MultiVenueMargin.Accounts.Feeds;

/// <summary>
/// Entries by key, written at the cost of a hash and read in ascending order. The order is found anew only after a key came or
/// went: nearly all updates are of lines that are there.
/// </summary>
internal sealed class OrderedTable<TKey, TValue>(IComparer<TKey> order)
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _entries = [];
    private TKey[]? _keys;

    public int Count => _entries.Count;

    /// <summary>Ascending.</summary>
    public IReadOnlyList<TKey> Keys => _keys ??= Sorted();

    public TValue this[TKey key] => _entries[key];

    public bool Contains(TKey key) => _entries.ContainsKey(key);

    public bool TryGet(TKey key, out TValue? value) => _entries.TryGetValue(key, out value);

    public void Set(TKey key, TValue value)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_entries, key, out var wasThere);
        entry = value;
        if (!wasThere)
        {
            _keys = null;
        }
    }

    public bool Remove(TKey key)
    {
        var wasThere = _entries.Remove(key);
        if (wasThere)
        {
            _keys = null;
        }

        return wasThere;
    }

    public void Clear()
    {
        _entries.Clear();
        _keys = null;
    }

    private TKey[] Sorted()
    {
        TKey[] keys = [.. _entries.Keys];
        Array.Sort(keys, order);
        return keys;
    }
}
