using Google.Protobuf.Reflection;

namespace MultiVenueMargin.Contracts.Tests.Contract;

/// <summary>
/// What breaks when one contract becomes another, by the rules that buf calls FILE: nothing that a client may use is removed, renamed,
/// renumbered or retyped, or leaves its file; what is given up leaves its number and name reserved, and what is reserved stays so.
/// </summary>
internal static class ContractChanges
{
    public static IReadOnlyList<string> Breaking(FileDescriptorSet before, FileDescriptorSet after)
    {
        var breaks = new List<string>();
        foreach (var file in before.File)
        {
            if (after.File.FirstOrDefault(each => each.Name == file.Name) is not { } now)
            {
                breaks.Add($"{file.Name} is gone");
                continue;
            }

            Same($"{file.Name}: package", file.Package, now.Package, breaks);
            Same($"{file.Name}: csharp_namespace", file.Options?.CsharpNamespace, now.Options?.CsharpNamespace, breaks);
            Compare(file.MessageType, now.MessageType, each => each.Name, $"{file.Package}.", breaks, Messages);
            Compare(file.EnumType, now.EnumType, each => each.Name, $"{file.Package}.", breaks, Enums);
            Compare(file.Service, now.Service, each => each.Name, $"{file.Package}.", breaks, Services);
        }

        return breaks;
    }

    private static void Messages(string path, DescriptorProto before, DescriptorProto after, List<string> breaks)
    {
        Compare(before.NestedType, after.NestedType, each => each.Name, $"{path}.", breaks, Messages);
        Compare(before.EnumType, after.EnumType, each => each.Name, $"{path}.", breaks, Enums);
        foreach (var field in before.Field)
        {
            if (after.Field.FirstOrDefault(each => each.Number == field.Number) is { } now)
            {
                Fields($"{path}.{field.Name}", before, field, after, now, breaks);
            }
            else if (!after.ReservedRange.Any(range => field.Number >= range.Start && field.Number < range.End) || !after.ReservedName.Contains(field.Name))
            {
                breaks.Add($"{path}.{field.Name} ({field.Number}) is gone, and its number and name are not reserved");
            }
        }

        foreach (var range in before.ReservedRange.Where(range => !after.ReservedRange.Any(now => now.Start <= range.Start && now.End >= range.End)))
        {
            breaks.Add($"{path} no longer reserves {range.Start} to {range.End - 1}");
        }

        Reserved(path, before.ReservedName, after.ReservedName, breaks);
    }

    private static void Fields(
        string path, DescriptorProto holder, FieldDescriptorProto before, DescriptorProto newHolder, FieldDescriptorProto after, List<string> breaks)
    {
        Same($"{path}: name", before.Name, after.Name, breaks);
        Same($"{path}: JSON name", JsonNameOf(before), JsonNameOf(after), breaks);
        Same($"{path}: type", $"{before.Type} {before.TypeName}", $"{after.Type} {after.TypeName}", breaks);
        Same($"{path}: label", before.Label, after.Label, breaks);
        Same($"{path}: presence", before.Proto3Optional, after.Proto3Optional, breaks);
        Same($"{path}: oneof", OneofOf(holder, before), OneofOf(newHolder, after), breaks);
    }

    private static void Enums(string path, EnumDescriptorProto before, EnumDescriptorProto after, List<string> breaks)
    {
        foreach (var value in before.Value)
        {
            if (after.Value.FirstOrDefault(each => each.Number == value.Number) is { } now)
            {
                Same($"{path}.{value.Name}: name", value.Name, now.Name, breaks);
            }
            else if (!after.ReservedRange.Any(range => value.Number >= range.Start && value.Number <= range.End) || !after.ReservedName.Contains(value.Name))
            {
                breaks.Add($"{path}.{value.Name} ({value.Number}) is gone, and its number and name are not reserved");
            }
        }

        foreach (var range in before.ReservedRange.Where(range => !after.ReservedRange.Any(now => now.Start <= range.Start && now.End >= range.End)))
        {
            breaks.Add($"{path} no longer reserves {range.Start} to {range.End}");
        }

        Reserved(path, before.ReservedName, after.ReservedName, breaks);
    }

    private static void Services(string path, ServiceDescriptorProto before, ServiceDescriptorProto after, List<string> breaks) =>
        Compare(before.Method, after.Method, each => each.Name, $"{path}.", breaks, static (call, was, now, all) =>
        {
            Same($"{call}: request", was.InputType, now.InputType, all);
            Same($"{call}: response", was.OutputType, now.OutputType, all);
            Same($"{call}: requests stream", was.ClientStreaming, now.ClientStreaming, all);
            Same($"{call}: responses stream", was.ServerStreaming, now.ServerStreaming, all);
        });

    private static void Reserved(string path, IEnumerable<string> before, IEnumerable<string> after, List<string> breaks)
    {
        foreach (var name in before.Except(after))
        {
            breaks.Add($"{path} no longer reserves \"{name}\"");
        }
    }

    private static void Compare<T>(
        IEnumerable<T> before, IEnumerable<T> after, Func<T, string> nameOf, string prefix, List<string> breaks, Action<string, T, T, List<string>> compare)
        where T : class
    {
        var now = after.ToDictionary(nameOf, StringComparer.Ordinal);
        foreach (var each in before)
        {
            var path = prefix + nameOf(each);
            if (now.TryGetValue(nameOf(each), out var same))
            {
                compare(path, each, same, breaks);
            }
            else
            {
                breaks.Add($"{path} is gone");
            }
        }
    }

    private static void Same<T>(string what, T before, T after, List<string> breaks)
    {
        if (!EqualityComparer<T>.Default.Equals(before, after))
        {
            breaks.Add($"{what} was {before} and is {after}");
        }
    }

    /// <summary>A compiled descriptor leaves the name out where it follows from the field's.</summary>
    private static string JsonNameOf(FieldDescriptorProto field) => field.JsonName.Length > 0
        ? field.JsonName
        : string.Concat(field.Name.Split('_').Select((word, at) => at == 0 || word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    private static string OneofOf(DescriptorProto holder, FieldDescriptorProto field) =>
        field is { HasOneofIndex: true, Proto3Optional: false } ? holder.OneofDecl[field.OneofIndex].Name : "none";
}
