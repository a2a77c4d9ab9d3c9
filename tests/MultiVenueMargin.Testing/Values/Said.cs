using System.Collections;
using System.Globalization;
using System.Reflection;

namespace MultiVenueMargin.Testing.Values;

/// <summary>
/// What a value says, line by line and independent of the codec: the path of every figure in it and the figure. Two values are
/// equal when they say the same; lists inside records would otherwise be compared by reference.
/// </summary>
public static class Said
{
    public static IReadOnlyList<string> By(object? value)
    {
        var lines = new List<string>();
        Add(lines, "", value);
        return lines;
    }

    /// <summary>The state of a record: what can be set when it is made. A type without any is a plain value, said by its text.</summary>
    public static PropertyInfo[] PropertiesOf(Type type) =>
        type.Namespace?.StartsWith("MultiVenueMargin", StringComparison.Ordinal) == true && !type.IsEnum
            ? [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is { IsPublic: true })]
            : [];

    private static void Add(List<string> lines, string path, object? value)
    {
        switch (value)
        {
            case null:
                lines.Add($"{path} absent");
                break;
            case decimal number:
                lines.Add($"{path} = {number.ToString("0.############################", CultureInfo.InvariantCulture)}");
                break;
            case double number:
                lines.Add($"{path} = {(number == 0 ? 0 : number).ToString("R", CultureInfo.InvariantCulture)}");
                break;
            case DateTimeOffset instant:
                lines.Add($"{path} = {instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}");
                break;
            case ReadOnlyMemory<byte> bytes:
                lines.Add($"{path} = {Convert.ToHexStringLower(bytes.Span)}");
                break;
            case string text:
                lines.Add($"{path} = \"{text}\"");
                break;
            case IEnumerable items:
                AddItems(lines, path, items);
                break;
            default:
                AddParts(lines, path, value);
                break;
        }
    }

    private static void AddItems(List<string> lines, string path, IEnumerable items)
    {
        var each = items.Cast<object>().ToList();
        lines.Add($"{path} has {each.Count}");
        if (each.Count > 0 && each[0].GetType() is { IsGenericType: true } pair && pair.GetGenericTypeDefinition() == typeof(KeyValuePair<,>))
        {
            foreach (var (key, value) in each
                .Select(item => (Key: Text(pair.GetProperty("Key")!.GetValue(item)), Value: pair.GetProperty("Value")!.GetValue(item)))
                .OrderBy(item => item.Key, StringComparer.Ordinal))
            {
                Add(lines, $"{path}[{key}]", value);
            }

            return;
        }

        var isSet = items.GetType().GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IReadOnlySet<>));
        var inOrder = isSet ? each.OrderBy(Text, StringComparer.Ordinal) : each.AsEnumerable();
        foreach (var (index, item) in inOrder.Index())
        {
            Add(lines, $"{path}[{index}]", item);
        }
    }

    private static void AddParts(List<string> lines, string path, object value)
    {
        var properties = PropertiesOf(value.GetType());
        if (properties.Length == 0)
        {
            lines.Add($"{path} = {Text(value)}");
            return;
        }

        lines.Add($"{path} is a {value.GetType().Name}");
        foreach (var property in properties.OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            Add(lines, $"{path}.{property.Name}", property.GetValue(value));
        }
    }

    private static string Text(object? value)
    {
        var lines = value is DateTimeOffset ? By(value)[0][3..] : null;
        return lines ?? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
    }
}
