using System.Globalization;
using MultiVenueMargin.Files;

namespace MultiVenueMargin.Contracts;

/// <summary>
/// The path of what the domain objects to, as it stands in a request. The domain keys by name what a message lists:
/// <c>Marks[BTC-PERPETUAL].HalfSpread</c> is <c>market.marks[7].half_spread</c>. A key that no item has leaves its name in the path.
/// </summary>
internal static class FindingPath
{
    public static string OfBook(V1.Book book, string path) => "book." + Of(path, (collection, key) => collection switch
    {
        "VenueStatements" => Index(book.VenueStatements, key, statement => statement.Venue),
        "PriorStates" => Index(book.PriorStates, key, prior => prior.Pool.Length == 0 ? "cross" : prior.Pool),
        "ExpiredCalls" => Index(book.ExpiredCalls, key, pool => pool),
        _ => null,
    });

    public static string OfMarket(V1.MarketSnapshot market, string path)
    {
        V1.UnitMarket? unit = null;
        return "market." + Of(path, (collection, key) =>
        {
            switch (collection)
            {
                case "Prices":
                    return Index(market.Prices, key, price => price.Asset);
                case "Instruments":
                    return Index(market.Instruments, key, instrument => instrument.Id) is { } listed
                        ? listed + KindOf(market.Instruments.First(each => each.Id == key), path)
                        : null;
                case "Marks":
                    return Index(market.Marks, key, mark => mark.Instrument);
                case "Units":
                    unit = market.Units.FirstOrDefault(each => each.Unit == key);
                    return Index(market.Units, key, each => each.Unit);
                case "Smiles" when unit is not null:
                    return Index(unit.Smiles, key, Moment) is { } smile
                        ? smile + (unit.Smiles.First(each => Moment(each) == key).CurveCase == V1.Smile.CurveOneofCase.Svi
                            ? path.EndsWith(']') ? "" : ".svi"
                            : path.Contains(".Points", StringComparison.Ordinal) ? ".quoted" : "")
                        : null;
                default:
                    return null;
            }
        });
    }

    /// <summary>The id stands beside the kind, everything else within it.</summary>
    private static string KindOf(V1.Instrument instrument, string path) =>
        path.EndsWith(']') || path.EndsWith(".Id", StringComparison.Ordinal) ? ""
        : "." + instrument.KindCase.ToString().ToLowerInvariant();

    private static string Moment(V1.Smile smile) =>
        smile.Expiry.ToDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? Index<T>(IReadOnlyList<T> items, string key, Func<T, string> keyOf)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (keyOf(items[i]) == key)
            {
                return string.Create(CultureInfo.InvariantCulture, $"[{i}]");
            }
        }

        return null;
    }

    /// <summary>Keys may hold dots and brackets of their own, so the end of one is the last bracket before a dot or the end.</summary>
    private static string Of(string path, Func<string, string, string?> indexOf)
    {
        var result = "";
        var at = 0;
        while (at < path.Length)
        {
            var open = path.IndexOf('[', at);
            var dot = path.IndexOf('.', at);
            if (open < 0 || (dot >= 0 && dot < open))
            {
                var end = dot < 0 ? path.Length : dot;
                result += Spelt(path[at..end]) + (dot < 0 ? "" : ".");
                at = end + 1;
                continue;
            }

            var close = path.IndexOf("].", open, StringComparison.Ordinal);
            close = close < 0 ? path.Length - 1 : close;
            var (name, key) = (path[at..open], path[(open + 1)..close]);
            result += Spelt(name) + (indexOf(name, key) ?? $"[{key}]");
            at = close + 1;
            if (at < path.Length)
            {
                result += ".";
                at++;
            }
        }

        return result;
    }

    private static string Spelt(string name) => name == "Days250" ? "days_250" : JsonPath.OfDomain(name);
}
