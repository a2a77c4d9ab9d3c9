using System.Text.Json;
using System.Text.RegularExpressions;

namespace MultiVenueMargin.Golden.House;

/// <summary>
/// The expected report of a case as figures by path. Objects and lists are walked as they stand; lists whose entries name
/// what they are about (scenario vector, texts, call amounts) get that name into their path, so that a mismatch reads well.
/// </summary>
public static partial class ExpectedFigures
{
    /// <summary>What stands for the presence of a text in a list of texts.</summary>
    public const string Named = "named";

    /// <param name="expected">The report by pool.</param>
    public static FigureList<string?> Of(InputValue expected)
    {
        var figures = new FigureList<string?>();
        foreach (var (pool, report) in expected.Fields().Entries())
        {
            foreach (var (key, value) in report.Fields().Entries())
            {
                Add(figures, $"{pool}/{key}", key, value);
            }
        }

        return figures;
    }

    /// <summary>Hand-worked figures: already paths. <c>why</c> holds the working, for people.</summary>
    public static FigureList<string?> OfHand(InputValue hand)
    {
        var figures = new FigureList<string?>();
        foreach (var (path, value) in hand.Fields().Entries())
        {
            if (path != "why")
            {
                figures.Add(path, TextOf(value));
            }
        }

        return figures;
    }

    /// <summary>The path of one scenario of a unit's vector.</summary>
    public static string VectorPath(string unit, int at, string scenario) => $"{unit}/vector/{at} {scenario}";

    private static void Add(FigureList<string?> figures, string path, string key, InputValue value)
    {
        if (value.IsObject)
        {
            foreach (var (name, child) in value.Fields().Entries())
            {
                Add(figures, $"{path}/{name}", name, child);
            }
        }
        else if (value.IsArray)
        {
            AddList(figures, path, key, value.Items());
        }
        else
        {
            figures.Add(path, TextOf(value));
        }
    }

    private static void AddList(FigureList<string?> figures, string path, string key, IReadOnlyList<InputValue> items)
    {
        foreach (var (at, item) in items.Index())
        {
            switch (key)
            {
                case "vector":
                    var scenario = item.Items(2);
                    figures.Add(VectorPath(path[..^"/vector".Length], at, scenario[0].Text()), TextOf(scenario[1]));
                    break;
                case "call_in":
                    var call = item.Items(3);
                    figures.Add($"{path}/{call[0].Text()}@{call[1].Text()}", TextOf(call[2]));
                    break;
                case "named" or "unknown":
                    AddText(figures, path, item.Text());
                    break;
                default:
                    Add(figures, $"{path}/{at}", string.Empty, item);
                    break;
            }
        }
    }

    // A cap's excess is a figure like any other: 'asset cap BTC: 12.5 above the limit (worst)'.
    private static void AddText(FigureList<string?> figures, string path, string text)
    {
        var cap = CapText().Match(text);
        if (cap.Success)
        {
            var kind = cap.Groups["kind"].Value;
            var group = kind == "issuer" ? GoldenNames.Issuer(cap.Groups["group"].Value) : cap.Groups["group"].Value;
            figures.Add($"{path}/{kind} cap {group} ({cap.Groups["end"].Value})", cap.Groups["amount"].Value);
        }
        else
        {
            figures.Add($"{path}/{GoldenNames.Gap(text)}", Named);
        }
    }

    private static string? TextOf(InputValue value) => value.Json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.Json.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.Json.GetRawText(),
        _ => throw value.Refused("a figure is expected"),
    };

    [GeneratedRegex(@"^(?<kind>asset|issuer|venue) cap (?<group>\S+): (?<amount>\S+) above the limit \((?<end>worst|likely|best)\)$")]
    private static partial Regex CapText();
}
