using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Conventions.Tests;

/// <summary>
/// docs/MARGIN.md lists every default, and the code has no other. The table is read as written; the rule set is read by
/// reflection, so that a new parameter is missing from the document until somebody writes it down.
/// </summary>
public sealed partial class MarginDefaultsTests
{
    [Fact]
    public void Default_WhenInTheRuleSet_IsInTheDocument() =>
        Findings.None([new("docs/MARGIN.md")], Differences, "docs/MARGIN.md and RuleSet.Default differ:");

    [Fact]
    public void Rule_WhenBroken_FindsIt()
    {
        SourceFile document = new("docs/MARGIN.md");
        SourceFile Changed(string from, string to) => new("docs/made-up.md", document.Text.Replace(from, to, StringComparison.Ordinal));

        Findings.Tells(Differences, bad: Changed("| `scan.gainShare` | 0.6 |", "| `scan.gainShare` | 0.7 |"), good: document);
        Findings.Tells(Differences, bad: Changed("| `scan.gainShare` | 0.6 |", "| | |"), good: document);
        Findings.Tells(Differences, bad: Changed("| `scan.gainShare` |", "| `scan.gainPart` |"), good: document);
        Findings.Tells(Differences, bad: Changed("20000000: 0.03, above: 0.05", "20000000: 0.03, above: 0.04"), good: document);
    }

    private static IEnumerable<string> Differences(SourceFile document)
    {
        Dictionary<string, string> actual = Parameters(RuleSet.Default, "").ToDictionary();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        int start = document.Lines.Index().First(line => line.Item == "## Defaults").Index;
        foreach ((int index, string line) in document.Lines.Index().Skip(start))
        {
            Match row = Row().Match(line);
            if (!row.Success)
            {
                continue;
            }

            (string path, string stated) = (row.Groups["path"].Value, row.Groups["value"].Value.Trim());
            if (!seen.Add(path))
            {
                yield return document.At(index, $"{path} stands twice");
            }
            else if (!actual.TryGetValue(path, out string? value))
            {
                yield return document.At(index, $"the rule set has no {path}");
            }
            else if (value != stated)
            {
                yield return document.At(index, $"{path} is {value}");
            }
        }

        foreach ((string path, string value) in actual.Where(parameter => !seen.Contains(parameter.Key)))
        {
            yield return document.At(start, $"{path} ({value}) is missing");
        }
    }

    /// <summary>Every parameter below a value, by path: <c>unitClasses[majors].range</c>. An absent text or unit is no parameter.</summary>
    private static IEnumerable<(string Path, string Value)> Parameters(object owner, string prefix)
    {
        foreach (PropertyInfo property in owner.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            string path = prefix + char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
            object? value = property.GetValue(owner);
            // A name and a state are in the path already.
            if (IsKey(owner, property.Name) || (value is null && property.PropertyType != typeof(decimal?)))
            {
                continue;
            }

            if (Text(value) is { } text)
            {
                yield return (path, text);
                continue;
            }

            foreach ((string, string) parameter in Below(value!, path))
            {
                yield return parameter;
            }
        }
    }

    private static IEnumerable<(string Path, string Value)> Below(object value, string path) => value switch
    {
        IReadOnlyDictionary<Asset, AssetTerms> assets => assets.SelectMany(entry => Parameters(entry.Value, $"{path}[{entry.Key}].")),
        IReadOnlyDictionary<LocationId, LocationTerms> locations => locations.SelectMany(entry => Parameters(entry.Value, $"{path}[{entry.Key}].")),
        // Each is a document of its own, with where it was published; docs/rule-books has a page for each.
        IReadOnlyDictionary<ModelName, RuleBookText> books => books.Select(entry => ($"{path}[{entry.Key}]", entry.Value.ToString())),
        IReadOnlyDictionary<BridgeClass, decimal> bridges => bridges.Select(entry => ($"{path}[{entry.Key}]", Text(entry.Value)!)),
        IReadOnlyList<UnitClass> classes => classes.SelectMany(each => Parameters(each, $"{path}[{each.Name}].")),
        IReadOnlyList<StateThreshold> ladder => ladder.SelectMany(each => Parameters(each, $"{path}[{each.State}].")),
        IEnumerable => throw new NotSupportedException($"Say here how {path} is written in a table."),
        _ => Parameters(value, path + "."),
    };

    private static bool IsKey(object owner, string property) => (owner, property) is
        (UnitClass, nameof(UnitClass.Name)) or (StateThreshold, nameof(StateThreshold.State));

    /// <summary>A value that is one cell of the table; null for one that has parts.</summary>
    private static string? Text(object? value) => value switch
    {
        null => "none",
        decimal number => ExactNumber.Format(number),
        int number => number.ToString(CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        string text => text,
        Enum member => member.ToString(),
        TimeSpan time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds} s"),
        DateTimeOffset moment => moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        RuleVersion or RiskUnit or Asset => value.ToString(),
        IReadOnlyList<decimal> numbers => string.Join(", ", numbers.Select(ExactNumber.Format)),
        IReadOnlyList<RiskUnit> units => string.Join(", ", units),
        IReadOnlyList<CreditPair> pairs => string.Join(", ", pairs.Select(pair => $"{pair.First}–{pair.Second}")),
        IReadOnlyList<Tier> tiers => string.Join(
            ", ", tiers.Select(tier => $"{(tier.UpTo is { } end ? ExactNumber.Format(end) : "above")}: {ExactNumber.Format(tier.Rate)}")),
        _ => null,
    };

    [GeneratedRegex(@"^\| `(?<path>[^`]+)` \|(?<value>[^|]*)\|")]
    private static partial Regex Row();
}
