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

    /// <summary>Several answers as one document: an object with a member for each, named by what was asked.</summary>
    public static string Document(IEnumerable<(string Name, IMessage Message)> answers)
    {
        var members = answers.Select(answer => $"  {JsonFormatter.Default.Format(new Value { StringValue = answer.Name })}: {Shifted(Indented.Format(answer.Message))}");
        return $"{{\n{string.Join(",\n", members)}\n}}";
    }

    /// <summary>A request as short as it can be said.</summary>
    public static string Request(IMessage message) => AsAsked.Format(message);

    /// <summary>An instant or a length of time as in the JSON; empty where there is none.</summary>
    public static string Text(IMessage? wellKnown) => wellKnown is null ? string.Empty : AsAsked.Format(wellKnown).Trim('"');

    /// <summary>A choice under its name in the contract; one that is not known here by its number.</summary>
    public static string Text<T>(T choice)
        where T : struct, System.Enum =>
        typeof(T).GetField(choice.ToString())?.GetCustomAttribute<OriginalNameAttribute>()?.Name ?? choice.ToString("D");

    private static string Shifted(string document) => document.ReplaceLineEndings("\n").Replace("\n", "\n  ", StringComparison.Ordinal);
}
