namespace MultiVenueMargin.Accounts.Codec;

/// <content>What holds other values.</content>
public readonly ref partial struct CanonicalReader
{
    // Room made before an item was read; more is made only as items arrive.
    private const int FirstRoom = 16;

    /// <summary>A number of items within a named limit. Every item takes a byte at least, so more than are left is refused at once.</summary>
    public int Count(int most)
    {
        var at = _offset;
        var count = UInt64();
        if (count > (ulong)most)
        {
            throw new MalformedRecordException(at, $"at most {most} where there are {count}");
        }

        return count <= (ulong)Remaining
            ? (int)count
            : throw new MalformedRecordException(at, $"a count that {Remaining} bytes can hold, not {count}");
    }

    public T? Optional<T>(ReadItem<T> read)
        where T : struct => Bool() ? read(this) : null;

    /// <summary>As <see cref="Optional{T}"/>, for a class.</summary>
    public T? OptionalObject<T>(ReadItem<T> read)
        where T : class => Bool() ? read(this) : null;

    public decimal? OptionalDecimal() => Bool() ? Decimal() : null;

    public double? OptionalDouble() => Bool() ? Double() : null;

    public TimeSpan? OptionalDuration() => Bool() ? Duration() : null;

    public DateTimeOffset? OptionalInstant() => Bool() ? Instant() : null;

    public T[] List<T>(int most, ReadItem<T> read)
    {
        var count = Count(most);
        if (count == 0)
        {
            return [];
        }

        var items = new T[Math.Min(count, FirstRoom)];
        for (var i = 0; i < count; i++)
        {
            if (i == items.Length)
            {
                Array.Resize(ref items, (int)Math.Min(count, 2L * items.Length));
            }

            items[i] = read(this);
        }

        return items;
    }

    /// <summary>Keys must ascend, which also says that none comes twice.</summary>
    public Dictionary<TKey, TValue> Dictionary<TKey, TValue>(int most, ReadItem<TKey> readKey, ReadItem<TValue> readValue)
        where TKey : struct
    {
        var count = Count(most);
        var items = new Dictionary<TKey, TValue>(Math.Min(count, FirstRoom));
        TKey? before = null;
        for (var i = 0; i < count; i++)
        {
            var key = NextAscending(readKey, before);
            items.Add(key, readValue(this));
            before = key;
        }

        return items;
    }

    /// <summary>Items must ascend, which also says that none comes twice.</summary>
    public HashSet<T> Set<T>(int most, ReadItem<T> read)
        where T : struct
    {
        var count = Count(most);
        var items = new HashSet<T>(Math.Min(count, FirstRoom));
        T? before = null;
        for (var i = 0; i < count; i++)
        {
            before = NextAscending(read, before);
            items.Add(before.Value);
        }

        return items;
    }

    private T NextAscending<T>(ReadItem<T> read, T? before)
        where T : struct
    {
        var at = _offset;
        var key = read(this);
        return before is not { } last || Comparer<T>.Default.Compare(last, key) < 0
            ? key
            : throw new MalformedRecordException(at, $"a {typeof(T).Name} above the one before it");
    }
}
