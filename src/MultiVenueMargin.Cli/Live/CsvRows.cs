using MultiVenueMargin.Domain;
using MultiVenueMargin.Files;

namespace MultiVenueMargin.Cli.Live;

/// <summary>
/// Rows as RFC 4180 has them, one line each. Figures stand as they came. Text that a spreadsheet would run as a formula gets an apostrophe before it, and
/// what cannot be seen is escaped: whoever wrote it could steer the reader's terminal.
/// </summary>
internal sealed class CsvRows(TextWriter output)
{
    private int _columns;

    /// <summary>Once, before the first row.</summary>
    public void Header(params IReadOnlyList<string> columns)
    {
        _columns = columns.Count;
        Write(columns);
    }

    public void Row(params IReadOnlyList<string> cells)
    {
        if (cells.Count != _columns)
        {
            throw new ArgumentException($"The header has {_columns} columns and a row {cells.Count} cells.", nameof(cells));
        }

        Write(cells);
    }

    public static string Bool(bool value) => value ? "true" : "false";

    private void Write(IEnumerable<string> cells) => output.WriteLine(string.Join(',', cells.Select(Quoted)));

    private static string Quoted(string cell)
    {
        var text = JsonPath.Shown(cell, longest: int.MaxValue);
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' && ExactNumber.TryParse(text, out _) != NumberRefusal.None)
        {
            text = "'" + text;
        }

        return text.AsSpan().IndexOfAny(',', '"', '\'') < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
