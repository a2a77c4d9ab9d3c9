using MultiVenueMargin.Files;

namespace MultiVenueMargin.Cli.CommandLine;

/// <summary>An option of a command: <c>--book FILE</c> takes a value, <c>--explain</c> does not.</summary>
internal readonly record struct Option(string Name, bool TakesValue);

/// <summary>What is given to a command: options, each at most once, <c>--name value</c> or <c>--name=value</c>; and words, which stand for themselves.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _given = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];

    private Arguments()
    {
    }

    /// <summary>In the order in which they were given.</summary>
    public IReadOnlyList<string> Words => _words;

    public string? ValueOf(string name) => _given.GetValueOrDefault(name);

    public bool Has(string name) => _given.ContainsKey(name);

    /// <summary>Null, with the reason, when something is not understood.</summary>
    public static Arguments? Parse(IReadOnlyList<string> given, IReadOnlyList<Option> known, out string problem) => Parse(given, known, mostWords: 0, out problem);

    /// <summary>The same, of a command that takes so many words as well.</summary>
    public static Arguments? Parse(IReadOnlyList<string> given, IReadOnlyList<Option> known, int mostWords, out string problem)
    {
        var arguments = new Arguments();
        for (var at = 0; at < given.Count; at++)
        {
            if (mostWords > 0 && !given[at].StartsWith('-'))
            {
                if (arguments._words.Count == mostWords)
                {
                    problem = $"{JsonPath.Quoted(given[at])} is one word too many.";
                    return null;
                }

                arguments._words.Add(given[at]);
                continue;
            }

            var equals = given[at].IndexOf('=');
            var name = equals < 0 ? given[at] : given[at][..equals];
            if (known.All(option => option.Name != name))
            {
                problem = NotKnown(name, known);
                return null;
            }

            var takesValue = known.First(option => option.Name == name).TakesValue;
            var value = equals >= 0 ? given[at][(equals + 1)..] : string.Empty;
            if (takesValue && equals < 0)
            {
                if (at + 1 == given.Count || given[at + 1].StartsWith("--", StringComparison.Ordinal))
                {
                    problem = $"{name} needs a value after it.";
                    return null;
                }

                value = given[++at];
            }

            if (takesValue != (value.Length > 0) || (!takesValue && equals >= 0))
            {
                problem = takesValue ? $"{name} needs a value after it." : $"{name} takes no value.";
                return null;
            }

            if (!arguments._given.TryAdd(name, value))
            {
                problem = $"{name} is given twice.";
                return null;
            }
        }

        problem = string.Empty;
        return arguments;
    }

    private static string NotKnown(string name, IReadOnlyList<Option> known)
    {
        var nearest = Spelling.Nearest(name, known.Select(option => option.Name));
        return nearest is null
            ? $"{JsonPath.Quoted(name)} is not understood."
            : $"{JsonPath.Quoted(name)} is not understood. Did you mean {nearest}?";
    }
}
