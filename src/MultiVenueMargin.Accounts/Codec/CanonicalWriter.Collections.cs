namespace MultiVenueMargin.Accounts.Codec;

/// <content>What holds other values.</content>
public sealed partial class CanonicalWriter
{
    /// <summary>The number of items that follow, within a named limit that the reader knows too.</summary>
    public void Count(int count, int most)
    {
        if (count > most)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"At most {most} are recorded here.");
        }

        UInt64((ulong)count);
    }

    /// <summary>1 and the value, or 0.</summary>
    public void Optional<T>(T? value, WriteItem<T> write)
        where T : struct
    {
        Bool(value is not null);
        if (value is { } some)
        {
            write(this, some);
        }
    }

    /// <summary>1 and the value, or 0.</summary>
    public void Optional<T>(T? value, WriteItem<T> write)
        where T : class
    {
        Bool(value is not null);
        if (value is not null)
        {
            write(this, value);
        }
    }

    public void Optional(decimal? value) => Optional(value, static (writer, some) => writer.Decimal(some));

    public void Optional(double? value) => Optional(value, static (writer, some) => writer.Double(some));

    public void Optional(TimeSpan? value) => Optional(value, static (writer, some) => writer.Duration(some));

    public void Optional(DateTimeOffset? value) => Optional(value, static (writer, some) => writer.Instant(some));

    /// <summary>How many, then each in its order: the order of a list means something.</summary>
    public void List<T>(IReadOnlyList<T> items, int most, WriteItem<T> write)
    {
        ArgumentNullException.ThrowIfNull(items);
        Count(items.Count, most);
        for (var i = 0; i < items.Count; i++)
        {
            write(this, items[i]);
        }
    }

    /// <summary>How many, then key and value by ascending key: the order of a dictionary means nothing.</summary>
    public void Dictionary<TKey, TValue>(
        IReadOnlyDictionary<TKey, TValue> items, int most, WriteItem<TKey> writeKey, WriteItem<TValue> writeValue)
        where TKey : struct
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (var key in Ascending(items.Keys, items.Count, most))
        {
            writeKey(this, key);
            writeValue(this, items[key]);
        }
    }

    /// <summary>How many, then each in ascending order.</summary>
    public void Set<T>(IReadOnlySet<T> items, int most, WriteItem<T> write)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (var item in Ascending(items, items.Count, most))
        {
            write(this, item);
        }
    }

    private T[] Ascending<T>(IEnumerable<T> items, int count, int most)
    {
        Count(count, most);
        T[] sorted = [.. items];
        Array.Sort(sorted, Comparer<T>.Default);
        return sorted;
    }
}
