using System.Reflection;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Testing.Values;

namespace MultiVenueMargin.Accounts.Tests.Codec;

/// <summary>
/// A type with the methods that write and read it, found by reflection beside the writer: every public <c>Write(CanonicalWriter, T)</c> and the
/// public method that reads a T. A new pair is tested without being named anywhere.
/// </summary>
internal sealed record CodecPair(Type Type, Func<object, byte[]> Encode, Func<byte[], object> Decode)
{
    private static readonly MethodInfo[] Methods =
    [
        .. typeof(CanonicalWriter).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(CanonicalWriter).Namespace && type.IsAbstract && type.IsSealed)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)),
    ];

    public static IReadOnlyDictionary<Type, CodecPair> All { get; } = Writers().DistinctBy(pair => pair.Type).ToDictionary(pair => pair.Type);

    /// <summary>The types that are written, and those that are read: the same, each once.</summary>
    public static IReadOnlyList<Type> Written { get; } = [.. Methods.Where(IsWriter).Select(method => method.GetParameters()[1].ParameterType)];

    public static IReadOnlyList<Type> Read { get; } = [.. Methods.Where(IsReader).Select(method => method.ReturnType)];

    /// <summary>The pair for a type or, for a member of a family, for the family.</summary>
    public static CodecPair? Find(Type type)
    {
        for (var one = type; one is not null; one = one.BaseType)
        {
            if (All.TryGetValue(one, out var pair))
            {
                return pair;
            }
        }

        return null;
    }

    /// <summary>All record types that can occur in a type, itself included: what has properties that can be set.</summary>
    public static IEnumerable<Type> RecordsIn(IEnumerable<Type> roots)
    {
        var seen = new HashSet<Type>();
        var open = new Stack<Type>(roots);
        while (open.TryPop(out var type))
        {
            foreach (var argument in type.IsGenericType ? type.GetGenericArguments() : [])
            {
                open.Push(argument);
            }

            foreach (var concrete in RandomValue.ConcreteOf(type))
            {
                if (Said.PropertiesOf(concrete).Length > 0 && seen.Add(concrete))
                {
                    foreach (var property in Said.PropertiesOf(concrete))
                    {
                        open.Push(property.PropertyType);
                    }
                }
            }
        }

        return seen.OrderBy(type => type.FullName, StringComparer.Ordinal);
    }

    public static TheoryData<string> Names(IEnumerable<Type> types)
    {
        var names = new TheoryData<string>();
        foreach (var name in types.Select(type => type.Name).Distinct().Order(StringComparer.Ordinal))
        {
            names.Add(name);
        }

        return names;
    }

    private static bool IsWriter(MethodInfo method) =>
        method.Name == "Write" && method.GetParameters() is [{ ParameterType: var first }, _] && first == typeof(CanonicalWriter);

    private static bool IsReader(MethodInfo method) =>
        method.Name.StartsWith("Read", StringComparison.Ordinal)
        && method.GetParameters() is [{ ParameterType: var only }] && only == typeof(CanonicalReader);

    private static IEnumerable<CodecPair> Writers() =>
        from write in Methods.Where(IsWriter)
        let type = write.GetParameters()[1].ParameterType
        from read in Methods.Where(method => IsReader(method) && method.ReturnType == type)
        select (CodecPair)typeof(CodecPair).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type).Invoke(null, [write, read])!;

    private static CodecPair Make<T>(MethodInfo write, MethodInfo read)
    {
        var encode = write.CreateDelegate<WriteItem<T>>();
        var decode = read.CreateDelegate<ReadItem<T>>();
        return new CodecPair(typeof(T), value => Encoded.Of((T)value, encode), bytes => Encoded.Read(bytes, decode)!);
    }
}
