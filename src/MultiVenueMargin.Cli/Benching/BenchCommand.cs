using System.Globalization;
using System.Text.Json;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Cli.Running;
using MultiVenueMargin.Files;
using MultiVenueMargin.Host.Bench;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Benching;

/// <summary><c>mvm bench engine</c>: what the embedded engine does on this machine and disk.</summary>
internal static class BenchCommand
{
    private const int LongestPhase = 600;

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n" };

    private static readonly Option[] Options =
    [
        new("--seconds", TakesValue: true), new("--accounts", TakesValue: true), new("--positions", TakesValue: true), new("--updates", TakesValue: true),
        new("--json", TakesValue: false), new("--dir", TakesValue: true),
    ];

    public static int Run(IReadOnlyList<string> args, Terminal terminal)
    {
        if (args is not ["engine", ..])
        {
            return Misused(args.Count == 0 ? "engine is missing: it is what can be measured." : $"{JsonPath.Quoted(args[0])} cannot be measured; engine can.", terminal);
        }

        if (Arguments.Parse([.. args.Skip(1)], Options, out var problem) is not { } arguments)
        {
            return Misused(problem, terminal);
        }

        var normal = new BenchScale();
        if (Number(arguments, "--seconds", 3, 1, LongestPhase, "seconds per measurement", terminal) is not { } seconds
            || Number(arguments, "--accounts", normal.Accounts, EngineBench.Writers, BenchScale.MostAccounts, "accounts", terminal) is not { } accounts
            || Number(arguments, "--positions", normal.Positions, 1, BenchScale.MostPositions, "positions of each account", terminal) is not { } positions
            || Number(arguments, "--updates", normal.Updates, 0, BenchScale.MostUpdates, "updates before the restart", terminal) is not { } updates)
        {
            return ExitCode.Misused;
        }

        var scale = new BenchScale { Accounts = (int)accounts, Positions = (int)positions, Updates = updates };
        // On the disk of the working folder unless another is named: the folder for temporary files is often no disk at all.
        var folder = Path.Combine(arguments.ValueOf("--dir") ?? ".", $"mvm-bench-{Environment.ProcessId}");
        return FolderTrouble.Guard("bench", folder, terminal, () =>
        {
            try
            {
                return MeasureAsync(new EngineBench(folder, TimeSpan.FromSeconds(seconds), scale), arguments.Has("--json"), terminal).GetAwaiter().GetResult();
            }
            finally
            {
                if (Directory.Exists(folder))
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
        });
    }

    private static async Task<int> MeasureAsync(EngineBench bench, bool asJson, Terminal terminal)
    {
        var rows = new List<BenchRow>();
        await foreach (var row in bench.RunAsync(CancellationToken.None))
        {
            rows.Add(row);
        }

        if (asJson)
        {
            terminal.Output.WriteLine(JsonSerializer.Serialize(
                rows.Select(row => new { name = row.Name, value = Math.Round(row.Value, 3), unit = row.Unit, ratio_to_bare_sync = row.Ratio is { } ratio ? Math.Round(ratio, 3) : (double?)null }),
                Json));
            return ExitCode.Sound;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumn("measured");
        table.AddColumn(new TableColumn("value").RightAligned()).AddColumn("unit").AddColumn(new TableColumn("in bare syncs").RightAligned());
        foreach (var row in rows)
        {
            table.AddRow(
                new Text(row.Name),
                new Text(row.Value.ToString(row.Value >= 100 ? "N0" : "N2", CultureInfo.InvariantCulture)),
                new Text(row.Unit),
                new Text(row.Ratio?.ToString("N2", CultureInfo.InvariantCulture) ?? string.Empty));
        }

        terminal.Canvas().Write(table);
        return ExitCode.Sound;
    }

    private static long? Number(Arguments arguments, string option, long absent, long least, long most, string what, Terminal terminal)
    {
        if (arguments.ValueOf(option) is not { } text)
        {
            return absent;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Misused(string.Create(CultureInfo.InvariantCulture, $"{option} {JsonPath.Quoted(text)} is not understood; it is a whole number of {what}, {least} to {most}."), terminal);
        return null;
    }

    private static int Misused(string problem, Terminal terminal)
    {
        terminal.Error.WriteLine($"mvm bench: {problem}");
        terminal.Error.WriteLine("See mvm help bench.");
        return ExitCode.Misused;
    }
}
