using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace MultiVenueMargin.Contracts.Tests.Hostile;

/// <summary>One value of a message: its path in the spelling of the proto, what stands there, and how to put something else there.</summary>
internal sealed record MessageLeaf(string Path, FieldDescriptor Field, object Value, Action<object> Put)
{
    public static IEnumerable<MessageLeaf> Of(IMessage message, string prefix = "")
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            var path = prefix + field.Name;
            var value = field.Accessor.GetValue(message);
            if (field.IsRepeated)
            {
                var items = (IList)value;
                for (var i = 0; i < items.Count; i++)
                {
                    var at = i;
                    yield return new MessageLeaf($"{path}[{i}]", field, items[i]!, other => items[at] = other);
                    foreach (var inner in items[i] is IMessage item ? Of(item, $"{path}[{i}].") : [])
                    {
                        yield return inner;
                    }
                }
            }
            else if (value is not null && (field.ContainingOneof is null || field.Accessor.HasValue(message)))
            {
                yield return new MessageLeaf(path, field, value, other => field.Accessor.SetValue(message, other));
                foreach (var inner in value is IMessage only ? Of(only, $"{path}.") : [])
                {
                    yield return inner;
                }
            }
        }
    }

    /// <summary>Whether a path leads somewhere in messages of a kind: a field, an item of a list, or the choice of a oneof; empty is the message itself.</summary>
    public static bool Leads(MessageDescriptor message, string path)
    {
        var steps = path.Length == 0 ? [] : path.Split('.');
        foreach (var (at, step) in steps.Index())
        {
            var name = step.Split('[')[0];
            var field = message.FindFieldByName(name);
            if (field is null)
            {
                return at == steps.Length - 1 && message.Oneofs.Any(oneof => oneof.Name == name);
            }

            if (step.Contains('[') && !field.IsRepeated)
            {
                return false;
            }

            if (at < steps.Length - 1)
            {
                if (field.FieldType != FieldType.Message || (field.IsRepeated && !step.Contains('[')))
                {
                    return false;
                }

                message = field.MessageType;
            }
        }

        return true;
    }
}
