using System.Globalization;
using System.Text.Encodings.Web;
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

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Option[] Options =
    [
        new("--seconds", TakesValue: true), new("--accounts", TakesValue: true), new("--positions", TakesValue: true), new("--updates", TakesValue: true),
        new("--rate", TakesValue: true), new("--giant", TakesValue: true), new("--json", TakesValue: false), new("--dir", TakesValue: true),
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
            || Number(arguments, "--accounts", normal.Accounts, EngineBench.FewestAccounts, BenchScale.MostAccounts, "accounts", terminal) is not { } accounts
            || Number(arguments, "--positions", normal.Positions, 1, BenchScale.MostPositions, "positions of each account", terminal) is not { } positions
            || Number(arguments, "--updates", normal.Updates, 0, BenchScale.MostUpdates, "updates before the restart", terminal) is not { } updates
            || Number(arguments, "--rate", normal.PerSecond, 1, BenchScale.MostPerSecond, "updates per second", terminal) is not { } perSecond
            || Number(arguments, "--giant", normal.Giant, 0, BenchScale.MostGiant, "positions of the giant", terminal) is not { } giant)
        {
            return ExitCode.Misused;
        }

        var scale = new BenchScale { Accounts = (int)accounts, Positions = (int)positions, Updates = updates, PerSecond = (int)perSecond, Giant = (int)giant };
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
        var machine = bench.Machine;
        var rows = new List<BenchRow>();
        await foreach (var row in bench.RunAsync(CancellationToken.None))
        {
            rows.Add(row);
        }

        if (asJson)
        {
            terminal.Output.WriteLine(JsonSerializer.Serialize(new { machine, rows = rows.Select(Rounded) }, Json));
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
        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{machine.Processor}, {machine.Cores} cores ({machine.Vectors}), {machine.MemoryGib} GiB, {machine.Disk}, {machine.Runtime}, {machine.System}; load when it began: {machine.Load}"));
        return ExitCode.Sound;
    }

    private static BenchRow Rounded(BenchRow row) =>
        row with { Value = Math.Round(row.Value, 6), Ratio = row.Ratio is { } ratio ? Math.Round(ratio, 4) : null };

    private static string Shown(double value) => value.ToString(value >= 100 ? "N0" : value >= 0.1 ? "N2" : "G2", CultureInfo.InvariantCulture);

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
