namespace MultiVenueMargin.Files;

/// <summary>
/// Members of a rule set that extends another: absent means as it is there. Where nothing is inherited, a member is required.
/// </summary>
internal static class Inheritance
{
    public static T Inherited<T>(this JsonMembers members, string name, T? over, Func<JsonCursor, T> read)
        where T : struct => over is { } inherited && members.Find(name) is null ? inherited : members.Required(name, read);

    public static T Inherited<T>(this JsonMembers members, string name, T? over, Func<JsonCursor, T> read)
        where T : class => over is not null && members.Find(name) is null ? over : members.Required(name, read);

    /// <summary>An object that is merged with the inherited one, member by member.</summary>
    public static T Inherited<T>(this JsonMembers members, string name, T? over, Func<JsonMembers, T?, T> merge)
        where T : class => members.Inherited(name, over, at => at.Members(own => merge(own, over)));

    /// <summary>A member that may be absent; <c>null</c> takes the inherited one away.</summary>
    public static T? InheritedOrAbsent<T>(this JsonMembers members, string name, T? over, Func<JsonCursor, T> read)
        where T : struct => members.Find(name) is { } at ? at.IsNull ? null : read(at) : over;

    public static T? InheritedOrAbsent<T>(this JsonMembers members, string name, T? over, Func<JsonCursor, T> read)
        where T : class => members.Find(name) is { } at ? at.IsNull ? null : read(at) : over;

    /// <summary>A map that is merged key by key; <c>null</c> takes an inherited entry out.</summary>
    public static IReadOnlyDictionary<TKey, TValue> InheritedMap<TKey, TValue>(
        this JsonMembers members,
        string name,
        IReadOnlyDictionary<TKey, TValue>? over,
        Func<JsonCursor, TKey> readKey,
        Func<JsonMembers, TValue?, TValue> merge)
        where TKey : struct
        where TValue : class =>
        members.MergedMap(name, over, readKey, (at, inherited) => at.Members(own => merge(own, inherited)));

    public static IReadOnlyDictionary<TKey, TValue> InheritedMap<TKey, TValue>(
        this JsonMembers members,
        string name,
        IReadOnlyDictionary<TKey, TValue>? over,
        Func<JsonCursor, TKey> readKey,
        Func<JsonCursor, TValue> read)
        where TKey : struct
        where TValue : struct => members.MergedMap(name, over, readKey, (at, _) => read(at));

    private static IReadOnlyDictionary<TKey, TValue> MergedMap<TKey, TValue>(
        this JsonMembers members,
        string name,
        IReadOnlyDictionary<TKey, TValue>? over,
        Func<JsonCursor, TKey> readKey,
        Func<JsonCursor, TValue?, TValue> read)
        where TKey : struct
    {
        if (over is not null && members.Find(name) is null)
        {
            return over;
        }

        return members.Required(name, at =>
        {
            var merged = over is null ? new Dictionary<TKey, TValue>() : new Dictionary<TKey, TValue>(over);
            foreach (var (key, value) in at.Entries(readKey))
            {
                var isInherited = merged.TryGetValue(key, out var inherited);
                if (value.IsNull && isInherited)
                {
                    merged.Remove(key);
                }
                else
                {
                    merged[key] = read(value, inherited);
                }
            }

            return merged;
        });
    }
}
