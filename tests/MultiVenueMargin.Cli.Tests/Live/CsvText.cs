using System.Text;

namespace MultiVenueMargin.Cli.Tests.Live;

/// <summary>Reads CSV as RFC 4180 has it: rows by the names of the header.</summary>
internal static class CsvText
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string text)
    {
        var lines = Lines(text);
        Assert.All(lines, line => Assert.Equal(lines[0].Count, line.Count));
        return [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    private static List<List<string>> Lines(string text)
    {
        var lines = new List<List<string>>();
        var (line, cell, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"' when isQuoted && at + 1 < text.Length && text[at + 1] == '"':
                    cell.Append(text[++at]);
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ',' when !isQuoted:
                    line.Add(cell.ToString());
                    cell.Clear();
                    break;
                case '\n' when !isQuoted:
                    line.Add(cell.ToString());
                    cell.Clear();
                    lines.Add(line);
                    line = [];
                    break;
                default:
                    cell.Append(text[at]);
                    break;
            }
        }

        Assert.Equal((0, 0), (line.Count, cell.Length));
        return lines;
    }
}
