using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Host.Bench;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Benching;

/// <summary>What was measured, as a table or for machines.</summary>
internal static class BenchReport
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // A busy machine may leave a row without a single measurement; the others are worth having all the same.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <param name="note">What else is to be known of the figures.</param>
    public static async Task<int> WriteAsync(BenchMachine machine, IAsyncEnumerable<BenchRow> measured, string? note, bool asJson, Terminal terminal)
    {
        var rows = new List<BenchRow>();
        await foreach (var row in measured)
        {
            rows.Add(row);
        }

        if (asJson)
        {
            terminal.Output.WriteLine(JsonSerializer.Serialize(new { machine, note, rows = rows.Select(Rounded) }, Json));
            return ExitCode.Sound;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumn("measured").AddColumn("size");
        table.AddColumn(new TableColumn("value").RightAligned()).AddColumn("unit").AddColumn("goal").AddColumn(new TableColumn("ratio").RightAligned()).AddColumn("to");
        foreach (var row in rows)
        {
            table.AddRow(
                new Text(row.Name),
                new Text(string.Join("; ", [row.Size, .. row.Counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key} {count.Value:N0}"))])),
                new Text(Shown(row.Value)),
                new Text(row.Unit),
                new Text(row.Goal ?? string.Empty),
                new Text(row.Ratio is { } ratio ? Shown(ratio) : string.Empty),
                new Text(row.Limit ?? string.Empty));
        }

        terminal.Canvas().Write(table);
        WriteMachine(machine, note, terminal);
        return ExitCode.Sound;
    }

    public static void WriteMachine(BenchMachine machine, string? note, Terminal terminal)
    {
        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{machine.Processor}, {machine.Cores} cores ({machine.Vectors}), {machine.MemoryGib} GiB, {machine.Disk}, {machine.Runtime}, {machine.System}; load when it began: {machine.Load}"));
        if (note is not null)
        {
            terminal.Output.WriteLine(note);
        }
    }

    private static BenchRow Rounded(BenchRow row) =>
        row with { Value = Rounded(row.Value, 6), Ratio = row.Ratio is { } ratio ? Rounded(ratio, 4) : null };

    /// <summary>To so many decimals; what would vanish there, such as the difference of two prices, to three digits.</summary>
    private static double Rounded(double value, int decimals) => Math.Abs(value) < 0.01
        ? double.Parse(value.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : Math.Round(value, decimals);

    private static string Shown(double value) => value.ToString(Math.Abs(value) switch { >= 100 => "N0", >= 0.1 => "N2", _ => "G2" }, CultureInfo.InvariantCulture);
}
