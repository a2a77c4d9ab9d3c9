using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace MultiVenueMargin.Cli.Live;

/// <summary>
/// Messages in the JSON mapping of their contract: what is false, zero or empty is written, too, so that a reader finds every field of what is there;
/// messages that are absent are left out.
/// </summary>
internal static class ContractJson
{
    private static readonly JsonFormatter OnOneLine = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    private static readonly JsonFormatter Indented = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true).WithIndentation("  "));

    private static readonly JsonFormatter AsAsked = new(JsonFormatter.Settings.Default);

    public static string Document(IMessage message) => Indented.Format(message);

    public static string Line(IMessage message) => OnOneLine.Format(message);

    /// <summary>Several answers as one document, each under the name of what was asked.</summary>
    public static string Object(IEnumerable<(string Name, string Json)> members) =>
        Framed('{', members.Select(member => $"{AsAsked.Format(new Value { StringValue = member.Name })}: {member.Json}"), '}');

    public static string Array(IEnumerable<IMessage> messages) => Framed('[', messages.Select(Document), ']');

    /// <summary>A request as short as it can be said.</summary>
    public static string Request(IMessage message) => AsAsked.Format(message);

    /// <summary>An instant or a length of time as in the JSON; empty where there is none.</summary>
    public static string Text(IMessage? wellKnown) => wellKnown is null ? string.Empty : AsAsked.Format(wellKnown).Trim('"');

    /// <summary>A choice under its name in the contract; one that is not known here by its number.</summary>
    public static string Text<T>(T choice)
        where T : struct, System.Enum =>
        typeof(T).GetField(choice.ToString())?.GetCustomAttribute<OriginalNameAttribute>()?.Name ?? choice.ToString("D");

    private static string Framed(char opening, IEnumerable<string> items, char closing)
    {
        var inside = string.Join(",\n", items).ReplaceLineEndings("\n").Replace("\n", "\n  ", StringComparison.Ordinal);
        return inside.Length == 0 ? $"{opening}{closing}" : $"{opening}\n  {inside}\n{closing}";
    }
}
